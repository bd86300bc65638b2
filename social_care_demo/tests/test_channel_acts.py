# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import isolation

from .channel_common import AGENT, JOHN
from .channel_reply_common import ReplyCase

HOUR = timedelta(hours=1)


class ActCase(ReplyCase):
    def setUp(self):
        super().setUp()
        self.account.stream_ids.stage = "routed"
        self.heard = self.hear(self.post("t", "Where is my parcel?", who=JOHN, at=5))
        self.thread = self.heard.thread_id
        self.ticket = self.heard.ticket_id
        self.ticket.user_id = self.agent

    def as_agent(self, tickets=None):
        return (self.ticket if tickets is None else tickets).with_user(self.agent)

    def post_reply(self, body="On its way.", outcome=False, mention=None):
        mention = mention or self.heard
        threads = self.env["social.care.thread"].with_user(self.agent)
        result = threads.post_reply(
            mention.thread_id.id, mention.id, body, "public", [], False, outcome
        )
        return self.env["social.care.reply"].browse(result["reply_id"])

    def publish(self, reply):
        self.script("ok")
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        return reply

    def wizard(self, model, tickets=None, user=None, **vals):
        tickets = self.ticket if tickets is None else tickets
        context = {"active_model": "helpdesk.ticket", "active_ids": tickets.ids}
        wizards = self.env[model].with_user(user or self.agent)
        return wizards.with_context(**context).create(vals)


class TestResolve(ActCase):
    def test_a_ticket_is_resolved_and_reopened(self):
        self.as_agent().action_social_care_resolve()
        self.assertTrue(self.ticket.closed)
        self.assertFalse(self.thread.waiting_since)
        self.as_agent().action_social_care_reopen()
        self.assertFalse(self.ticket.closed)
        self.assertTrue(self.thread.waiting_since)

    def test_the_team_chooses_the_stage(self):
        stage = self.env["helpdesk.ticket.stage"].create(
            {"name": "Solved", "closed": True, "sequence": 900, "company_id": False}
        )
        self.team.social_care_resolved_stage_id = stage
        self.as_agent().action_social_care_resolve()
        self.assertEqual(self.ticket.stage_id, stage)

    def test_many_are_resolved_at_once(self):
        other = self.hear(self.post("u", "Hello?", at=6)).ticket_id
        self.as_agent(self.ticket | other).action_social_care_resolve()
        self.assertTrue(self.ticket.closed and other.closed)

    def test_reply_and_resolve_waits_for_the_network(self):
        reply = self.post_reply(outcome="resolve")
        self.assertFalse(self.ticket.closed)
        self.publish(reply)
        self.assertTrue(self.ticket.closed)

    def test_what_is_not_published_resolves_nothing(self):
        reply = self.post_reply(outcome="resolve")
        self.script("400")
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        self.assertFalse(self.ticket.closed)

    def test_a_ticket_stays_open_if_the_customer_wrote_meanwhile(self):
        reply = self.post_reply(outcome="resolve")
        self.hear(self.post("v", "And my refund?", to="t", who=JOHN, at=60))
        self.publish(reply)
        self.assertFalse(self.ticket.closed)
        self.assertIn("Not resolved", self.ticket.message_ids.mapped("body")[0])

    def test_a_refusal_of_the_ticket_does_not_lose_the_publication(self):
        reply = self.post_reply(outcome="resolve")
        stages = self.env["helpdesk.ticket.stage"].search([("closed", "=", True)])
        stages.team_ids = self.make_team("Others")
        self.publish(reply)
        self.assertFalse(self.ticket.closed)

    def test_an_outcome_that_does_not_exist_is_refused(self):
        with self.assertRaises(ValueError):
            self.post_reply(outcome="explode")


class TestStages(ActCase):
    def setUp(self):
        super().setUp()
        names = ("Working", "Their turn", "Escalated")
        self.progress, self.pending, self.special = self.env[
            "helpdesk.ticket.stage"
        ].create([{"name": n, "sequence": 50, "company_id": False} for n in names])
        self.team.social_care_progress_stage_id = self.progress
        self.team.social_care_pending_stage_id = self.pending

    def test_a_reply_moves_it_to_waiting_for_the_customer_and_they_move_it_back(self):
        self.publish(self.post_reply())
        self.assertEqual(self.ticket.stage_id, self.pending)
        self.hear(self.post("v", "And now?", to="t", who=JOHN, at=3600 * 3))
        self.assertEqual(self.ticket.stage_id, self.progress)

    def test_with_one_stage_the_first_reply_moves_it_there(self):
        self.team.social_care_pending_stage_id = False
        self.publish(self.post_reply())
        self.assertEqual(self.ticket.stage_id, self.progress)

    def test_another_stage_means_something_and_stays(self):
        self.ticket.stage_id = self.special
        self.publish(self.post_reply())
        self.assertEqual(self.ticket.stage_id, self.special)

    def test_by_default_replies_change_no_stage(self):
        self.team.social_care_progress_stage_id = False
        self.team.social_care_pending_stage_id = False
        before = self.ticket.stage_id
        self.publish(self.post_reply())
        self.assertEqual(self.ticket.stage_id, before)


class TestSnooze(ActCase):
    def snooze(self, until=None, tickets=None):
        until = until or fields.Datetime.now() + HOUR
        wizard = self.wizard(
            "social.care.snooze", tickets, choice="custom", until=until
        )
        wizard.action_snooze()

    def wake_due(self, tickets=None):
        due = self.ticket if tickets is None else tickets
        due.social_care_snoozed_until = fields.Datetime.now() - timedelta(seconds=1)
        self.env["helpdesk.ticket"]._social_care_cron_wake()

    def test_the_time_wakes_it_and_tells_its_owner(self):
        self.snooze()
        self.assertTrue(self.ticket.social_care_snoozed_until)
        before = self.notices_to(self.agent)
        self.wake_due()
        self.assertFalse(self.ticket.social_care_snoozed_until)
        news = self.notices_to(self.agent) - before
        self.assertIn("snoozed until now", news.body)

    def test_the_cron_job_is_called_for_at_that_time(self):
        until = fields.Datetime.now().replace(microsecond=0) + HOUR
        self.snooze(until)
        cron = self.env.ref("social_care.cron_wake")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(until, triggers.mapped("call_at"))

    def test_before_its_time_it_sleeps(self):
        self.snooze()
        self.env["helpdesk.ticket"]._social_care_cron_wake()
        self.assertTrue(self.ticket.social_care_snoozed_until)

    def test_the_customer_wakes_it(self):
        self.snooze()
        self.hear(self.post("v", "Still nothing!", to="t", who=JOHN, at=60))
        self.assertFalse(self.ticket.social_care_snoozed_until)

    def test_a_mail_of_the_customer_wakes_it(self):
        self.snooze()
        customer = self.env["res.partner"].create({"name": "J", "email": "j@x.example"})
        self.ticket.partner_id = customer
        self.ticket.message_post(
            body="Hello?",
            author_id=customer.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertFalse(self.ticket.social_care_snoozed_until)

    def test_closing_and_a_button_end_it(self):
        self.snooze()
        self.as_agent().action_social_care_wake()
        self.assertFalse(self.ticket.social_care_snoozed_until)
        self.snooze()
        self.as_agent().action_social_care_resolve()
        self.assertFalse(self.ticket.social_care_snoozed_until)

    def test_the_past_and_a_closed_ticket_are_refused(self):
        with self.assertRaisesRegex(UserError, "future"):
            self.snooze(fields.Datetime.now() - HOUR)
        with self.assertRaisesRegex(UserError, "at most one year"):
            self.snooze(fields.Datetime.now() + timedelta(days=400))
        self.as_agent().action_social_care_resolve()
        with self.assertRaisesRegex(UserError, "closed"):
            self.snooze()

    def test_a_ticket_that_cannot_wake_keeps_no_other_asleep(self):
        other = self.hear(self.post("u", "Hello?", at=6)).ticket_id
        kind = type(self.ticket)
        whole = kind._social_care_notify

        def notify(ticket, *args):
            if ticket == self.ticket:
                raise ValueError
            return whole(ticket, *args)

        self.patch(kind, "_social_care_notify", notify)
        with mute_logger(isolation.__name__):
            self.wake_due(self.ticket | other)
        self.assertFalse(other.social_care_snoozed_until)
        self.assertTrue(self.ticket.social_care_snoozed_until)

    def test_waking_costs_by_the_batch(self):
        tickets = self.ticket.browse()
        for number in range(12):
            who = {**JOHN, "external_id": f"x{number}", "handle": f"x{number}"}
            tickets |= self.hear(self.post(f"x{number}", who=who, at=9)).ticket_id
        few, many = tickets[:2], tickets[2:]

        def wake(some):
            some.social_care_snoozed_until = fields.Datetime.now() + HOUR
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._social_care_wake()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        wake(few)
        self.assertLessEqual(wake(many), wake(few) + 4)

    def test_the_choices_follow_the_clock_of_the_user(self):
        self.agent.tz = "Asia/Tokyo"
        wizard = self.wizard("social.care.snooze", choice="morning")
        self.assertEqual((wizard.until.hour, wizard.until.minute), (0, 0))

    def test_snoozed_tickets_have_a_filter(self):
        self.snooze()
        found = self.as_agent().search([("social_care_snoozed_until", "!=", False)])
        self.assertEqual(found, self.ticket)


class TestTransfer(ActCase):
    def setUp(self):
        super().setUp()
        self.other = self.make_user("other", AGENT)
        self.other_team = self.make_team("Billing", self.other)

    def transfer(self, team, user=None, note="", **kw):
        vals = {"team_id": team.id, "user_id": user.id if user else False, "note": note}
        self.wizard("social.care.ticket.transfer", **kw, **vals).action_transfer()

    def test_the_note_comes_along_and_the_customer_does_not_see_it(self):
        self.transfer(self.other_team, self.other, "Promised <b>20 €</b>")
        self.assertEqual(self.ticket.team_id, self.other_team)
        self.assertEqual(self.ticket.user_id, self.other)
        self.assertEqual(self.thread.team_id, self.other_team)
        note = self.ticket.message_ids.filtered(lambda m: "Promised" in (m.body or ""))
        self.assertTrue(note.subtype_id.internal)
        self.assertIn("&lt;b&gt;", note.body)
        self.assertIn(self.other.partner_id, note.notified_partner_ids)

    def test_the_note_comes_along_though_its_author_loses_the_ticket(self):
        self.ticket.user_id = False
        self.ticket.message_unsubscribe(self.agent.partner_id.ids)
        self.transfer(self.other_team, self.other, "Promised 20 €")
        self.assertFalse(self.as_agent().has_access("read"))
        note = self.ticket.message_ids.filtered(lambda m: "Promised" in (m.body or ""))
        self.assertEqual(note.author_id, self.agent.partner_id)

    def test_without_an_agent_it_goes_to_the_team(self):
        self.transfer(self.other_team)
        self.assertFalse(self.ticket.user_id)

    def test_who_is_not_in_the_team_cannot_get_it(self):
        with self.assertRaisesRegex(UserError, "not a member"):
            self.transfer(self.team, self.other)

    def test_a_team_of_another_company_cannot_take_it(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.agent.company_ids |= company
        team = self.make_team("Far", company=company)
        with self.assertRaisesRegex(UserError, "another company"):
            self.transfer(team)

    def test_many_are_assigned_at_once(self):
        second = self.hear(self.post("u", "Hello?", at=6)).ticket_id
        self.transfer(self.team, self.agent, tickets=self.ticket | second)
        self.assertEqual((self.ticket | second).user_id, self.agent)

    def test_who_may_not_change_tickets_cannot_transfer_them(self):
        nobody = self.make_user("nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self.wizard(
                "social.care.ticket.transfer", user=nobody, team_id=self.other_team.id
            )

    def test_tags_are_added_and_removed_on_many(self):
        tags = self.env["helpdesk.ticket.tag"].create(
            [{"name": name, "company_id": False} for name in "AB"]
        )
        second = self.hear(self.post("u", "Hello?", at=6)).ticket_id
        self.ticket.tag_ids = tags[1]
        vals = {
            "add_tag_ids": [(6, 0, tags[0].ids)],
            "remove_tag_ids": [(6, 0, tags[1].ids)],
        }
        both = self.ticket | second
        self.wizard("social.care.ticket.tags", both, **vals).action_tag()
        self.assertEqual(both.tag_ids, tags[0])


class TestJoining(ActCase):
    def setUp(self):
        super().setUp()
        self.second = self.hear(self.post("w", "And I am angry!", who=JOHN, at=30))

    def join(self, target=None, **vals):
        wizard = self.env["social.care.join"].with_user(self.agent).create(vals)
        if target:
            wizard.target_id = target
        wizard.action_join()
        return wizard

    def test_a_second_post_shows_the_open_ticket_and_tells_its_owner(self):
        other = self.second.ticket_id
        self.assertNotEqual(other, self.ticket)
        shown = self.as_agent(other).social_care_other_ticket_ids
        self.assertEqual(shown, self.ticket)
        words = self.notices_to(self.agent).mapped("body")
        self.assertTrue(any(other.number in body for body in words))
        self.assertFalse(any("angry" in body for body in words))

    def test_tickets_of_one_customer_are_joined(self):
        left = self.second.ticket_id
        wizard = self.join(ticket_ids=[(6, 0, left.ids)])
        self.assertEqual(wizard.target_id, self.ticket)
        self.assertEqual(self.second.ticket_id, self.ticket)
        self.assertEqual(self.second.thread_id.ticket_id, self.ticket)
        self.assertTrue(left.closed)
        self.assertEqual(left.duplicate_id, self.ticket)
        self.assertTrue(self.ticket.social_care_waiting_since)

    def test_the_next_message_comes_to_the_joined_ticket(self):
        self.join(ticket_ids=[(6, 0, self.second.ticket_id.ids)])
        third = self.hear(self.post("y", "Well?", to="w", who=JOHN, at=90))
        self.assertEqual(third.ticket_id, self.ticket)

    def test_a_mention_of_the_inbox_is_added_to_the_customer_s_ticket(self):
        self.account.stream_ids.stage = "manual"
        loose = self.hear(self.post("z", "Me again", who=JOHN, at=40))
        self.assertEqual(loose.state, "inbox")
        wizard = self.join(self.ticket, mention_ids=[(6, 0, loose.ids)])
        self.assertIn(self.ticket, wizard.candidate_ids)
        self.assertEqual(loose.state, "ticket")
        self.assertEqual(loose.ticket_id, self.ticket)

    def test_a_closed_ticket_takes_nothing(self):
        self.ticket._social_care_resolve()
        with self.assertRaisesRegex(UserError, "closed"):
            self.join(self.ticket, ticket_ids=[(6, 0, self.second.ticket_id.ids)])

    def test_joining_wakes_the_ticket(self):
        self.ticket.social_care_snoozed_until = fields.Datetime.now() + HOUR
        self.join(self.ticket, ticket_ids=[(6, 0, self.second.ticket_id.ids)])
        self.assertFalse(self.ticket.social_care_snoozed_until)
