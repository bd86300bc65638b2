# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.social_care.tools.log_mask import mask

from ..controllers.rating import throttle
from .rating_common import RatingCase


@tagged("post_install", "-at_install")
class TestPage(RatingCase, HttpCase):
    """What the customer, and whoever else has the link, can do."""

    def setUp(self):
        super().setUp()
        throttle._failures.clear()
        self.addCleanup(throttle._failures.clear)
        self.request = self.make_asked()
        self.path = f"/social_care/rate/{self.get_token()}"

    def post_rating(self, stars="4", comment="", path=None, token=None):
        page = self.url_open(path or self.path)
        if token is None:
            _before, found, rest = page.text.partition('name="csrf_token" value="')
            token = rest.split('"')[0] if found else ""
        values = {"csrf_token": token, "stars": stars, "comment": comment}
        return self.url_open(path or self.path, data=values)

    def get_main(self, page):
        return page.text.partition("<main")[2].partition("</main>")[0]

    def test_a_customer_rates(self):
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Acme", page.text)
        for secret in ("Where is it", "on its way", "maria", "Maria", "Agent Person"):
            self.assertNotIn(secret, page.text)
        self.assertNotIn(self.request.ticket_id.number, page.text)
        for name, value in (
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("X-Frame-Options", "DENY"),
        ):
            self.assertEqual(page.headers[name], value)
        done = self.post_rating("4", "Quick!")
        self.assertEqual(done.status_code, 200)
        self.assertIn("Thank you", done.text)
        self.env.invalidate_all()
        self.assertEqual(self.request.state, "rated")
        self.assertEqual(self.request.stars, 4)
        rating = self.request.rating_id
        self.assertEqual((rating.rating, rating.feedback), (4, "Quick!"))
        self.assertEqual(rating.rated_partner_id, self.agent.partner_id)
        self.assertEqual(self.request.ticket_id.rating_last_value, 4)
        self.assertIn("★★★★☆ Quick!", self.request.ticket_id.social_care_rating_summary)

    def test_a_ticket_that_nobody_was_asked_about_says_nothing_of_a_rating(self):
        ticket = self.request.ticket_id.copy()
        self.assertFalse(ticket.social_care_rating_summary)

    def test_opening_it_changes_nothing(self):
        for _time in range(3):
            self.assertEqual(self.url_open(self.path).status_code, 200)
        self.assertEqual(self.url_open(f"{self.path}?stars=5").status_code, 200)
        self.opener.head(self.base_url() + self.path)
        self.env.invalidate_all()
        self.assertEqual(self.request.state, "sent")
        self.assertFalse(self.request.ticket_id.rating_ids)

    def test_a_form_of_another_page_is_refused(self):
        self.assertEqual(self.post_rating(token="x").status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(self.request.state, "sent")

    def test_used_wrong_and_expired_links_get_one_answer(self):
        self.post_rating("5")
        replayed = self.url_open(self.path)
        self.assertEqual(replayed.status_code, 404)
        again = self.url_open(self.path, data={"stars": "1", "csrf_token": "x"})
        self.assertIn(again.status_code, (400, 404))
        guessed = self.url_open("/social_care/rate/" + "A" * 22)
        odd = self.url_open("/social_care/rate/%00%ff")
        self.env.invalidate_all()
        self.assertEqual(self.request.stars, 5)
        self.assertEqual(len(self.request.ticket_id.rating_ids), 1)
        self.outdate(self.mention_.profile_id, "social_care_rating_asked_at", days=99)
        second = self.make_asked("second")
        path = f"/social_care/rate/{self.get_new_token(second)}"
        self.outdate(second, "expires_at", seconds=1)
        expired = self.url_open(path)
        for page in (guessed, odd, expired):
            self.assertEqual(page.status_code, 404)
            self.assertEqual(self.get_main(page), self.get_main(replayed))

    def get_new_token(self, request):
        return request._get_token()

    def test_a_replay_with_a_form_that_was_open(self):
        page = self.url_open(self.path)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        self.post_rating("2")
        values = {"csrf_token": token, "stars": "5", "comment": ""}
        self.assertEqual(self.url_open(self.path, data=values).status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(self.request.stars, 2)

    def test_stars_are_checked(self):
        for stars in ("", "0", "6", "4.5", "-1", "five", "١"):
            page = self.post_rating(stars, "Not <b>lost</b>")
            self.assertEqual(page.status_code, 400)
            self.assertIn("Choose one to five stars", page.text)
            self.assertIn("Not &lt;b&gt;lost", page.text)
        self.env.invalidate_all()
        self.assertEqual(self.request.state, "sent")

    def test_comments_are_bounded(self):
        self.post_rating("3", "x" * 5000 + "\x00")
        self.env.invalidate_all()
        self.assertEqual(len(self.request.rating_id.feedback), 2000)
        self.assertEqual(self.url_open(self.path, data="x" * 70_000).status_code, 413)

    def test_employees_do_not_rate(self):
        for login in ("channel_agent", "channel_supervisor", "admin"):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(self.path).status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(self.request.state, "sent")

    def test_a_signed_in_stranger_does_not_rate_for_a_known_customer(self):
        portal = new_test_user(self.env, "rating_portal", groups="base.group_portal")
        self.authenticate("rating_portal", "rating_portal")
        self.assertEqual(self.url_open(self.path).status_code, 200)
        other = self.env["res.partner"].create({"name": "Maria"})
        link = self.mention_.profile_id._link(other, "proven")
        self.assertEqual(self.url_open(self.path).status_code, 404)
        link._end("unlinked")
        self.mention_.profile_id._link(portal.partner_id, "proven")
        self.assertIn("Thank you", self.post_rating("5").text)
        self.env.invalidate_all()
        self.assertEqual(self.request.rating_id.partner_id, portal.partner_id)

    def test_who_tries_many_links_waits(self):
        self.patch(throttle, "most", 3)
        for number in range(3):
            self.assertEqual(self.url_open(self.path).status_code, 200)
            self.url_open(f"/social_care/rate/guess{number:017}")
        self.assertEqual(self.url_open(self.path).status_code, 429)

    def test_odoo_s_page_takes_nothing(self):
        token = self.path.rpartition("/")[2]
        self.assertEqual(self.url_open(f"/rate/{token}/5").status_code, 404)
        self.post_rating("3")
        self.assertEqual(self.url_open("/rate/False/5").status_code, 404)

    def test_a_copied_database_takes_nothing(self):
        self.account.publish_database_uuid = "another"
        self.assertEqual(self.url_open(self.path).status_code, 404)

    def test_erased_people_cannot_rate(self):
        self.mention_.profile_id.action_erase()
        self.assertEqual(self.url_open(self.path).status_code, 404)

    def test_good_ratings_may_be_asked_for_a_review(self):
        self.company.social_care_review_url = "https://reviews.example/acme"
        self.company.social_care_review_text = "Tell others"
        page = self.post_rating("4")
        self.assertIn('href="https://reviews.example/acme"', page.text)
        self.assertIn("Tell others", page.text)
        self.assertIn("noreferrer", page.text)

    def test_others_are_not(self):
        self.company.social_care_review_url = "https://reviews.example/acme"
        self.assertNotIn("reviews.example", self.post_rating("3").text)

    def test_bad_ratings_notify_the_supervisors(self):
        self.post_rating("2")
        self.env.invalidate_all()
        notices = self.notices_to(self.supervisor)
        self.assertTrue(notices.filtered(lambda m: "2 of 5 stars" in (m.subject or "")))
        self.assertTrue(self.request.ticket_id.closed)

    def test_bad_ratings_reopen_where_the_team_wants_it(self):
        self.team.social_care_bad_rating = "reopen"
        self.post_rating("1", "Nothing works")
        self.env.invalidate_all()
        self.assertFalse(self.request.ticket_id.closed)
        self.assertTrue(
            self.notices_to(self.agent).filtered(
                lambda m: "1 of 5 stars" in (m.subject or "")
            )
        )
        self.assertNotIn(
            "Nothing works", str(self.request.ticket_id.message_ids.mapped("body"))
        )

    def test_or_do_nothing(self):
        self.team.social_care_bad_rating = "none"
        before = self.notices_to(self.supervisor)
        self.post_rating("1")
        self.env.invalidate_all()
        self.assertEqual(self.notices_to(self.supervisor), before)
        self.assertTrue(self.request.ticket_id.closed)

    def test_two_at_once(self):
        found = self.requests._find_by_token(
            self.path.rpartition("/")[2], self.env.ref("base.public_user")
        )
        self.assertTrue(found._answer(5, ""))
        self.assertFalse(found._answer(1, ""))
        self.assertEqual(self.request.stars, 5)

    def test_the_link_ends_with_its_term(self):
        days = self.company.social_care_rating_valid_days
        end = self.request.expires_at
        self.assertAlmostEqual(
            end,
            fields.Datetime.now() + timedelta(days=days),
            delta=timedelta(minutes=5),
        )

    def test_tour_of_the_customer(self):
        self.company.social_care_review_url = "https://reviews.example/acme"
        self.start_tour(self.path, "social_care_customer_rates")
        self.env.invalidate_all()
        self.assertEqual(self.request.stars, 5)
        self.assertEqual(self.request.comment, "Very kind")

    def test_the_log_has_no_secret(self):
        line = mask(f"GET {self.path} HTTP/1.1")
        self.assertNotIn(self.path.rpartition("/")[2], line)
