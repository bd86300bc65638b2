# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import html

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.contract import ContractCase

from .common import DemoNetwork

PASSWORD = "a long password"


@tagged("post_install", "-at_install")
class TestPage(DemoNetwork, ContractCase, HttpCase):
    """The page on which one acts as a customer."""

    def setUp(self):
        super().setUp()
        self.account.demo_delivery = "normal"
        self.log_in("social_care.group_social_care_agent")

    def log_in(self, group, login="page_user", **kwargs):
        new_test_user(self.env, login, groups=group, password=PASSWORD, **kwargs)
        self.authenticate(login, PASSWORD)

    def page(self, **params):
        params = {"account": self.account.id, "person": self.person.id, **params}
        return self.url_open("/social_care_demo", params=params)

    def tree(self, **params):
        return html.fromstring(self.page(**params).text)

    def submit(self, action, **fields):
        fields = {
            "csrf_token": http.Request.csrf_token(self),
            "account": self.account.id,
            **fields,
        }
        return self.url_open(f"/social_care_demo/{action}", data=fields)

    def say(self, text="@contract hello", **fields):
        return self.submit("post", person=self.person.id, text=text, **fields)

    def posts(self):
        domain = [("account_id", "=", self.account.id)]
        return self.env["social.care.demo.post"].search(domain)

    # -- who sees what ---------------------------------------------------------

    def say_in_private(self):
        """A direct message that the contract's team has heard."""
        self.say("my secret", private="on")
        secret = self.posts()
        self.ingest()
        (mention,) = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id)]
        )
        mention.sudo().thread_id.team_id = mention.team_id = self.team
        return secret

    def test_a_review_has_a_rating(self):
        self.say("Too late", stars="2")
        self.assertEqual(self.posts().stars, 2)
        self.ingest()
        mine = [("account_id", "=", self.account.id)]
        self.assertEqual(self.env["social.care.mention"].search(mine).stars, "2")
        self.assertIn('aria-label="2 of 5 stars"', self.page().text)

    def test_a_rating_has_one_to_five_stars(self):
        for stars in ("0", "6", "many", "-1"):
            self.assertEqual(self.say(stars=stars).status_code, 400, stars)
        self.assertFalse(self.posts())

    def test_who_is_blocked_cannot_write_and_who_is_muted_is_not_heard(self):
        self.person._set_moderated(self.account, "mute", undo=False)
        self.say("@contract hello")
        self.assertEqual(self.posts().notice_ids.state, "held")
        for stream in self.account.stream_ids:
            self.assertFalse(self.connector._fetch(stream, {}).events)
        self.person._set_moderated(self.account, "block", undo=False)
        self.assertEqual(self.say("@contract hello?").status_code, 403)
        for code in ("mute", "block"):
            self.person._set_moderated(self.account, code, undo=True)
        self.assertEqual(self.say("@contract hello again").status_code, 200)
        self.assertEqual(len(self.posts()), 2)

    def test_what_the_company_did_is_marked(self):
        self.say()
        for code in ("like", "hide", "report"):
            self.posts()._set_moderated(code, undo=False)
        self.person._set_moderated(self.account, "block", undo=False)
        text = self.page().text
        for mark in ("liked", "hidden", "blocked"):
            self.assertIn(f"{mark} by the company", text)
        self.assertIn("reported", text)

    def test_other_sites_cannot_show_it_within_theirs(self):
        headers = self.page().headers
        self.assertEqual(headers["X-Frame-Options"], "DENY")
        self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])

    def test_agents_of_other_teams_do_not_read_direct_messages(self):
        secret = self.say_in_private()
        self.log_in("social_care.group_social_care_agent", "page_other")
        self.assertNotIn("my secret", self.page().text)
        for action, fields in (
            ("post", {"person": self.person.id, "text": "a", "parent": secret.uid}),
            ("edit", {"post": secret.uid, "text": "a"}),
            ("delete", {"post": secret.uid}),
        ):
            self.assertEqual(self.submit(action, **fields).status_code, 404, action)
        self.assertEqual(self.posts(), secret)
        self.assertEqual((secret.text, secret.deleted_at), ("my secret", False))

    def test_agents_of_the_team_and_supervisors_read_direct_messages(self):
        self.say_in_private()
        self.log_in("social_care.group_social_care_agent", "page_member")
        self.team.user_ids |= self.env["res.users"].search(
            [("login", "=", "page_member")]
        )
        self.assertIn("my secret", self.page().text)
        self.log_in("social_care.group_social_care_supervisor", "page_supervisor")
        self.assertIn("my secret", self.page().text)

    def test_nobody_else_reads_what_social_care_has_not_heard_yet(self):
        self.say("my secret", private="on")
        self.assertIn("my secret", self.page().text)
        self.log_in("social_care.group_social_care_agent", "page_other")
        self.assertNotIn("my secret", self.page().text)

    def test_of_a_conversation_only_what_one_may_read_is_shown(self):
        secret = self.say_in_private()
        self.log_in("social_care.group_social_care_supervisor", "page_supervisor")
        self.say("and more", parent=secret.uid)
        self.ingest()
        other = self.env["helpdesk.ticket.team"].create({"name": "Other"})
        more = self.env["social.care.mention"].search(
            [("external_id", "=", (self.posts() - secret).uid)]
        )
        more.team_id = other
        self.log_in("social_care.group_social_care_agent", "page_member")
        self.team.user_ids |= self.env["res.users"].search(
            [("login", "=", "page_member")]
        )
        page = self.page().text
        self.assertIn("my secret", page)
        self.assertNotIn("and more", page)

    def test_direct_messages_are_not_read_past_the_page(self):
        self.say_in_private()
        self.say("@contract for all")
        posts = self.posts()
        for group, count in (("agent", 1), ("supervisor", 2)):
            user = new_test_user(
                self.env,
                f"rpc_{group}",
                groups=f"social_care.group_social_care_{group}",
            )
            seen = posts.with_user(user).search([("id", "in", posts.ids)])
            self.assertEqual(len(seen), count, group)

    # -- who may come ----------------------------------------------------------

    def test_visitors_log_in_first(self):
        self.authenticate(None, None)
        response = self.page()
        self.assertIn("/web/login", response.url)

    def test_only_agents_come_in(self):
        self.log_in("base.group_user", "page_nobody")
        self.assertEqual(self.page().status_code, 403)
        for action, fields in (
            ("post", {"person": self.person.id, "text": "@contract hello"}),
            ("person", {"name": "A", "handle": "a"}),
            (
                "script",
                {"person": self.person.id, "delivery": "held", "publishing": "ok"},
            ),
        ):
            self.assertEqual(self.submit(action, **fields).status_code, 403, action)
        self.assertFalse(self.posts())

    def test_account_of_another_company_is_not_there(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.log_in(
            "social_care.group_social_care_agent",
            "page_stranger",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.assertEqual(self.say().status_code, 404)
        self.assertNotIn("@contract", self.page().text)

    @mute_logger("odoo.http")
    def test_form_of_another_site_is_refused(self):
        self.assertEqual(self.say(csrf_token="wrong").status_code, 400)
        self.assertFalse(self.posts())

    def test_without_account_it_says_so(self):
        self.env["social.care.account"].search([("network", "=", "demo")]).write(
            {"demo_script_id": False}
        )
        self.assertIn("No account is connected", self.page().text)

    # -- what one can do -------------------------------------------------------

    def test_post_reaches_the_company(self):
        self.assertEqual(self.say().status_code, 200)
        post = self.posts()
        self.assertEqual((post.text, post.private), ("@contract hello", False))
        self.assertEqual(self.all_events().external_id, post.uid)
        self.assertIn("@contract hello", self.page().text)

    def test_text_is_text(self):
        self.say("@contract <script>alert(1)</script>")
        self.person.name = "<b>Maria</b>"
        page = self.page().text
        self.assertNotIn("<script>alert", page)
        self.assertNotIn("<b>Maria", page)
        texts = self.tree().xpath("//p[@class='text']/text()")
        self.assertEqual(texts, ["@contract <script>alert(1)</script>"])

    def test_direct_message(self):
        self.say("psst", private="on")
        self.assertTrue(self.posts().private)
        self.assertEqual(self.all_events().payload["post"]["private"], True)

    def test_direct_message_is_hidden_from_others(self):
        self.say("my secret", private="on")
        other = self.person.copy({"handle": "other.contract"})
        self.assertIn("my secret", self.page().text)
        self.assertNotIn("my secret", self.page(person=other.id).text)

    def test_answer(self):
        self.say()
        first = self.posts()
        self.say("and again", parent=first.uid)
        answer = self.posts() - first
        self.assertEqual(answer.parent_id, first)
        self.assertEqual(answer.root_id, first)

    def test_answer_to_a_direct_message_is_one(self):
        self.say("psst", private="on")
        first = self.posts()
        self.say("psst again", parent=first.uid)
        self.assertTrue((self.posts() - first).private)

    def test_edit(self):
        self.say()
        post = self.posts()
        self.submit("edit", post=post.uid, text="@contract hello!")
        self.assertEqual(post.text, "@contract hello!")
        self.assertTrue(post.edited_at)
        self.assertIn("edited", self.page().text)

    def test_delete(self):
        self.say()
        post = self.posts()
        self.submit("delete", post=post.uid)
        self.assertTrue(post.deleted_at)
        self.assertNotIn("@contract hello", self.page().text)
        self.assertEqual(self.submit("delete", post=post.uid).status_code, 404)

    def test_what_the_company_says_is_not_ours_to_change(self):
        own = self.env["social.care.demo.post"]._say(
            {"account_id": self.account.id, "text": "We are open"}
        )
        for action, fields in (("edit", {"text": "Closed"}), ("delete", {})):
            response = self.submit(action, post=own.uid, **fields)
            self.assertEqual(response.status_code, 404)
        self.assertEqual(own.text, "We are open")

    def test_answers_of_the_company_are_shown(self):
        self.say()
        self.env["social.care.demo.post"]._say(
            {
                "account_id": self.account.id,
                "text": "We look into it",
                "parent_id": self.posts().id,
            }
        )
        own = self.tree().xpath(
            "//div[contains(@class, 'own')]/p[@class='text']/text()"
        )
        self.assertEqual(own, ["We look into it"])

    def test_empty_and_long_texts_are_refused(self):
        for text in ("", "   ", "x" * 281):
            self.assertEqual(self.say(text).status_code, 400)
        self.assertEqual(self.say("👩‍👩‍👧‍👦" * 280).status_code, 200)
        self.assertEqual(len(self.posts()), 1)

    def test_strange_ids_are_not_found(self):
        for fields in ({"account": "x"}, {"person": "0"}, {"parent": "nothing"}):
            fields = {"person": self.person.id, "text": "hello", **fields}
            self.assertEqual(self.submit("post", **fields).status_code, 404)

    def test_new_person(self):
        self.submit("person", name=" Ola ", handle="@Ola.Nowak")
        person = self.env["social.care.demo.person"].search(
            [("handle", "=", "ola.nowak")]
        )
        self.assertEqual(person.name, "Ola")

    def test_new_person_of_a_taken_name_is_that_person(self):
        response = self.submit("person", name="X", handle=self.person.handle)
        self.assertIn(f"person={self.person.id}", response.url)
        self.assertEqual(self.person.name, "Maria Contract")

    def test_person_needs_names(self):
        for name, handle in ((" ", "ola"), ("Ola", " @ ")):
            response = self.submit("person", name=name, handle=handle)
            self.assertEqual(response.status_code, 400)

    # -- what the network decides ----------------------------------------------

    def test_a_review_is_decided_on_the_page(self):
        """C12: the network reviews what the company says."""
        post = self.env["social.care.demo.post"]._say(
            {"account_id": self.account.id, "text": "Come in", "review": "pending"}
        )
        self.assertIn("Under review", self.tree().text_content())
        self.submit("review", person=self.person.id, post=post.uid, verdict="published")
        self.assertFalse(post.review)
        self.submit("review", person=self.person.id, post=post.uid, verdict="revoked")
        self.assertEqual(post.review, "revoked")
        self.assertIn("Removed by the network", self.tree().text_content())
        events = [notice.payload["event"] for notice in post.notice_ids]
        self.assertEqual(events[-2:], ["reply.published", "reply.revoked"])

    def test_only_posts_of_the_company_are_reviewed(self):
        self.say()
        post = self.posts()
        for verdict, status in (("revoked", 404), ("burned", 400)):
            response = self.submit(
                "review", person=self.person.id, post=post.uid, verdict=verdict
            )
            self.assertEqual(response.status_code, status)

    def test_a_post_can_be_closed_to_replies(self):
        """C9: what can be read, not answered."""
        self.say(closed="on")
        post = self.posts()
        self.assertTrue(post.is_closed)
        self.assertEqual(post._get_payload("post")["post"]["cannot_reply"], "closed")

    # -- what goes wrong -------------------------------------------------------

    def test_script(self):
        self.submit(
            "script", person=self.person.id, delivery="duplicate", publishing="429"
        )
        script = self.account.demo_script_id
        self.assertEqual((script.delivery, script.publishing), ("duplicate", "429"))
        chosen = self.tree().xpath("//option[@selected]/@value")
        self.assertIn("duplicate", chosen)
        self.assertIn("429", chosen)

    def test_script_that_does_not_exist(self):
        response = self.submit(
            "script", person=self.person.id, delivery="sideways", publishing="ok"
        )
        self.assertEqual(response.status_code, 400)

    def test_refusals_are_shown(self):
        self.account.demo_delivery = "bad_signature"
        self.say()
        refused = self.tree().xpath("//span[contains(@class, 'refused')]")
        self.assertIn("401", refused[0].text_content())

    # -- many at once ----------------------------------------------------------

    def test_many_complain_at_once(self):
        self.submit("storm", person=self.person.id, people="12")
        self.assertEqual(len(self.posts().person_id), 12)
        self.assertEqual(len(set(self.posts().mapped("text"))), 12)

    def test_the_same_people_complain_again(self):
        for _again in range(2):
            self.submit("storm", person=self.person.id, people="5")
        self.assertEqual(len(self.posts()), 10)
        self.assertEqual(len(self.posts().person_id), 5)

    def test_nobody_can_be_one_of_a_crowd(self):
        self.submit("storm", person=self.person.id, people="5")
        offered = self.tree().xpath("//select[@name='person']/option/text()")
        self.assertNotIn("Neighbour", " ".join(offered))

    @mute_logger("odoo.http")
    def test_a_crowd_has_its_limits(self):
        for people in ("0", "301", "-1", "many", ""):
            response = self.submit("storm", person=self.person.id, people=people)
            self.assertEqual(response.status_code, 400)
        self.assertFalse(self.posts())
