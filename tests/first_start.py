# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An administrator alone with an empty database and a browser.

``test_first_start.py`` makes the database, and runs this in a process of its own.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.outgoing import OutgoingRequests
from odoo.addons.social_care_demo.tests.job_runner import jobs_beside_the_browser

TOUR = "social_care_first_start"


class Tool(BaseHTTPRequestHandler):
    """Takes every reply, and gives it an id."""

    said = []

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        self.said.append(json.loads(self.rfile.read(size)))
        raw = json.dumps({"id": f"r{len(self.said)}"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args):
        """Silence: Odoo's log is for Odoo."""


@tagged("post_install", "-at_install")
class TestFirstStart(OutgoingRequests, HttpCase):
    def setUp(self):
        super().setUp()
        server = ThreadingHTTPServer(("127.0.0.1", 0), Tool)
        Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        self.place = f"127.0.0.1:{server.server_port}"
        # The tool stands in the company's own network, as CONFIGURE.md says.
        self.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", self.place
        )

    def test_from_an_empty_database_to_the_first_answer_in_thirty_clicks(self):
        self.assertFalse(self.env["social.care.account"].search([]))
        self.assertFalse(self.env["helpdesk.ticket"].search([]))
        tool = {"first_start_tool": f"http://{self.place}/replies"}
        with jobs_beside_the_browser(self.registry):
            self.start_tour("/odoo", TOUR, login="admin", cookies=tool, timeout=180)
        (said,) = Tool.said
        self.assertTrue(said["text"].startswith("We look into it."))
        self.assert_set_up()

    def assert_set_up(self):
        reply = self.env["social.care.reply"].search([])
        ticket = reply.thread_id.ticket_id
        self.assertEqual(reply.state, "published")
        self.assertEqual(ticket.team_id.name, "Customer care")
        self.assertIn("Anna Novak", ticket.team_id.user_ids.mapped("name"))
        self.assertEqual(
            ticket.ticket_sla_ids.sla_id.sla_response_target, "first_response"
        )
        guide = self.env["social.care.setup.guide"].with_user(
            self.env.ref("base.user_admin")
        )
        self.assertTrue(guide.get_guide()["is_finished"])
        self.assertEqual(guide._open_app()["res_model"], "social.care.mention")
