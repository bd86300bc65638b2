# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError

from .channel_common import AGENT, JOHN, OURS, ChannelCase


class TestStages(ChannelCase):
    """Each stream runs in the stage that the company has reached."""

    def test_manual_leaves_all_in_the_inbox_whatever_the_rules(self):
        self.stream.write({"stage": "manual", "alert_user_ids": self.agent.ids})
        self.make_rule(action="ignore", alert_user_ids=self.supervisor.ids)
        mention = self.hear(self.post("a"))
        self.assertEqual(mention.state, "inbox")
        self.assertFalse(mention.rule_id)
        self.assertFalse(self.notices_to(self.agent + self.supervisor))

    def test_monitored_alerts_and_leaves_in_the_inbox(self):
        self.stream.stage = "monitored"
        rule = self.make_rule(alert_user_ids=self.supervisor.ids)
        mention = self.hear(self.post("a"))
        self.assertEqual((mention.state, mention.rule_id), ("inbox", rule))
        self.assertFalse(mention.ticket_id)
        self.assertTrue(self.notices_to(self.supervisor))

    def test_monitored_ignores_what_a_rule_ignores(self):
        self.stream.stage = "monitored"
        self.make_rule(action="ignore")
        self.assertEqual(self.hear(self.post("a")).state, "ignored")

    def test_routed_makes_a_ticket_without_any_rule(self):
        mention = self.hear(self.post("a"))
        self.assertEqual(mention.state, "ticket")
        self.assertTrue(mention.ticket_id)

    def test_a_mention_in_the_inbox_is_its_team_s(self):
        self.stream.stage = "manual"
        self.assertEqual(self.hear(self.post("a")).team_id, self.team)

    def test_our_own_posts_send_no_alert(self):
        self.stream.alert_user_ids = self.agent
        self.hear(self.post("a", who=OURS))
        self.assertFalse(self.notices_to(self.agent))

    def test_a_post_of_a_webhook_finds_the_stream_of_its_kind(self):
        none = self.stream.browse()
        kinds = {}
        for uid, more in (
            ("post", {}),
            ("comment", {"to": "post"}),
            ("direct", {"private": True}),
        ):
            kinds[uid] = self.hear(self.post(uid, **more), stream=none).stream_id.kind
        self.assertEqual(
            kinds, {"post": "mentions", "comment": "replies", "direct": "direct"}
        )

    def test_a_mention_without_a_stream_waits_in_the_inbox(self):
        self.account.stream_ids.unlink()
        mention = self.hear(self.post("a"), stream=self.stream.browse())
        self.assertEqual(mention.state, "inbox")

    def test_a_stream_that_the_network_does_not_offer_is_refused(self):
        with self.assertRaises(ValidationError):
            self.stream.kind = "reviews"


class TestAlerts(ChannelCase):
    """People are told at once, once."""

    def setUp(self):
        super().setUp()
        self.stream.alert_user_ids = self.agent

    def test_an_alert_of_one_mention_has_author_and_text(self):
        self.hear(self.post("a", "Help!"))
        notice = self.notices_to(self.agent)
        self.assertEqual(len(notice), 1)
        self.assertIn("Maria", notice.subject)
        self.assertIn("Help!", notice.body)

    def test_mentions_of_one_batch_are_one_alert(self):
        self.hear_at_once(*(self.post(f"p{n}", at=n) for n in range(3)))
        notice = self.notices_to(self.agent)
        self.assertEqual(len(notice), 1)
        self.assertIn("3", notice.subject)

    def test_a_user_of_stream_and_rule_gets_one_alert(self):
        self.make_rule(alert_user_ids=(self.agent + self.supervisor).ids)
        self.hear(self.post("a"))
        self.assertEqual(len(self.notices_to(self.agent)), 1)
        self.assertEqual(len(self.notices_to(self.supervisor)), 1)

    def test_no_alert_of_a_mention_the_user_may_not_read(self):
        """An agent of another team, somebody without any right, and a supervisor."""
        stranger = self.make_user("stranger", AGENT)
        outsider = self.make_user("outsider", "base.group_user")
        self.stream.alert_user_ids = stranger | outsider | self.supervisor
        self.make_rule(alert_user_ids=(stranger | outsider | self.agent).ids)
        for name, private in (("public", False), ("private", True)):
            self.hear(self.post(name, "my secret", private=private))
        for user, count in (
            (stranger, 0),
            (outsider, 0),
            (self.agent, 2),
            (self.supervisor, 2),
        ):
            self.assertEqual(len(self.notices_to(user)), count, user.login)

    def test_an_alert_counts_only_mentions_the_user_may_read(self):
        other = self.make_team("Other")
        self.make_rule(words="secret", team_id=other.id)
        texts = ("Hello", "my secret", "my secret too")
        self.hear_at_once(*(self.post(t, t, at=n) for n, t in enumerate(texts)))
        notice = self.notices_to(self.agent)
        self.assertIn("Hello", notice.body)
        self.assertNotIn("secret", notice.body + notice.subject)

    def test_a_reply_on_a_ticket_sends_no_alert(self):
        self.hear(self.post("a"))
        before = self.notices_to(self.agent)
        self.hear(self.post("b", to="a", at=5))
        self.assertEqual(self.notices_to(self.agent), before)


# The network's tag and the words agree: who analyses the words finds the same.
POLISH = {"text": "Gdzie jest moja paczka? Czekam już tydzień", "language": "pl"}


class TestRules(ChannelCase):
    """The first rule that matches acts."""

    def rule_for(self, text="late", **post):
        self.number = getattr(self, "number", 0) + 1
        return self.hear(self.post(f"r{self.number}", text, **post)).rule_id

    def test_the_first_in_sequence_acts(self):
        self.make_rule(name="second", sequence=2)
        first = self.make_rule(name="first", sequence=1)
        self.assertEqual(self.rule_for(), first)

    def test_an_archived_rule_does_not_act(self):
        self.make_rule(active=False)
        self.assertFalse(self.rule_for())

    def test_rules_of_another_company_do_not_act(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.make_rule(company_id=other.id)
        self.assertFalse(self.rule_for())

    def test_a_rule_for_an_archived_account_does_not_act_on_others(self):
        other = self.make_account("other", "other")
        self.make_rule(account_ids=other.ids)
        other.active = False
        self.env.invalidate_all()
        self.assertFalse(self.rule_for())

    def test_a_rule_for_an_archived_stream_does_not_act_on_others(self):
        other = self.make_account("other", "other")
        self.make_rule(stream_ids=other.stream_ids.ids)
        other.stream_ids.active = False
        self.env.invalidate_all()
        self.assertFalse(self.rule_for())

    def test_a_rule_goes_with_the_only_account_that_it_speaks_of(self):
        other = self.make_account("other", "other")
        alone = self.make_rule(account_ids=other.ids)
        shared = self.make_rule(account_ids=(other | self.account).ids)
        other._unlink_with_all()
        self.assertFalse(alone.exists())
        self.assertEqual(shared.account_ids, self.account)

    def test_each_condition_is_asked(self):
        other = self.make_account("other", "other")
        for conditions, matching, failing in (
            ({"words": "late"}, {"text": "too late"}, {"text": "too early"}),
            ({"words_excluded": "sorry"}, {}, {"text": "late, sorry"}),
            ({"kind": "direct"}, {"private": True}, {}),
            ({"languages": "pl"}, POLISH, {"language": "en"}),
            ({"reach_min": 50}, {}, {"who": JOHN}),
            ({"customer": "no"}, {}, None),
            ({"customer": "yes"}, None, {}),
            ({"account_ids": other.ids}, None, {}),
            ({"stream_ids": other.stream_ids.ids}, None, {}),
            ({"stream_ids": self.stream.ids}, {}, None),
        ):
            rule = self.make_rule(**conditions)
            if matching is not None:
                self.assertEqual(self.rule_for(**matching), rule, conditions)
            if failing is not None:
                self.assertFalse(self.rule_for(**failing), conditions)
            rule.active = False

    def test_a_known_contact_is_a_customer(self):
        rule = self.make_rule(customer="yes")
        profile = self.hear(self.post("before")).profile_id
        profile.partner_id = self.env["res.partner"].create({"name": "Maria B."})
        self.assertEqual(self.rule_for(), rule)

    def test_ignore(self):
        self.make_rule(action="ignore")
        mention = self.hear(self.post("a"))
        self.assertEqual(mention.state, "ignored")
        self.assertFalse(mention.thread_id.waiting_since)

    def test_leave_in_the_inbox(self):
        self.make_rule(action="inbox")
        mention = self.hear(self.post("a"))
        self.assertEqual(mention.state, "inbox")
        self.assertFalse(mention.ticket_id)

    def test_a_ticket_gets_all_that_the_rule_says(self):
        team = self.make_team("Press", self.supervisor)
        vals = {
            "team_id": team.id,
            "user_id": self.supervisor.id,
            "priority": "3",
            "category_id": self.env["helpdesk.ticket.category"]
            .create({"name": "Press", "company_id": self.company.id})
            .id,
        }
        tag = self.env["helpdesk.ticket.tag"].create(
            {"name": "VIP", "company_id": self.company.id}
        )
        self.make_rule(**vals, tag_ids=tag.ids)
        ticket = self.hear(self.post("a")).ticket_id
        found = {
            name: ticket._fields[name].convert_to_write(ticket[name], ticket)
            for name in vals
        }
        self.assertEqual(found, vals)
        self.assertEqual(ticket.tag_ids, tag)
        self.assertTrue(self.notices_to(self.supervisor))

    def test_a_rule_without_team_leaves_the_account_s(self):
        self.make_rule(priority="3")
        self.assertEqual(self.hear(self.post("a")).ticket_id.team_id, self.team)

    def test_an_owner_outside_the_team_is_refused(self):
        with self.assertRaises(ValidationError):
            self.make_rule(team_id=self.team.id, user_id=self.supervisor.id)

    def test_two_rules_in_one_batch_make_their_own_tickets(self):
        press = self.make_team("Press")
        self.make_rule(words="interview", team_id=press.id)
        mentions = self.hear_at_once(
            self.post("a", "An interview?"), self.post("b", "Hello", who=JOHN, at=1)
        )
        self.assertEqual(mentions.ticket_id.mapped("team_id"), press + self.team)

    def test_of_a_conversation_in_one_batch_the_first_message_decides(self):
        press = self.make_team("Press")
        self.make_rule(words="interview", team_id=press.id)
        mentions = self.hear_at_once(
            self.post("x", "Something else", who=JOHN),
            self.post("a", "An interview?", at=1),
            self.post("b", "Anybody there?", to="a", at=2),
        )
        self.assertEqual(mentions[1].ticket_id, mentions[2].ticket_id)
        self.assertEqual(mentions[1].ticket_id.team_id, press)
