# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import Form

from .channel_common import MANAGER, ChannelCase


class StartCase(ChannelCase):
    """A second company, in which nothing is set up."""

    def setUp(self):
        super().setUp()
        self.empty = self.env["res.company"].create({"name": "Just begun"})
        self.admin = self.make_user("beginner", MANAGER, self.empty)
        self.admin.group_ids += self.env.ref("base.group_erp_manager")
        self.guide = self.env["social.care.setup.guide"].with_user(self.admin)

    def steps(self):
        return {step["name"]: step for step in self.guide.get_guide()["steps"]}

    def done(self):
        return {name for name, step in self.steps().items() if step["is_done"]}

    def form(self, name, **more):
        """The form of a step, as it opens."""
        action = self.guide.open_step(name)
        records = self.env[action["res_model"]].with_user(self.admin)
        return Form(records.with_context(**action["context"]), **more)

    def connect(self):
        team = self.make_team("Not yet", company=self.empty)
        return self.make_account("begun", "begun", self.empty, team)


class TestSteps(StartCase):
    """What is done is seen in the data, and each form is filled in."""

    def test_at_first_nothing_is_done(self):
        self.assertFalse(self.done())
        self.assertFalse(self.guide.get_guide()["is_finished"])

    def test_the_steps_have_an_order_and_words(self):
        steps = self.guide.get_guide()["steps"]
        names = [step["name"] for step in steps]
        self.assertEqual(names[:3], ["connect", "people", "team"])
        self.assertEqual(names[-1], "answer")
        self.assertTrue(all(step["title"] and step["words"] for step in steps))

    def test_connecting(self):
        action = self.guide.open_step("connect")
        self.assertEqual(action["res_model"], "social.care.connect")
        self.assertEqual(action["context"]["default_stage"], "routed")
        self.connect()
        self.assertIn("connect", self.done())

    def test_an_account_that_is_not_connected_does_not_count(self):
        self.connect().state = "draft"
        self.assertNotIn("connect", self.done())

    def test_where_no_network_is_installed_the_addons_are_shown(self):
        network = type(self.env["social.care.account"]._fields["network"])
        with patch.object(network, "get_values", return_value=[]):
            action = self.guide.open_step("connect")
        self.assertEqual(action["res_model"], "ir.module.module")

    def test_people_are_agents_from_the_start(self):
        action = self.guide.open_step("people")
        users = self.env["res.users"].with_context(**action["context"])
        user = users.create({"name": "Ann", "login": "ann.begun"})
        self.assertTrue(user.has_group("social_care.group_social_care_agent"))
        user.write(
            {"company_ids": [(6, 0, self.empty.ids)], "company_id": self.empty.id}
        )
        self.assertIn("people", self.done())

    def test_the_administrator_chooses_the_role(self):
        self.admin.group_ids += self.env.ref("base.group_partner_manager")
        view = self.guide.open_step("people")["views"][0][0]
        for role in ("supervisor", "manager"):
            form = self.form("people", view=self.env["ir.ui.view"].browse(view))
            self.assertEqual(form.social_care_role, "agent")
            form.name, form.login = role, f"{role}.begun"
            form.social_care_role = role
            user = form.save()
            self.assertTrue(user.has_group(f"social_care.group_social_care_{role}"))
            self.assertTrue(user.has_group("base.group_user"))
            self.assertEqual(user.social_care_role, role)
        user.social_care_role = "agent"
        self.assertFalse(user.has_group("social_care.group_social_care_supervisor"))
        self.assertTrue(user.has_group("social_care.group_social_care_agent"))

    def test_the_team_has_all_agents(self):
        with self.form("team") as form:
            self.assertIn(self.admin, form.user_ids[:])
        team = form.record
        self.assertEqual(team.company_id, self.empty)
        self.assertIn("team", self.done())

    def test_a_team_without_agents_answers_nobody(self):
        self.make_team("Nobody", company=self.empty)
        self.assertNotIn("team", self.done())

    def test_the_rule_gives_all_to_the_team(self):
        team = self.form("team").save()
        rule = self.form("rule").save()
        self.assertEqual((rule.action, rule.team_id), ("ticket", team))
        self.assertEqual(rule.company_id, self.empty)

    def test_a_rule_alone_does_nothing_as_long_as_no_stream_is_routed(self):
        account = self.connect()
        self.form("team").save()
        self.form("rule").save()
        account.stream_ids.stage = "manual"
        self.assertNotIn("rule", self.done())
        action = self.guide.open_step("rule")
        self.assertEqual(action["res_model"], "social.care.stream")
        account.stream_ids[0].stage = "routed"
        self.assertIn("rule", self.done())

    def test_the_first_answer_ends_it(self):
        account = self.connect()
        self.form("team").save()
        self.form("rule").save()
        mention = self.hear(self.post("a"), account=account)
        action = self.guide.open_step("answer")
        self.assertEqual(action["res_id"], mention.ticket_id.id)
        reply = self.answer(mention, user=self.admin)
        self.run_job(reply)
        self.assertIn("answer", self.done())
        self.assertTrue(self.guide.get_guide()["is_finished"])

    def test_before_the_first_mention_the_guide_says_where_it_comes_from(self):
        account = self.connect()
        action = self.guide.open_step("answer")
        self.assertEqual(action["res_model"], "helpdesk.ticket")
        self.assertIn("No tickets yet", action["help"])
        self.assertIn(account.webhook_url, action["help"])

    def test_the_ticket_list_begins_with_open_tickets(self):
        action = self.env.ref("social_care.social_care_ticket_menu").action
        self.assertIn("search_default_open", action.context)
        self.assertIn("No tickets yet", action.help)

    def test_another_companys_work_is_not_ours(self):
        self.hear(self.post("a"))
        self.assertFalse(self.done())

    def test_only_steps_can_be_opened(self):
        for name in ("app", "networks", "inbox", "guide", ""):
            self.assertFalse(self.guide.open_step(name))


class TestOpening(StartCase):
    """An administrator begins with the guide, everybody else with the inbox."""

    def opened(self, user=None):
        guide = self.guide.with_user(user or self.admin)
        action = guide._open_app()
        return action.get("tag") or action["res_model"]

    def test_an_administrator_of_an_empty_company(self):
        self.assertEqual(self.opened(), "social_care_setup_guide")

    def test_agents_and_supervisors(self):
        for user in (self.agent, self.supervisor):
            self.assertEqual(self.opened(user), "social.care.mention")

    def test_dismissing_the_guide(self):
        self.guide.dismiss()
        self.assertEqual(self.opened(), "social.care.mention")

    def test_the_menu_of_the_app_opens_it(self):
        menu = self.env.ref("social_care.menu_social_care_root")
        for user, tag in ((self.admin, "social_care_setup_guide"), (self.agent, False)):
            action = menu.action.with_user(user).run()
            self.assertEqual(action.get("tag", False), tag)

    def test_a_server_whose_jobs_do_not_run_is_told_first(self):
        accounts = type(self.env["social.care.account"])
        with patch.object(accounts, "_has_runner", return_value=False):
            (finding, *_more) = self.guide.get_guide()["findings"]
        self.assertIn("Restart Odoo", finding["fix"])

    def test_it_is_for_administrators(self):
        for user in (self.agent, self.supervisor):
            guide = self.guide.with_user(user)
            for call in (guide.get_guide, guide.dismiss):
                with self.assertRaises(AccessError):
                    call()
            with self.assertRaises(AccessError):
                guide.open_step("people")
