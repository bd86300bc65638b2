# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from io import BytesIO

from PIL import Image

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tools.log_mask import mask

from ..controllers.private_form import throttle
from .private_common import PrivateCase


@tagged("post_install", "-at_install")
class TestPage(PrivateCase, HttpCase):
    """What the customer, and whoever else has the link, can do."""

    def setUp(self):
        super().setUp()
        self.form = self.issue()
        self.path = f"/social_care/private/{self.get_token()}"

    def get_field(self, page, name):
        _before, found, rest = page.text.partition(f'name="{name}" value="')
        return rest.split('"')[0] if found else ""

    def fill_in(self, page=None, files=None, **vals):
        page = page or self.url_open(self.path)
        hidden = {name: self.get_field(page, name) for name in ("csrf_token", "nonce")}
        values = {**hidden, "text": "My code is 12.", **vals}
        return self.url_open(self.path, data=values, files=files)

    def get_main(self, page):
        return page.text.partition('<div id="wrap"')[2].partition("</main>")[0]

    def get_state(self):
        self.env.invalidate_all()
        return self.form.state

    def test_a_customer_writes(self):
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Acme", page.text)
        for secret in ("Where is my parcel", "maria", "Maria", "Agent Person"):
            self.assertNotIn(secret, page.text)
        self.assertNotIn(self.thread.ticket_id.number, page.text)
        for name, value in (
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("X-Frame-Options", "DENY"),
            ("X-Robots-Tag", "noindex, nofollow"),
        ):
            self.assertEqual(page.headers[name], value)
        done = self.fill_in(page, email="maria@home.example", reference="S1")
        self.assertEqual(done.status_code, 200)
        self.assertIn("Thank you", done.text)
        self.assertEqual(self.get_state(), "used")
        self.assertIn("My code is 12.", self.hear_from(self.form).text)

    def test_opening_it_consumes_nothing(self):
        for _time in range(3):
            self.assertEqual(self.url_open(self.path).status_code, 200)
        self.assertEqual(self.url_open(f"{self.path}?text=x").status_code, 200)
        self.opener.head(self.base_url() + self.path)
        self.assertEqual(self.get_state(), "sent")
        self.assertFalse(self.form.opened_at)

    def test_a_browser_tells_that_it_shows_the_form(self):
        told = self.url_open(f"{self.path}/opened", data={"a": "1"})
        self.assertEqual(told.status_code, 204)
        self.env.invalidate_all()
        self.assertTrue(self.form.opened_at)
        wrong = self.url_open("/social_care/private/no-such/opened", data={"a": "1"})
        self.assertEqual((wrong.status_code, wrong.text), (told.status_code, told.text))

    def test_a_form_of_another_page_is_refused(self):
        self.assertEqual(self.fill_in(csrf_token="x").status_code, 400)
        self.assertEqual(self.get_state(), "sent")

    def test_used_wrong_and_expired_links_get_one_friendly_answer(self):
        wrong = self.url_open("/social_care/private/" + "x" * 22)
        self.fill_in()
        used = self.url_open(self.path)
        self.assertEqual((used.status_code, wrong.status_code), (404, 404))
        self.assertEqual(self.get_main(used), self.get_main(wrong))
        self.assertIn("ask for a new link", " ".join(used.text.split()))

    def test_sending_twice_is_thanked_twice_and_taken_once(self):
        page = self.url_open(self.path)
        first, second = self.fill_in(page), self.fill_in(page)
        self.assertIn("Thank you", first.text)
        self.assertIn("Thank you", second.text)
        events = self.env["social.care.event"]
        own = [("external_id", "=", f"private_form:{self.form.id}")]
        self.assertEqual(events.search_count(own), 1)

    def test_somebody_else_afterwards_is_not_thanked(self):
        page = self.url_open(self.path)
        other = self.url_open(self.path)
        self.fill_in(page)
        late = self.fill_in(other, text="Forged")
        self.assertEqual(late.status_code, 404)
        self.assertNotIn("Forged", self.hear_from(self.form).text)

    def test_what_is_missing_is_said_and_the_rest_kept(self):
        page = self.fill_in(text=" ", reference="S1", email="nonsense")
        self.assertEqual(page.status_code, 400)
        self.assertIn("Write a message.", page.text)
        self.assertIn("This is no email address.", page.text)
        self.assertIn('value="S1"', page.text)
        self.assertEqual(self.get_state(), "sent")

    def test_what_a_program_fills_in_is_dropped(self):
        page = self.fill_in(website="https://spam.example")
        self.assertIn("Thank you", page.text)
        self.assertEqual(self.get_state(), "sent")

    def test_markup_is_shown_as_text(self):
        page = self.fill_in(text="", reference='"><script>alert(1)</script>')
        self.assertNotIn("<script>alert(1)", page.text)

    def test_a_picture_comes_along(self):
        written = BytesIO()
        Image.new("RGB", (4, 4), "red").save(written, "PNG")
        picture = ("a.png", written.getvalue(), "image/png")
        done = self.fill_in(files={"files": picture})
        self.assertIn("Thank you", done.text)
        heard = self.hear_from(self.form)
        self.run_job(self.env["social.care.media"], "_fetch_pending", self.account)
        self.env.invalidate_all()
        self.assertEqual(heard.media_ids.state, "stored")
        page = f"/social_care/private/file/{self.form.file_ids.id}"
        self.assertEqual(self.url_open(page).status_code, 404)

    def test_another_file_is_refused_and_the_link_stays(self):
        page = self.fill_in(
            files={"files": ("a.svg", b"<svg onload='x'/>", "image/png")}
        )
        self.assertEqual(page.status_code, 400)
        self.assertIn("cannot be taken", page.text)
        self.assertEqual(self.get_state(), "sent")

    def test_a_body_has_a_limit(self):
        large = {"files": ("a.png", b"x" * (27 * 1024 * 1024), "image/png")}
        self.assertEqual(self.fill_in(files=large).status_code, 413)
        self.assertEqual(self.get_state(), "sent")

    def test_who_tries_many_links_has_to_wait(self):
        self.patch(throttle, "most", 3)
        for _time in range(3):
            self.url_open("/social_care/private/" + "x" * 22)
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 429)
        self.assertIn("Wait a minute", page.text)

    def test_the_language_is_the_customer_s(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.form.mention_id.language = "de"
        self.assertEqual(self.form._get_language(), "de_DE")
        self.assertIn('lang="de-DE"', self.url_open(self.path).text)

    def test_logs_keep_no_secret(self):
        line = mask(f'"POST {self.path}/opened HTTP/1.1" 204')
        self.assertNotIn(self.get_token(), line)
