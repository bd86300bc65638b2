# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import gc
from datetime import datetime
from zoneinfo import ZoneInfo

import zeep
from zeep.wsse.username import UsernameToken

from odoo.tests import tagged

from ..tools.schema import NAMESPACE
from ..tools.wsdl import PATH
from .soap_common import SoapCase

PORTS = ("SocialCareSoap11", "SocialCareSoap12")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestSoapClient(SoapCase):
    """zeep, which is not ours, works by our WSDL alone."""

    def make_client(self, port, user=None, key=None):
        user = user or self.anna.user_id
        transport = zeep.Transport(session=self.opener)
        client = zeep.Client(
            f"{self.base_url()}{PATH}?wsdl",
            wsse=UsernameToken(user.login, key or self.key),
            transport=transport,
        )
        # As its destructor closes the session of the test.
        self.addCleanup(gc.collect)
        return client.bind("SocialCareService", port)

    def test_an_agent_works_by_both_versions(self):
        for port in PORTS:
            with self.subTest(port):
                self.work(self.make_client(port))

    def work(self, desk):
        ticket = self.make_ticket()
        desk.SetAgentState(state="away")
        changed = desk.SetAgentState(state="available")
        self.assertEqual((changed.state, changed.returned), ("available", []))
        self.assertEqual(desk.TakeNextWork().ticket_id, ticket.id)
        mine = desk.ListMyWork()
        self.assertEqual([one.ticket_id for one in mine.work], [ticket.id])
        details = desk.GetWork(ticket.id)
        self.assertEqual(details.title, ticket.name)
        self.assertIsInstance(details.waiting_since, datetime | None)
        for _time in range(2):
            desk.AddNote(ticket.id, "Ü <b>\n☎", request_id=f"note-{ticket.id}")
        notes = ticket.message_ids.filtered(lambda message: "☎" in message.body)
        self.assertEqual(len(notes), 1)
        closed = desk.CloseTicket(ticket.id)
        self.assertIs(closed.is_closed, True)

    def test_files_are_bytes(self):
        for port in PORTS:
            file = self.make_client(port).UploadAttachment("pixel.png", PIXEL)
            self.assertEqual((file.mimetype, file.size), ("image/png", len(PIXEL)))
            stored = self.env["ir.attachment"].browse(file.attachment_id)
            self.assertEqual(stored.raw, PIXEL)

    def test_moments_have_a_zone(self):
        key = self.make_key(self.supervisor)
        start = datetime(2026, 11, 1, tzinfo=ZoneInfo("Europe/Warsaw"))
        end = datetime(2026, 11, 2, tzinfo=ZoneInfo("Europe/Warsaw"))
        for port in PORTS:
            desk = self.make_client(port, self.supervisor, key)
            # So zeep reads a result without a single field.
            self.assertIsNone(desk.ListHistory(start, end))
            self.assertTrue(desk.GetBoard().now.tzinfo)

    def test_refusals_are_faults_with_a_code(self):
        ticket = self.make_ticket()
        ticket.user_id = self.ben.user_id
        for port in PORTS:
            with self.assertRaisesRegex(zeep.exceptions.Fault, "^taken: ") as caught:
                self.make_client(port).TakeWork(ticket.id)
            detail = caught.exception.detail
            code = detail.findtext(f".//{{{NAMESPACE}}}code")
            self.assertEqual(code, "taken")
            with self.assertRaisesRegex(zeep.exceptions.Fault, "^unauthorized: "):
                self.make_client(port, key="x" * 40).GetAgent()
