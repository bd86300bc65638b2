# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from .channel_common import AGENT, JOHN, ChannelCase


class TestInbox(ChannelCase):
    """A person reads, ignores, restores, forwards, one or many at a time."""

    def setUp(self):
        super().setUp()
        self.account.stream_ids.stage = "manual"
        self.waiting = self.hear_at_once(
            self.post("a", "First"),
            self.post("b", "Second", who=JOHN, at=1),
            self.post("c", "More", to="a", at=2),
        ).with_user(self.agent)

    def forward(self, mentions, user=None, **vals):
        wizard = self.env["social.care.forward"].with_user(user or self.agent)
        vals = {"mention_ids": mentions.ids, "team_id": self.team.id, **vals}
        return wizard.create(vals).action_forward()

    def test_ignore_and_restore(self):
        self.waiting.action_ignore()
        self.assertEqual(set(self.waiting.mapped("state")), {"ignored"})
        self.waiting[0].action_restore()
        self.assertEqual(self.waiting.mapped("state"), ["inbox", "ignored", "ignored"])

    def test_what_is_on_a_ticket_is_neither_ignored_nor_restored(self):
        self.waiting.action_make_ticket()
        self.waiting.action_ignore()
        self.waiting.action_restore()
        self.assertEqual(set(self.waiting.mapped("state")), {"ticket"})

    def test_tickets_are_made_in_bulk_one_for_each_conversation(self):
        action = self.waiting.action_make_ticket()
        self.assertEqual(len(self.waiting.ticket_id), 2)
        self.assertEqual(self.waiting[0].ticket_id, self.waiting[2].ticket_id)
        self.assertEqual(action["domain"], [("id", "in", self.waiting.ticket_id.ids)])

    def test_other_screens_are_told_of_a_ticket_made_by_hand(self):
        threads = type(self.env["social.care.thread"])
        with patch.object(threads, "_notify_changed") as notify:
            self.waiting.action_make_ticket()
        notify.assert_called_with(self.waiting, inbox=True)

    def test_one_ticket_opens_at_once(self):
        action = self.waiting[1].action_make_ticket()
        self.assertEqual(action["res_id"], self.waiting[1].ticket_id.id)

    def test_a_ticket_made_by_hand_is_its_team_s_and_nobody_s(self):
        self.waiting.action_make_ticket()
        self.assertEqual(self.waiting.ticket_id.team_id, self.team)
        self.assertFalse(self.waiting.ticket_id.user_id)

    def test_forwarding_makes_tickets_with_team_owner_priority_and_note(self):
        other = self.make_team("Press", self.supervisor)
        self.forward(
            self.waiting,
            team_id=other.id,
            user_id=self.supervisor.id,
            priority="3",
            note="Please <b>call</b> them",
        )
        tickets = self.waiting.sudo().ticket_id
        self.assertEqual(len(tickets), 2)
        self.assertEqual(tickets.team_id, other)
        self.assertEqual(tickets.user_id, self.supervisor)
        self.assertEqual(set(tickets.mapped("priority")), {"3"})
        self.assertIn("&lt;b&gt;call", tickets[0].message_ids[0].body)
        self.assertTrue(self.notices_to(self.supervisor))

    def test_an_internal_note_is_not_sent_to_the_customer(self):
        partner = self.env["res.partner"].create({"name": "M", "email": "m@x.example"})
        self.waiting.sudo().profile_id.partner_id = partner
        self.forward(self.waiting[0], note="Careful with this one")
        ticket = self.waiting[0].sudo().ticket_id
        note = ticket.message_ids.filtered(lambda m: "Careful" in m.body)
        self.assertTrue(note.is_internal or note.subtype_id.internal)
        self.assertNotIn(partner, note.notified_partner_ids)

    def test_forwarding_brings_what_was_ignored_too(self):
        self.waiting.action_ignore()
        self.forward(self.waiting[1])
        self.assertEqual(self.waiting[1].state, "ticket")

    def test_forwarding_leaves_what_has_a_ticket(self):
        self.waiting.action_make_ticket()
        tickets = self.waiting.ticket_id
        self.forward(self.waiting, priority="3", note="Again")
        self.assertEqual(self.waiting.ticket_id, tickets)
        self.assertNotIn("3", tickets.mapped("priority"))
        notes = tickets.message_ids.filtered(lambda m: "Again" in m.body)
        self.assertFalse(notes)

    def test_the_wizard_refuses_when_all_have_tickets(self):
        self.waiting.action_make_ticket()
        with self.assertRaises(UserError):
            self.waiting.action_forward()

    def test_the_wizard_gets_those_that_wait(self):
        self.waiting[1].action_make_ticket()
        action = self.waiting.action_forward()
        forwarded = action["context"]["default_mention_ids"]
        self.assertEqual(forwarded, (self.waiting - self.waiting[1]).ids)

    def test_who_writes_again_joins_the_forwarded_ticket(self):
        self.forward(self.waiting[1])
        mention = self.hear(self.post("d", to="b", who=JOHN, at=9))
        self.assertEqual(mention.ticket_id, self.waiting[1].ticket_id)

    def test_another_team_s_mentions_cannot_be_touched(self):
        stranger = self.make_user("stranger", AGENT)
        theirs = self.waiting.with_user(stranger)
        for act in (
            theirs.action_ignore,
            theirs.action_restore,
            theirs.action_make_ticket,
        ):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            self.forward(self.waiting, user=stranger)

    def test_a_mention_opens_its_conversation_and_later_its_ticket(self):
        mention = self.waiting[0]
        action = mention.action_open_thread()
        self.assertEqual(action["res_model"], "social.care.thread")
        mention.action_make_ticket()
        action = mention.action_open_thread()
        self.assertEqual(action["res_model"], "helpdesk.ticket")

    def test_agents_are_told_to_look_again(self):
        bus = self.env["bus.bus"].sudo()
        self.env.cr.precommit.run()
        before = bus.search([], order="id desc", limit=1).id
        self.waiting[0].action_ignore()
        self.env.cr.precommit.run()
        news = bus.search([("id", ">", before)]).mapped("message")
        self.assertTrue(any("social_care/changed" in message for message in news))
        self.assertFalse(any("First" in message for message in news))
