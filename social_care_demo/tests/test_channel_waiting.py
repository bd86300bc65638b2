# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.social_care.models.social_care_waiting import CHANGED

from .channel_common import JOHN
from .channel_reply_common import ReplyCase


class TestWaiting(ReplyCase):
    """The customers who wait for me."""

    def setUp(self):
        super().setUp()
        self.stream.stage = "routed"
        self.ticket = self.own(self.waiting)

    def own(self, mention, user=None):
        if not mention.ticket_id:
            mention._open_tickets({"team_id": self.team.id})
        mention.ticket_id.user_id = user or self.agent
        return mention.ticket_id

    def get(self, heard=(), user=None):
        self.env.flush_all()
        waiting = self.env["social.care.waiting"].with_user(user or self.agent)
        return waiting.get_waiting(list(heard))

    def listed(self, **kw):
        return [row["ticket_id"] for row in self.get(**kw)["rows"]]

    def notices(self, call):
        """What the screens of users are told while ``call`` runs: [(user, payload)]."""
        told = []
        users = type(self.env.user)

        def send(user, kind, payload, **_kw):
            if kind == CHANGED:
                told.append((user, payload["heard"]))

        with patch.object(users, "_bus_send", send):
            call()
        return told

    def test_who_waits_on_my_ticket_is_listed(self):
        (row,) = self.get()["rows"]
        self.assertEqual(row["who"], "Maria")
        self.assertEqual(row["preview"], "Where is my parcel?")
        self.assertEqual(row["number"], self.ticket.number)
        self.assertTrue(row["has_conversation"])

    def test_two_conversations_of_one_ticket_count_once(self):
        self.stream.stage = "manual"
        second = self.hear(self.post("b", "Hello?", at=5))
        second.thread_id.ticket_id = self.ticket
        self.assertEqual(self.get()["count"], 1)

    def test_the_alert_shows_what_was_written_just_now(self):
        self.stream.stage = "manual"
        second = self.hear(self.post("b", "And my refund?", at=50))
        second.thread_id.ticket_id = self.ticket
        [row] = self.get(heard=self.ticket.ids)["heard"]
        self.assertEqual(row["preview"], "And my refund?")

    def test_the_longest_wait_comes_first(self):
        late = self.own(self.hear(self.post("b", who=JOHN, at=50)))
        self.assertEqual(self.listed(), [self.ticket.id, late.id])

    def test_who_was_answered_waits_no_longer(self):
        self.sent()
        self.assertEqual(self.get()["count"], 0)

    def test_nor_who_waits_for_a_colleague(self):
        self.team.user_ids += self.supervisor
        self.ticket.user_id = self.supervisor
        self.assertFalse(self.listed())
        self.assertEqual(self.listed(user=self.supervisor), self.ticket.ids)

    def test_nor_on_a_closed_ticket(self):
        stages = self.team._get_applicable_stages()
        self.ticket.stage_id = stages.filtered("closed")[:1]
        self.assertFalse(self.listed())

    def test_nor_on_a_snoozed_one_until_they_write_again(self):
        self.ticket._social_care_snooze(fields.Datetime.now() + timedelta(hours=1))
        self.assertFalse(self.listed())
        self.hear(self.post("b", to="a", at=9))
        self.assertEqual(self.listed(), self.ticket.ids)

    def test_who_is_no_agent_has_no_list(self):
        clerk = self.make_user("clerk", "base.group_user")
        self.assertIs(self.get(user=clerk), False)

    def test_the_newest_is_told_of_although_the_list_is_full(self):
        late = self.own(self.hear(self.post("b", who=JOHN, at=50)))
        path = "odoo.addons.social_care.models.social_care_waiting.MOST_SHOWN"
        with patch(path, 1):
            waiting = self.get(heard=late.ids)
        self.assertEqual(waiting["count"], 2)
        self.assertEqual([r["ticket_id"] for r in waiting["rows"]], self.ticket.ids)
        self.assertEqual([r["ticket_id"] for r in waiting["heard"]], late.ids)

    def test_of_a_colleague_s_ticket_nobody_is_told_anything(self):
        self.ticket.user_id = False
        self.assertFalse(self.get(heard=self.ticket.ids)["heard"])

    def test_a_very_long_list_is_cut(self):
        self.own(self.hear(self.post("b", who=JOHN, at=50)))
        path = "odoo.addons.social_care.models.social_care_waiting.MOST_COUNTED"
        with patch(path, 1):
            waiting = self.get()
        self.assertEqual((waiting["count"], waiting["is_more"]), (1, True))

    def test_conversations_of_one_ticket_do_not_cut_the_list(self):
        other = self.hear(self.post("b", who=JOHN, at=50))
        other.thread_id.ticket_id = self.ticket
        path = "odoo.addons.social_care.models.social_care_waiting.MOST_COUNTED"
        with patch(path, 1):
            waiting = self.get()
            self.assertEqual((waiting["count"], waiting["is_more"]), (1, False))
            self.own(self.hear(self.post("c", at=60)))
            waiting = self.get()
            self.assertEqual((waiting["count"], waiting["is_more"]), (1, True))

    def test_no_nonsense(self):
        with self.assertRaisesRegex(UserError, "outdated"):
            self.get(heard=["1; DROP TABLE"])

    # -- alerts ----------------------------------------------------------------

    def test_the_owner_is_alerted_when_the_customer_writes(self):
        told = self.notices(lambda: self.hear(self.post("b", to="a", at=9)))
        self.assertIn((self.agent, self.ticket.ids), told)

    def test_the_content_is_not_sent_over_the_bus(self):
        told = self.notices(lambda: self.hear(self.post("b", "Secret", to="a", at=9)))
        self.assertNotIn("Secret", str(told))

    def test_nobody_is_alerted_of_what_nobody_owns(self):
        self.ticket.user_id = False
        told = self.notices(lambda: self.hear(self.post("b", to="a", at=9)))
        self.assertFalse([heard for _user, heard in told if heard])

    def test_our_own_reply_reloads_without_an_alert(self):
        told = self.notices(self.sent)
        self.assertIn((self.agent, []), told)
        self.assertFalse([heard for _user, heard in told if heard])

    def test_both_owners_reload_when_a_ticket_changes_hands(self):
        self.team.user_ids += self.supervisor
        told = self.notices(lambda: self.own(self.waiting, self.supervisor))
        self.assertEqual({user for user, _heard in told}, {self.agent, self.supervisor})

    def test_the_sound_is_the_user_s_own_setting(self):
        settings = self.env["res.users.settings"]._find_or_create_for_user(self.agent)
        self.assertTrue(settings.social_care_sound)
        settings.with_user(self.agent).set_res_users_settings(
            {"social_care_sound": False}
        )
        self.assertFalse(settings.social_care_sound)
