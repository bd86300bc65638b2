# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.mail.tools import link_preview
from odoo.addons.social_care_demo.tests.channel_reply_common import ReplyCase

from .test_tools_visitor import FIREFOX

PAGE = "https://shop.example/help?order=4711"


class TrackedCase(ReplyCase):
    def setUp(self):
        super().setUp()
        self.company = self.account.company_id
        self.company.social_care_is_tracking_links = True

    def reply_with(self, text):
        return self.queued(body=text)

    def track(self, text=f"See {PAGE}."):
        reply = self.reply_with(text)
        return reply, reply.link_tracker_ids


class TestTrackedLinks(TrackedCase):
    """Links of replies are counted where the company wants it."""

    def test_nothing_is_replaced_unless_it_is_switched_on(self):
        self.company.social_care_is_tracking_links = False
        reply, links = self.track()
        self.assertFalse(links)
        self.assertIn(PAGE, reply.text)

    def test_a_link_is_replaced_in_what_is_published(self):
        reply, link = self.track()
        self.assertEqual(link.url, PAGE)
        self.assertEqual(reply.body, f"See {link.short_url}.")
        self.run_job(reply)
        self.assertIn(link.short_url, self.said()[-1])

    def test_its_page_is_not_fetched(self):
        with patch.object(link_preview, "get_link_preview_from_url") as fetch:
            self.track()
        fetch.assert_not_called()

    def test_each_reply_has_links_of_its_own(self):
        first, link = self.track()
        self.run_job(first)
        other = self.hear(self.post("b", "Me too"))
        second = self.answer(other, body=f"Look: {PAGE}")
        self.assertEqual(len(second.link_tracker_ids), 1)
        self.assertNotEqual(second.link_tracker_ids, link)

    def test_a_code_cannot_be_guessed(self):
        _reply, link = self.track()
        self.assertGreaterEqual(len(link.code), 10)

    def test_a_retry_does_not_track_a_tracked_link(self):
        reply, link = self.track()
        reply.sudo().state = "failed"
        reply.action_retry()
        self.assertEqual(reply.link_tracker_ids, link)

    def test_a_reply_that_is_refused_stays_as_it_was(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.reply_with(f"{PAGE} " + "x" * 100_000)
        self.assertFalse(
            self.env["link.tracker"].search([("social_care_reply_id", "!=", False)])
        )

    def test_other_sites_get_no_campaign_parameters(self):
        _reply, link = self.track()
        self.assertEqual(link.redirected_url, PAGE)

    def test_our_own_shop_does(self):
        base = self.env["link.tracker"].get_base_url()
        _reply, link = self.track(f"See {base}/shop/1")
        self.assertIn("utm_medium=Social", link.redirected_url)

    def test_the_conversation_shows_the_clicks(self):
        reply, link = self.track()
        self.run_job(reply)
        self.env["link.tracker.click"].add_click(link.code, ip="203.0.113.7")
        shown = reply.published_mention_id._get_panel_values()
        self.assertEqual((shown["has_tracked_links"], shown["link_clicks"]), (True, 1))

    def test_an_erased_reply_leads_nowhere(self):
        reply, link = self.track()
        self.run_job(reply)
        self.waiting.profile_id.action_erase()
        self.assertFalse(link.exists())
        self.assertNotIn(PAGE, reply.text or "")


class TestRights(TrackedCase):
    def test_other_employees_do_not_see_where_links_lead(self):
        _reply, link = self.track()
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        with self.assertRaises(AccessError):
            link.with_user(employee).read(["url"])
        codes = link.link_code_ids.with_user(employee)
        self.assertFalse(codes.search([("link_id", "=", link.id)]))

    def test_supervisors_of_another_company_do_not_either(self):
        _reply, link = self.track()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        supervisor = new_test_user(
            self.env,
            "supervisor_elsewhere",
            groups="social_care.group_social_care_supervisor",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        with self.assertRaises(AccessError):
            link.with_user(supervisor).read(["url"])

    def test_links_of_others_stay_as_odoo_has_them(self):
        link = self.env["link.tracker"].create(
            {"url": "https://a.example", "title": "A"}
        )
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        self.assertEqual(link.with_user(employee).url, "https://a.example")


@tagged("-at_install", "post_install")
class TestClicks(TrackedCase, HttpCase):
    def open(self, link, agent=FIREFOX, method="GET"):
        self.env.flush_all()
        url = f"/r/{link.code}"
        headers = {"User-Agent": agent}
        return self.url_open(url, headers=headers, allow_redirects=False, method=method)

    def test_a_person_is_counted_and_led_on(self):
        _reply, link = self.track()
        answer = self.open(link)
        self.assertEqual(answer.headers["Location"], PAGE)
        self.assertEqual(link.count, 1)

    def test_nobody_s_address_is_stored(self):
        _reply, link = self.track()
        self.open(link)
        self.assertFalse(link.link_click_ids.ip)

    def test_a_preview_is_led_on_and_not_counted(self):
        _reply, link = self.track()
        answer = self.open(link, agent="Mastodon/4.3 (http.rb)")
        self.assertEqual(answer.headers["Location"], PAGE)
        self.assertEqual(link.count, 0)

    def test_links_of_others_are_counted_as_before(self):
        link = self.env["link.tracker"].create(
            {"url": "https://a.example", "title": "A"}
        )
        self.open(link)
        self.assertEqual(link.count, 1)
        self.assertTrue(link.link_click_ids.ip)
