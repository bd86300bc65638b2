# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import timedelta
from unittest.mock import patch

from lxml import etree
from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.social_care_api.models import social_care_api_usage

from ..tools.credentials import TOLERANCE
from ..tools.schema import NAMESPACE
from ..tools.versions import SOAP_11, SOAP_12
from ..tools.wsdl import PATH
from .soap_common import GET_AGENT, SoapCase, make_envelope, make_token


@tagged("post_install", "-at_install")
class TestSoap(SoapCase):
    # -- calls -----------------------------------------------------------------

    def test_a_note_is_written(self):
        ticket = self.make_ticket()
        for version in (SOAP_11, SOAP_12):
            response = self.call_soap(
                "AddNote", version, ticket_id=ticket.id, text=f"Ü {version.client}"
            )
            result = self.assert_answered(response)
            self.assertEqual(result["ticket_id"], str(ticket.id))
            self.assertIn(f"Ü {version.client}", ticket.message_ids[0].body)
            self.assertTrue(
                response.headers["Content-Type"].startswith(version.media_type)
            )

    def test_the_same_request_acts_once(self):
        ticket = self.make_ticket()
        values = {"ticket_id": ticket.id, "text": "Once", "request_id": "r1"}
        answers = {self.call_soap("AddNote", **values).text for _time in range(3)}
        self.assertEqual(len(answers), 1)
        notes = ticket.message_ids.filtered(lambda message: "Once" in message.body)
        self.assertEqual(len(notes), 1)
        response = self.call_soap("AddNote", **values | {"text": "Other"})
        self.assert_fault(response, "request_id_reused")

    def test_a_request_of_rest_is_the_same_by_soap(self):
        ticket = self.make_ticket()
        service = self.env["social.care.service"].with_user(self.anna.user_id)
        service.add_note(ticket_id=ticket.id, text="Once", request_id="r1")
        self.env.flush_all()
        values = {"ticket_id": ticket.id, "text": "Once", "request_id": "r1"}
        self.assert_answered(self.call_soap("AddNote", **values))
        notes = ticket.message_ids.filtered(lambda message: "Once" in message.body)
        self.assertEqual(len(notes), 1)

    def test_refusals_have_their_code(self):
        ticket = self.make_ticket()
        ticket.user_id = self.ben.user_id
        for version, status in ((SOAP_11, 500), (SOAP_12, 400)):
            response = self.call_soap("TakeWork", version, ticket_id=ticket.id)
            words = self.assert_fault(response, "taken", status, version)
            self.assertIn("ben", words.lower())
            self.assertIn("RateLimit", response.headers)
            response = self.call_soap("GetBoard", version)
            self.assert_fault(response, "forbidden", status, version)

    def test_what_the_schema_does_not_know_the_service_tells(self):
        response = self.call_soap(
            "AddNote", ticket_id=self.make_ticket().id, text="x", request_id="a b"
        )
        self.assert_fault(response, "invalid_request")
        problem = etree.fromstring(response.content).find(f".//{{{NAMESPACE}}}fields")
        self.assertEqual(problem[0].text, "request_id")

    def test_a_conflict_is_repeated_with_the_same_nonce(self):
        service = type(self.env["social.care.service"])
        perform, tries = service._perform, []

        def conflict_once(self, operation, arguments):
            tries.append(arguments)
            if len(tries) == 1:
                raise SerializationFailure()
            return perform(self, operation, arguments)

        created = f"{fields.Datetime.now():%Y-%m-%dT%H:%M:%SZ}"
        header = make_token(self.login, self.key, "AAAA", created)
        with patch.object(service, "_perform", conflict_once):
            self.assert_answered(self.ask_with(header))
        self.assertEqual(len(tries), 2)
        self.assert_unauthorized(self.ask_with(header))

    def test_a_conflict_is_repeated_with_the_same_message(self):
        ticket = self.make_ticket()
        service = type(self.env["social.care.service"])
        perform, tries = service._perform, []

        def conflict_once(self, operation, arguments):
            tries.append(arguments)
            if len(tries) == 1:
                raise ConcurrencyError("somebody was faster")
            return perform(self, operation, arguments)

        with patch.object(service, "_perform", conflict_once):
            response = self.call_soap("AddNote", ticket_id=ticket.id, text="Called")
        self.assert_answered(response)
        self.assertEqual(len(tries), 2)
        self.assertEqual(tries[0], tries[1])

    def test_an_error_of_the_server_stays_there(self):
        service = type(self.env["social.care.service"])
        for version in (SOAP_11, SOAP_12):
            with (
                patch.object(service, "_perform", side_effect=KeyError("secret")),
                mute_logger("odoo.http"),
            ):
                response = self.call_soap("GetAgent", version)
            self.assert_fault(response, "internal_error", 500, version)
            self.assertNotIn("secret", response.text)

    # -- who asks --------------------------------------------------------------

    def ask_with(self, header="", auth=False, version=SOAP_11):
        envelope = make_envelope(GET_AGENT, version, header)
        return self.post(envelope, version, auth)

    def assert_unauthorized(self, response):
        return self.assert_fault(response, "unauthorized")

    def test_the_key_comes_with_the_message_or_by_http(self):
        for response in (
            self.ask_with(make_token(self.login, self.key)),
            self.ask_with(auth=(self.login, self.key)),
            self.post(make_envelope()),
        ):
            result = self.assert_answered(response)
            self.assertEqual(result["agent_id"], str(self.anna.id))

    def test_who_says_nothing_is_asked(self):
        for version in (SOAP_11, SOAP_12):
            response = self.ask_with(version=version)
            self.assert_fault(response, "unauthorized", 401, version)
            self.assertIn("Basic", response.headers["WWW-Authenticate"])

    def test_a_session_is_no_key(self):
        self.authenticate(self.login, self.login)
        self.assert_fault(self.ask_with(), "unauthorized", 401)

    def test_wrong_keys_are_refused(self):
        other = self.make_key(self.ben.user_id)
        wrong = [
            ("", self.key),
            (self.login, self.login),
            (self.login, other),
            (self.login, ""),
            (self.login, "x" * 40),
            (self.login, "é\x00"),
        ]
        for login, key in wrong:
            self.env.registry._login_failures = None
            basic = base64.b64encode(f"{login}:{key}".encode()).decode()
            headers = {"Authorization": f"Basic {basic}"}
            self.assert_unauthorized(self.post(make_envelope(), auth=False, **headers))
            header = make_token(login, key.replace("\x00", ""))
            self.assert_unauthorized(self.ask_with(header))

    def test_a_digest_is_refused_in_words(self):
        header = make_token(self.login, self.key, kind="PasswordDigest")
        self.assertIn("PasswordDigest", self.assert_unauthorized(self.ask_with(header)))

    def test_guessing_is_slowed_down(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("base.login_cooldown_after", "3")
        wrong, right = (self.login, "x" * 40), (self.login, self.key)
        with mute_logger("odoo.addons.base.models.res_users"):
            for _time in range(3):
                self.assert_unauthorized(self.ask_with(auth=wrong))
            self.assert_unauthorized(self.ask_with(auth=right))
        self.env.registry._login_failures = None
        self.assert_answered(self.ask_with(auth=right))

    def test_a_token_with_a_nonce_is_used_once(self):
        now = fields.Datetime.now()
        created = f"{now:%Y-%m-%dT%H:%M:%SZ}"
        header = make_token(self.login, self.key, "AAAA", created)
        self.assert_answered(self.ask_with(header))
        self.assertIn("before", self.assert_unauthorized(self.ask_with(header)))
        other = make_token(self.login, self.key, "BBBB", created)
        self.assert_answered(self.ask_with(other))
        self.env["social.care.api.nonce"]._gc_old()
        self.assertEqual(self.env["social.care.api.nonce"].search_count([]), 2)

    def test_old_nonces_are_deleted(self):
        nonces = self.env["social.care.api.nonce"]
        old = fields.Datetime.now() - TOLERANCE - timedelta(seconds=1)
        self.assertTrue(nonces._spend("AAAA", old))
        self.assertFalse(nonces._spend("AAAA", old))
        self.assertTrue(nonces.with_user(self.ben.user_id).sudo()._spend("AAAA", old))
        nonces._gc_old()
        self.assertFalse(nonces.search([]))

    def test_a_key_has_a_number_of_requests_in_a_minute(self):
        self.env["ir.config_parameter"].set_param(social_care_api_usage.PARAMETER, "2")
        with patch.object(social_care_api_usage, "get_minute", lambda: 1):
            answers = [self.call_soap("GetAgent") for _time in range(3)]
        self.assertEqual([one.status_code for one in answers], [200, 200, 500])
        self.assert_fault(answers[2], "too_many_requests")
        self.assertIn("Retry-After", answers[2].headers)

    # -- the WSDL --------------------------------------------------------------

    def test_the_wsdl_describes_all_operations(self):
        response = self.url_open(f"{PATH}?WSDL")
        self.assertEqual(response.status_code, 200)
        wsdl = etree.fromstring(response.content)
        operations = self.env["social.care.service"]._list_operations()
        ports = wsdl.findall("{*}portType/{*}operation")
        self.assertEqual(len(ports), len(operations))
        address = wsdl.find("{*}service/{*}port/{*}address").get("location")
        self.assertEqual(address, self.base_url() + PATH)

    def test_the_administrator_finds_its_address(self):
        page = self.env["social.care.api.page"].with_user(self.manager).get_page()
        urls = [address["url"] for address in page["addresses"]]
        self.assertTrue(urls[-1].endswith(f"{PATH}?wsdl"))

    def test_other_pages_are_none(self):
        self.assert_fault(self.url_open(PATH), "method_not_allowed", 405)
