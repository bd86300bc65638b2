# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care_crm.tests.link_common import JOHN, LinkCase


class TestTicketMerge(LinkCase):
    """Conversations go on where people look."""

    def setUp(self):
        super().setUp()
        self.maria = self.person(text="First")
        self.target = self.tickets_of(self.maria)
        self.heard = self.hear(self.post("b", "Second", at=5))
        self.source = self.heard.ticket_id

    def merge_tickets(self, source=None, user=None, **values):
        source = self.source if source is None else source
        wizards = self.env["helpdesk.ticket.merge"].with_user(user or self.supervisor)
        wizards = wizards.with_context(active_ids=(source | self.target).ids)
        wizard = wizards.create(
            {
                "ticket_ids": [(6, 0, (source | self.target).ids)],
                "dst_ticket_id": self.target.id,
                **values,
            }
        )
        wizard.merge_tickets()
        return wizard.dst_ticket_id.with_env(self.env)

    def test_conversations_and_messages_move(self):
        self.merge_tickets()
        self.assertFalse(self.source.active)
        self.assertEqual(self.heard.ticket_id, self.target)
        self.assertEqual(self.heard.thread_id.ticket_id, self.target)
        self.assertEqual(len(self.target.social_care_thread_ids), 2)
        shown = self.target.with_user(self.agent)
        self.assertEqual(shown.social_care_waiting_since, self.at(0))

    def test_the_next_message_joins_the_target(self):
        self.merge_tickets()
        again = self.hear(self.post("c", "And now?", to="b", at=9))
        self.assertEqual(again.ticket_id, self.target)

    def test_a_closed_target_opens_for_who_waits(self):
        self.target.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.merge_tickets()
        self.assertFalse(self.target.closed)

    def test_a_merge_is_no_answer(self):
        before = self.target.message_ids
        self.merge_tickets()
        news = self.target.message_ids - before
        self.assertTrue(news)
        for message in news:
            self.assertFalse(self.target._social_care_is_written(message))
        works = getattr(self.target, "social_care_work_ids", None)
        if works:
            self.assertTrue(works.waiting_since)
            self.assertFalse(works.answered_at)
            self.assertEqual(self.source.social_care_work_ids.state, "done")

    def test_a_merge_is_noted_in_any_language(self):
        wizard = self.env["helpdesk.ticket.merge"].new(
            {"dst_ticket_id": self.target.id, "ticket_ids": [(4, self.source.id)]}
        )
        for way, ticket in (("in", self.source), ("von", self.target)):
            wizard._add_message(way, "HT007", ticket)
        self.assertIn("merged into HT007", self.source.message_ids[0].body)
        self.assertIn("into this one: HT007", self.target.message_ids[0].body)

    def test_who_waits_by_mail_waits_on_the_target(self):
        mail = self.env["helpdesk.ticket"].create(
            {
                "name": "Mail",
                "description": "Mail",
                "company_id": self.company.id,
                "team_id": self.team.id,
            }
        )
        works = getattr(mail, "social_care_work_ids", None)
        if not works:
            self.skipTest("without routing there is no queue")
        works.asked_at = self.at(-3600)
        self.merge_tickets(mail)
        self.assertEqual(self.target.social_care_work_ids.waiting_since, self.at(-3600))

    def test_a_new_ticket_of_two_people_has_no_contact(self):
        john = self.person("j", who=JOHN, at=7)
        self.maria._link(self.anna, "proven")
        john._link(self.dora, "proven")
        new = self.merge_tickets(
            self.tickets_of(john),
            create_new_ticket=True,
            dst_ticket_name="Both",
            dst_helpdesk_team_id=self.team.id,
        )
        self.assertNotEqual(new, self.target)
        self.assertEqual(len(new.social_care_thread_ids), 2)
        self.assertFalse(new.partner_id)
        for login in (self.anna_login, self.dora_login):
            self.assertFalse(self.shown_to(login, new))

    def test_a_merged_ticket_of_two_people_is_shown_to_neither(self):
        john = self.person("j", who=JOHN, at=7)
        self.maria._link(self.anna, "proven")
        john._link(self.dora, "proven")
        theirs = self.tickets_of(john)
        theirs.message_subscribe(self.dora.ids)
        self.merge_tickets(theirs)
        self.assertEqual(self.target.partner_id, self.anna)
        self.assertNotIn(self.dora, self.target.message_partner_ids)
        for login in (self.anna_login, self.dora_login):
            self.assertFalse(self.shown_to(login, self.target | theirs))

    def test_conversations_stay_in_their_company(self):
        _company, _agent, _boss, account = self.foreign_company()
        foreign = self.hear(
            self.post("f", "Hello", who=JOHN), account=account
        ).ticket_id
        with self.assertRaises(UserError):
            self.merge_tickets(foreign, self.env.user)

    def test_the_button_proposes_the_customer_s_other_open_tickets(self):
        action = self.target.with_user(self.agent).action_social_care_merge()
        self.assertEqual(action["res_model"], "helpdesk.ticket.merge")
        wizards = self.env["helpdesk.ticket.merge"].with_user(self.agent)
        wizard = wizards.with_context(**action["context"]).create({})
        self.assertEqual(wizard.dst_ticket_id, self.target)
        self.assertEqual(wizard.ticket_ids, self.target | self.source)
        wizard.merge_tickets()
        self.assertFalse(self.source.active)

    def test_an_agent_merges_tickets_of_the_own_team(self):
        self.merge_tickets(user=self.agent)
        self.assertFalse(self.source.active)
        self.assertEqual(self.heard.ticket_id, self.target)

    def test_an_agent_merges_no_ticket_of_another_team(self):
        self.source.team_id = self.source.team_id.copy({"user_ids": False})
        with self.assertRaises(AccessError):
            self.merge_tickets(user=self.agent)
        self.assertTrue(self.source.active)

    def test_the_button_leaves_closed_tickets_and_other_people_alone(self):
        other = self.hear(self.post("z", "Hi", who=JOHN, at=7)).ticket_id
        self.source._social_care_resolve()
        action = self.target.with_user(self.agent).action_social_care_merge()
        self.assertEqual(action["context"]["active_ids"], self.target.ids)
        self.assertNotIn(other.id, action["context"]["active_ids"])

    def test_the_button_is_for_who_may_change_the_ticket(self):
        with self.assertRaises(AccessError):
            self.target.with_user(
                self.env.ref("base.public_user")
            ).action_social_care_merge()
