# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.exceptions import UserError

from .channel_common import AGENT, OURS, SUPERVISOR, ChannelCase


class TestOwnerLeaves(ChannelCase):
    """Work of people who leave goes on with others, who are told."""

    def setUp(self):
        super().setUp()
        self.bert = self.make_user("bert", AGENT)
        self.team.user_ids += self.bert
        self.team.social_care_routing_mode = "manual"
        self.ticket = self.hear(self.post("a", "Where is it?")).ticket_id
        self.ticket.user_id = self.agent
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    def answer_it(self):
        self.hear(self.post("b", "On its way", to="a", who=OURS, at=5))
        self.assertFalse(self.ticket.social_care_waiting_since)

    def write_again(self):
        seconds = (fields.Datetime.now() - self.start).total_seconds()
        return self.hear(self.post("c", "Not here!", to="a", at=int(seconds)))

    def archive(self, user):
        """As it stood before people who leave lost their tickets."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_users SET active = FALSE WHERE id = %s", [user.id]
        )
        self.env.invalidate_all()

    def subjects_to(self, user):
        subjects = self.notices_to(user).mapped("subject")
        return " | ".join(filter(None, subjects))

    def test_a_ticket_of_an_archived_user_is_released(self):
        self.agent.active = False
        self.assertFalse(self.ticket.user_id)
        self.assertIn("back in the queue", self.subjects_to(self.bert))
        self.assertEqual(self.ticket.social_care_work_ids.state, "waiting")

    def test_supervisors_are_told_of_a_ticket_without_a_team(self):
        self.ticket.write({"team_id": False, "user_id": self.agent.id})
        self.assertFalse(self.ticket.team_id)
        self.agent.active = False
        self.assertFalse(self.ticket.user_id)
        self.assertIn("back in the queue", self.subjects_to(self.supervisor))
        self.assertNotIn("back in the queue", self.subjects_to(self.bert))

    def test_supervisors_are_told_where_a_team_has_no_members(self):
        self.team.user_ids = self.agent
        self.team.user_ids = False
        self.assertFalse(self.ticket.user_id)
        self.assertIn("back in the queue", self.subjects_to(self.supervisor))

    def test_supervisors_of_another_company_are_not(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_user("theirs", SUPERVISOR, other)
        self.ticket.write({"team_id": False, "user_id": self.agent.id})
        self.agent.active = False
        self.assertFalse(self.notices_to(theirs))

    def test_supervisors_hear_of_a_customer_of_no_team(self):
        self.answer_it()
        self.ticket.write({"team_id": False, "user_id": False})
        self.write_again()
        self.assertIn("The customer wrote again", self.subjects_to(self.supervisor))

    def test_also_while_it_waits_for_the_customer(self):
        self.answer_it()
        self.agent.active = False
        self.assertFalse(self.ticket.user_id)
        self.assertEqual(self.ticket.social_care_work_ids.state, "parked")
        self.write_again()
        self.assertEqual(self.ticket.social_care_work_ids.state, "waiting")
        self.assertIn("The customer wrote again", self.subjects_to(self.bert))

    def test_a_long_archived_owner_is_released_when_the_customer_writes(self):
        self.answer_it()
        self.archive(self.agent)
        self.write_again()
        self.assertFalse(self.ticket.user_id)
        self.assertEqual(self.ticket.social_care_work_ids.state, "waiting")
        self.assertIn("back in the queue", self.subjects_to(self.bert))

    def test_a_closed_ticket_of_theirs_is_reopened_for_all(self):
        self.ticket.stage_id = self.done
        self.agent.active = False
        self.write_again()
        self.assertFalse(self.ticket.closed)
        self.assertFalse(self.ticket.user_id)

    def test_so_is_one_that_a_person_drags_back(self):
        self.ticket.stage_id = self.done
        self.archive(self.agent)
        self.ticket.stage_id = self.team._get_applicable_stages()[0]
        self.assertFalse(self.ticket.user_id)

    def test_leaving_a_team_releases_its_tickets(self):
        self.team.user_ids -= self.agent
        self.assertFalse(self.ticket.user_id)
        self.assertEqual(self.ticket.social_care_work_ids.state, "waiting")
        self.assertIn("back in the queue", self.subjects_to(self.bert))

    def test_also_by_their_own_form(self):
        self.agent.helpdesk_team_ids = self.make_team("Other")
        self.assertFalse(self.ticket.user_id)

    def test_tickets_of_other_teams_stay_with_them(self):
        other = self.hear(self.post("o", at=1)).ticket_id
        other.team_id = self.make_team("Other", self.agent)
        other.user_id = self.agent
        self.team.user_ids -= self.agent
        self.assertEqual(other.user_id, self.agent)

    def test_a_closed_ticket_of_a_former_member_is_reopened_without_owner(self):
        self.ticket.stage_id = self.done
        self.team.user_ids -= self.agent
        self.assertEqual(self.ticket.user_id, self.agent)
        self.write_again()
        self.assertFalse(self.ticket.user_id)

    def test_leaving_a_company_releases_its_tickets(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.agent.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.ticket.user_id)

    def test_tickets_of_other_companies_are_free_too(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.agent.company_ids += other
        team = self.make_team("There", self.agent, company=other)
        account = self.make_account("there", "us2", other, team)
        mention = self.hear(self.post("t"), account=account)
        mention.ticket_id.user_id = self.agent
        self.agent.with_company(self.company).active = False
        self.assertFalse(mention.ticket_id.user_id)

    def test_a_deleted_owner_leaves_it_to_others(self):
        user = self.make_user("carl", AGENT)
        self.team.user_ids += user
        self.ticket.user_id = user
        user.unlink()
        self.assertFalse(self.ticket.user_id)
        self.assertIn("of Carl", self.subjects_to(self.bert))

    def test_many_tickets_make_one_notice(self):
        more = self.hear(*(self.post(f"m{n}", at=n) for n in range(3))).ticket_id
        more.user_id = self.agent
        self.agent.active = False
        told = self.subjects_to(self.bert)
        self.assertEqual(told.count("back in the queue"), 1)
        self.assertIn("4 ticket(s)", told)

    def test_a_rule_assigns_nothing_to_former_members(self):
        rule = self.make_rule(team_id=self.team.id, user_id=self.agent.id)
        self.assertEqual(self.hear(self.post("r1")).ticket_id.user_id, self.agent)
        self.team.user_ids -= self.agent
        self.assertFalse(self.hear(self.post("r2", at=2)).ticket_id.user_id)
        rule.team_id = False
        self.agent.active = False
        self.assertFalse(self.hear(self.post("r3", at=3)).ticket_id.user_id)


class TestTeamLeaves(ChannelCase):
    """A team does not go while anything needs it, and loses nothing if it went."""

    def setUp(self):
        super().setUp()
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    def archive(self, team):
        """As databases of before may have it."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_team SET active = FALSE WHERE id = %s", [team.id]
        )
        self.env.invalidate_all()

    def refusal(self, team):
        with self.assertRaises(UserError) as refused:
            team.active = False
        self.assertTrue(team.active)
        return str(refused.exception)

    def test_the_team_of_an_account_is_not_archived(self):
        self.assertIn("Accounts: Acme", self.refusal(self.team))

    def test_nor_that_of_a_stream_or_a_rule(self):
        team = self.make_team("Other")
        self.stream.team_id = team
        rule = self.make_rule(name="Refunds", team_id=team.id)
        refusal = self.refusal(team)
        self.assertIn("Streams: ", refusal)
        self.assertIn("Rules: Refunds", refusal)
        self.stream.team_id = False
        rule.active = False
        team.active = False
        self.assertFalse(team.active)

    def test_nor_one_with_open_tickets(self):
        team = self.make_team("Other")
        ticket = self.hear(self.post("a")).ticket_id
        ticket.team_id = team
        self.assertIn(f"Open tickets: {ticket.number}", self.refusal(team))
        ticket.stage_id = self.done
        team.active = False
        self.assertFalse(team.active)

    def test_nor_is_any_of_them_deleted(self):
        with self.assertRaises(UserError):
            self.team.unlink()
        team = self.make_team("Other")
        ticket = self.hear(self.post("a")).ticket_id
        ticket.write({"team_id": team.id, "stage_id": self.done.id})
        with self.assertRaises(UserError) as refused:
            team.unlink()
        self.assertIn("1 closed ticket", str(refused.exception))
        ticket.team_id = self.team
        team.unlink()
        self.assertFalse(team.exists())

    def test_a_team_that_had_work_once_can_be_deleted(self):
        team = self.make_team("Other")
        ticket = self.hear(self.post("a")).ticket_id
        ticket.team_id = team
        ticket.stage_id = self.done
        ticket.team_id = self.team
        self.assertTrue(ticket.social_care_work_ids.lane_id)
        team.unlink()
        self.assertFalse(team.exists())

    def test_names_of_other_companies_are_not_told(self):
        shared = self.make_team("Shared")
        shared.company_id = False
        other = self.env["res.company"].create({"name": "Other"})
        self.make_account("secret", "us2", other, shared)
        helper = self.make_user("helper", "helpdesk_mgmt.group_helpdesk_manager")
        with self.assertRaises(UserError) as refused:
            shared.with_user(helper).active = False
        self.assertIn("in other companies", str(refused.exception))
        self.assertNotIn("Secret", str(refused.exception))

    def test_a_team_does_not_leave_for_another_company_without_its_work(self):
        other = self.env["res.company"].create({"name": "Other"})
        with self.assertRaises(UserError):
            self.team.company_id = other
        empty = self.make_team("Empty")
        empty.company_id = other
        self.assertEqual(empty.company_id, other)

    def test_an_archived_team_gets_no_tickets_of_its_account(self):
        self.archive(self.team)
        ticket = self.hear(self.post("a")).ticket_id
        self.assertTrue(ticket)
        self.assertFalse(ticket.team_id)

    def test_those_of_its_stream_fall_to_the_account(self):
        gone = self.make_team("Gone")
        self.stream.team_id = gone
        self.archive(gone)
        self.assertEqual(self.hear(self.post("a")).ticket_id.team_id, self.team)

    def test_those_of_its_rule_too(self):
        gone = self.make_team("Gone", self.agent)
        self.make_rule(team_id=gone.id, user_id=self.agent.id)
        self.archive(gone)
        ticket = self.hear(self.post("a")).ticket_id
        self.assertEqual(ticket.team_id, self.team)

    def test_a_customer_who_comes_back_to_it_is_heard_elsewhere(self):
        gone = self.make_team("Gone")
        ticket = self.hear(self.post("a")).ticket_id
        ticket.write({"team_id": gone.id})
        ticket.stage_id = self.done
        gone.active = False
        mention = self.hear(self.post("b", "Again", to="a", at=9))
        self.assertEqual(mention.ticket_id, ticket)
        self.assertEqual(ticket.team_id, self.team)
        self.assertFalse(ticket.closed)

    def test_so_is_one_whose_open_ticket_it_took_along(self):
        gone = self.make_team("Gone")
        ticket = self.hear(self.post("a")).ticket_id
        ticket.team_id = gone
        self.archive(gone)
        self.hear(self.post("b", "Again", to="a", at=9))
        self.assertEqual(ticket.team_id, self.team)

    def test_no_open_ticket_is_put_into_an_archived_team(self):
        gone = self.make_team("Gone")
        gone.active = False
        ticket = self.hear(self.post("a")).ticket_id
        with self.assertRaises(UserError):
            ticket.team_id = gone

    def test_the_account_s_check_names_the_team(self):
        self.archive(self.team)
        self.account.action_diagnose()
        words = " ".join(row["title"] for row in self.account.diagnosis)
        self.assertIn("Care", words)


class TestStagesAndChannels(ChannelCase):
    def setUp(self):
        super().setUp()
        self.ticket = self.hear(self.post("a")).ticket_id

    def make_stage(self, **values):
        return self.env["helpdesk.ticket.stage"].create(
            {"name": "Special", "company_id": self.company.id, **values}
        )

    def test_a_stage_with_open_tickets_is_neither_archived_nor_deleted(self):
        stage = self.make_stage()
        self.ticket.stage_id = stage
        with self.assertRaises(UserError) as refused:
            stage.active = False
        self.assertIn(self.ticket.number, str(refused.exception))
        with self.assertRaises(UserError):
            stage.unlink()
        self.ticket.stage_id = self.team._get_applicable_stages()[0]
        stage.active = False
        self.assertFalse(stage.active)

    def test_nor_is_one_into_which_tickets_are_reopened(self):
        stage = self.make_stage()
        self.team.social_care_reopen_stage_id = stage
        with self.assertRaises(UserError) as refused:
            stage.active = False
        self.assertIn("Care", str(refused.exception))
        with self.assertRaises(UserError):
            stage.unlink()

    def test_a_team_keeps_a_stage_for_new_tickets(self):
        """Else they would be born closed."""
        stages = self.env["helpdesk.ticket.stage"].search([("closed", "=", False)])
        self.ticket.unlink()
        self.env["helpdesk.ticket"].search([]).write({"active": False})
        last, others = stages[0], stages[1:]
        others.active = False
        for change in ({"active": False}, {"closed": True}):
            with self.assertRaises(UserError) as refused:
                last.write(change)
            self.assertIn("no open stage for new tickets", str(refused.exception))
            self.env.invalidate_all()
        self.env.cr.execute("UPDATE helpdesk_ticket SET stage_id = NULL")
        with self.assertRaises(UserError):
            last.unlink()

    def test_a_closed_stage_that_is_empty_may_go(self):
        stage = self.make_stage(closed=True)
        stage.unlink()
        self.assertFalse(stage.exists())

    def test_a_channel_of_an_account_or_an_open_ticket_is_not_deleted(self):
        with self.assertRaises(UserError) as refused:
            self.account.channel_id.unlink()
        self.assertIn("Acme", str(refused.exception))
        channel = self.env["helpdesk.ticket.channel"].create({"name": "Fax"})
        self.ticket.channel_id = channel
        with self.assertRaises(UserError):
            channel.unlink()
        self.ticket.channel_id = False
        channel.unlink()
        self.assertFalse(channel.exists())

    def test_nor_is_that_of_a_network(self):
        channel = self.env.ref("social_care_demo.channel_demo")
        self.env["social.care.account"].search([]).write({"channel_id": False})
        self.env["helpdesk.ticket"].search([]).write({"channel_id": False})
        with self.assertRaises(UserError):
            channel.unlink()

    def test_an_account_can_be_made_where_it_is_gone_all_the_same(self):
        data = [("module", "=", "social_care_demo"), ("name", "=", "channel_demo")]
        self.env["ir.model.data"].search(data).unlink()
        account = self.make_account("other", "us3")
        self.assertFalse(account.channel_id)
        self.assertTrue(self.hear(self.post("n"), account=account).ticket_id)
