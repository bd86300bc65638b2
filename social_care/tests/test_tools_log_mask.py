# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import log_mask

TOKEN = "s3cret-T0ken_x"
PATH = f"/social_care/webhook/{TOKEN}"


class TestLogMask(BaseCase):
    """The address of a webhook is a secret, also for who reads logs."""

    def logged(self, name, message, *args):
        # Odoo's tests call another level by the name of INFO.
        with self.assertLogs(name, logging.INFO) as logs:
            logging.getLogger(name).info(message, *args)
        return logs.output[0]

    def test_no_access_log_tells_the_token(self):
        for name in log_mask.LOGGERS:
            for message, *args in (
                (f'1.2.3.4 - - [x] "POST {PATH} HTTP/1.1" 200 -',),
                ('%s - - "%s" %s', "1.2.3.4", f"GET {PATH}?a=b HTTP/1.1", 200),
                (f"# Thread: t (db:d) (url:http://localhost{PATH}) (qc:1)",),
            ):
                line = self.logged(name, message, *args)
                self.assertNotIn(TOKEN, line)
                self.assertIn("/social_care/webhook/***", line)

    def test_what_is_asked_with_the_address_is_not_told_either(self):
        line = log_mask.mask(f"GET {PATH}?hub.verify_token=password&x=1 HTTP/1.1")
        self.assertEqual(line, "GET /social_care/webhook/*** HTTP/1.1")

    def test_nor_are_addresses_of_phone_systems(self):
        asked = f"POST /social_care/phone/{TOKEN}?event=newCall&from=48500100001"
        line = log_mask.mask(f"{asked} HTTP/1.1")
        self.assertEqual(line, "POST /social_care/phone/*** HTTP/1.1")

    def test_the_page_to_sign_in_does_not_tell_where_it_leads(self):
        line = log_mask.mask(
            f"GET /web/login?redirect=%2Fsocial_care%2Fconfirm%2Fme%2F{TOKEN} HTTP/1.1"
        )
        self.assertNotIn(TOKEN, line)
        self.assertIn("GET /web/login?redirect=%2Fsocial_care%2Fconfirm", line)

    def test_a_form_without_a_csrf_token_does_not_tell_its_address(self):
        line = self.logged("odoo.http", "No CSRF token provided for path %r", PATH)
        self.assertNotIn(TOKEN, line)

    def test_other_addresses_stay_as_they_are(self):
        for line in ("GET /web/login HTTP/1.1", "GET /social_care_demo?x=1", ""):
            self.assertEqual(log_mask.mask(line), line)

    def test_what_is_no_text_stays_as_it_is(self):
        self.assertIn("7", self.logged("werkzeug", "%(count)s", {"count": 7}))
        self.assertEqual(log_mask.mask(7), 7)

    def test_it_is_installed_once(self):
        log_mask.install()
        for name in log_mask.LOGGERS:
            filters = logging.getLogger(name).filters
            masks = [one for one in filters if isinstance(one, log_mask.WebhookMask)]
            self.assertEqual(len(masks), 1, name)
