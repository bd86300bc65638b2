# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from odoo.tests import tagged

from odoo.addons.social_care.tests.outgoing import OutgoingRequests
from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

MENTION = {
    "id": "m1",
    "thread_id": "m1",
    "author_id": "7",
    "handle": "maria",
    "text": "Where is my parcel?",
    "posted_at": "2026-03-01T10:00:00Z",
}


class Network(BaseHTTPRequestHandler):
    """The network that the sample of README.md speaks with."""

    said = []

    def do_GET(self):
        page = {"items": [MENTION], "after": 1, "more": False}
        self.answer({"id": "us", "handle": "acme"} if self.path == "/me" else page)

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self.said.append((json.loads(raw), self.headers["Authorization"]))
        self.answer({"id": "p1"})

    def answer(self, value):
        raw = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args):
        """Silence: Odoo's log is for Odoo."""


@tagged("post_install", "-at_install")
class TestConnector(OutgoingRequests, ChannelCase):
    """The sample of README.md hears a mention and publishes the reply."""

    def test_the_sample_works(self):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Network)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        host = f"127.0.0.1:{server.server_port}"
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("social_care.allowed_private_hosts", host)
        account = self.env["social.care.account"].create(
            {
                "name": "Example",
                "network": "example",
                "service_url": f"http://{host}",
                "access_token": "secret",
                "company_id": self.company.id,
                "team_id": self.team.id,
                "signature_template": False,
            }
        )
        account.action_connect()
        self.assertEqual((account.state, account.handle), ("connected", "acme"))
        account.stream_ids.stage = "routed"
        account.stream_ids._poll()
        self.env.flush_all()
        self.env["social.care.event"]._ingest_batch()
        mention = self.mention("m1", account)
        self.assertTrue(mention.ticket_id)
        reply = self.answer(mention)
        self.run_job(reply)
        self.assertEqual((reply.state, reply.external_id), ("published", "p1"))
        body = {"text": "We look into it.", "to": "m1"}
        self.assertEqual(Network.said, [(body, "Bearer secret")])
