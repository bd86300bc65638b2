# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import logging
from urllib.parse import urlencode

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care_cti.tests.phone_common import JAN, PhoneCase

from .push_common import PushPhones


@tagged("post_install", "-at_install")
class TestRoute(PushPhones, PhoneCase, HttpCase):
    """The address that an administrator enters in the phone system."""

    def send(self, said, kind="application/x-www-form-urlencoded", **options):
        raw = said if isinstance(said, bytes) else urlencode(said, doseq=True)
        return self.url_open(
            options.pop("path", f"/social_care/phone/{self.system.push_token}"),
            data=raw,
            headers={"Content-Type": kind, **self.AUTH, **options},
        )

    def count(self):
        notices = self.env["social.care.phone.notice"]
        return notices.search_count([("system_id", "=", self.system.id)])

    def test_a_notice_is_stored_and_replied_to(self):
        response = self.send(self.say_ring("1", JAN, ["21"]))
        self.assertEqual((response.status_code, response.text), (200, "{}"))
        self.assertTrue(response.headers["Content-Type"].startswith("application/json"))
        self.assertEqual(self.count(), 1)

    def test_json_and_multipart_are_read(self):
        said = {"event": "newCall", "callId": "1", "user": ["21"]}
        response = self.send(json.dumps(said).encode(), "application/json")
        self.assertEqual(response.status_code, 200, response.text)
        part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        form = part % (b"event", b"answer") + part % (b"callId", b"1") + b"--x--\r\n"
        response = self.send(form, "multipart/form-data; boundary=x")
        self.assertEqual(response.status_code, 200, response.text)
        self.assertEqual(self.count(), 2)

    def test_an_unknown_address_and_a_wrong_password_are_refused(self):
        said = self.say_ring("1", JAN, ["21"])
        wrong = self.send(said, path="/social_care/phone/guessed")
        self.assertEqual(wrong.status_code, 401)
        wrong = self.send(said, Authorization="Basic cGJ4Ondyb25n")
        self.assertEqual(wrong.status_code, 401)
        self.assertEqual(wrong.headers["WWW-Authenticate"], "Basic")
        self.assertFalse(self.count())

    def test_no_access_log_tells_the_address(self):
        with self.assertLogs("werkzeug", logging.INFO) as logs:
            logging.getLogger("werkzeug").info('"POST %s" 200', self.system.push_url)
        self.assertNotIn(self.system.push_token, str(logs.output))

    def test_a_long_body_is_refused_before_it_is_read(self):
        response = self.send(b"a" * 70_000)
        self.assertEqual(response.status_code, 413)
        self.assertFalse(self.count())

    def test_an_odd_address_is_no_error_of_ours(self):
        for path in ("/social_care/phone/%00", "/social_care/phone/%ff"):
            response = self.send(self.say_ring("1", JAN, []), path=path)
            self.assertIn(response.status_code, (400, 401, 404))

    def test_it_is_posted_to_and_not_visited(self):
        response = self.url_open(f"/social_care/phone/{self.system.push_token}")
        self.assertEqual(response.status_code, 405)
