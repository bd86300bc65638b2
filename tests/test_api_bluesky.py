# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import subprocess
import unittest
import xmlrpc.client
from pathlib import Path
from tempfile import TemporaryDirectory

import zeep
from zeep.wsse.username import UsernameToken

from odoo.tests import HttpCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from odoo.addons.social_care_api.tools.openapi import BASE
from odoo.addons.social_care_api_soap.tools.wsdl import PATH
from odoo.addons.social_care_bluesky.tests import test_all_the_way as way
from odoo.addons.social_care_bluesky.tests.network import wait_for

from .api_clients import CLIENTS, generate_client
from .test_api_soap import make_key, prepare

ANSWER = "It is on its way."
STRANGER = """
import sys
from desk import AuthenticatedClient
from desk.api.agent import get_agent, set_agent_state
from desk.api.tickets import accept_work, close_ticket, list_messages, send_reply
from desk.models import (
    AcceptWorkBody, CloseTicketBody, SendReplyBody, SetAgentStateBody,
    SetAgentStateBodyState,
)

client = AuthenticatedClient(base_url=sys.argv[1], token=sys.argv[2])
(offer,) = get_agent.sync(client=client).offers
accept_work.sync(offer.ticket_id, client=client, body=AcceptWorkBody())
page = list_messages.sync(offer.ticket_id, client=client)
reply = SendReplyBody(body=sys.argv[3], known=page.cursor)
send_reply.sync(offer.ticket_id, client=client, body=reply)
close_ticket.sync(offer.ticket_id, client=client, body=CloseTicketBody())
print(page.messages[0].text)
"""


@tagged("post_install", "-at_install")
class TestApiBluesky(HttpCase, way.TestAllTheWay):
    """Clients that nobody here wrote are offered a post of the real Bluesky network,
    read it, answer it there, and close it.
    """

    # That one is about our own screen.
    test_all_the_way = None

    def setUp(self):
        super().setUp()
        prepare(self)
        # Nobody needs a skill.
        self.env["social.care.skill.rule"].search([("id", "!=", 0)]).unlink()
        self.env["social.care.skill.requirement"].search([("id", "!=", 0)]).unlink()
        self.key = make_key(self.agent)
        self.question = self.customer.post("Where is my parcel?", to=self.brand)
        self.ticket = wait_for(
            lambda: self.work() or self.mention(self.question).ticket_id
        )
        # Whatever the hour is at which the test runs.
        self.env["social.care.agent"].with_user(self.agent).start_overtime()
        self.env["social.care.routing.drain"]._drain_once()
        self.assertEqual(self.ticket.social_care_work_ids.state, "offered")

    def assert_answered(self, text):
        self.assertIn("Where is my parcel?", text)
        self.env.invalidate_all()
        self.assertTrue(self.ticket.closed)
        self.work()
        self.assert_customer_sees(self.question, ANSWER)

    def ask_xml_rpc(self, method, **values):
        server = xmlrpc.client.ServerProxy(f"{self.base_url()}/xmlrpc/2/object")
        place = get_db_name(), self.agent.id, self.key, "social.care.service"
        return server.execute_kw(*place, method, [], values)

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc", "odoo.addons.rpc.controllers")
    def test_by_xml_rpc(self):
        self.env.flush_all()
        with self.allow_requests(all_requests=True):
            (offer,) = self.ask_xml_rpc("get_agent")["offers"]
            ticket = {"ticket_id": offer["ticket_id"]}
            self.ask_xml_rpc("accept_work", **ticket)
            page = self.ask_xml_rpc("list_messages", **ticket)
            sent = {"body": ANSWER, "known": page["cursor"]}
            self.ask_xml_rpc("send_reply", **ticket, **sent)
            self.ask_xml_rpc("close_ticket", **ticket)
        self.assert_answered(page["messages"][0]["text"])

    def test_by_soap(self):
        self.env.flush_all()
        client = zeep.Client(
            f"{self.base_url()}{PATH}?wsdl",
            wsse=UsernameToken(self.agent.login, self.key),
            transport=zeep.Transport(session=self.opener),
        )
        desk = client.bind("SocialCareService", "SocialCareSoap12")
        (offer,) = desk.GetAgent().offers
        desk.AcceptWork(offer.ticket_id)
        page = desk.ListMessages(offer.ticket_id)
        desk.SendReply(offer.ticket_id, ANSWER, known=page.cursor)
        desk.CloseTicket(offer.ticket_id)
        self.assert_answered(page.messages[0].text)

    @unittest.skipUnless(CLIENTS, "without a network there are no other clients")
    def test_by_a_client_that_was_generated_from_the_document(self):
        self.env.flush_all()
        address = f"{self.base_url()}{BASE}"
        document = self.url_open(f"{BASE}/openapi.json").json()
        with (
            TemporaryDirectory() as folder,
            self.allow_requests(all_requests=True),
        ):
            desk = generate_client(Path(folder), document)
            (desk / "stranger.py").write_text(STRANGER)
            said = subprocess.run(
                [CLIENTS / "python", "stranger.py", address, self.key, ANSWER],
                cwd=desk,
                capture_output=True,
                text=True,
                check=False,
            )
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assert_answered(said.stdout)
