# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

import zeep
from zeep.wsse.username import UsernameToken

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.social_care_api_soap.tools.wsdl import PATH
from odoo.addons.social_care_demo.tests.channel_reply_common import ReplyCase


def prepare(case):
    """Let the agent of a case work by the API."""
    case.team.social_care_routing_mode = "offer"
    group = case.env.ref("social_care_api.group_social_care_api_user")
    group.user_ids += case.agent
    case.env["social.care.agent"]._ensure_for_users(case.agent)


def make_key(user):
    keys = user.env["res.users.apikeys"].with_user(user)
    expires = fields.Datetime.now() + timedelta(days=1)
    return keys._generate(None, "Desktop", expires)


@tagged("post_install", "-at_install")
class TestApiSoap(ReplyCase, HttpCase):
    """zeep reads and answers a conversation of the demo network by our WSDL alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prepare(cls)
        cls.key = make_key(cls.agent)

    def make_desk(self, port):
        self.client = zeep.Client(
            f"{self.base_url()}{PATH}?wsdl",
            wsse=UsernameToken(self.agent.login, self.key),
            transport=zeep.Transport(session=self.opener),
        )
        return self.client.bind("SocialCareService", port)

    def work(self, port):
        ticket = self.waiting.ticket_id
        desk = self.make_desk(port)
        desk.SetAgentState("available")
        self.assertEqual(desk.TakeNextWork().ticket_id, ticket.id)
        page = desk.ListMessages(ticket.id)
        heard = page.messages[0]
        self.assertEqual(heard.text, "Where is my parcel?")
        self.assertIsInstance(heard.at, datetime)
        self.assertEqual(desk.CheckReply(ticket.id, "On its way.").problems, [])
        sent = desk.SendReply(
            ticket.id, "On its way.", known=page.cursor, request_id="reply-1"
        )
        again = desk.SendReply(
            ticket.id, "On its way.", known=page.cursor, request_id="reply-1"
        )
        self.assertEqual(sent.reply_id, again.reply_id)
        self.assertIn("On its way.", desk.GetReply(sent.reply_id).text)
        desk.AddNote(ticket.id, "Called the depot")
        self.assertIs(desk.CloseTicket(ticket.id).is_closed, True)

    def test_by_soap_1_1(self):
        self.work("SocialCareSoap11")

    def test_by_soap_1_2(self):
        self.work("SocialCareSoap12")
