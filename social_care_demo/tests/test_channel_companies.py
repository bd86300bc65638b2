# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.social_care.tools.rate_limit import Budget

from .channel_common import AGENT, MANAGER, MARIA, SUPERVISOR, ChannelCase


class TestCompanies(ChannelCase):
    """Two companies in one database do not hear each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Rival"})
        cls.rivals = [
            cls.make_user(f"rival_{group.rsplit('_', 1)[1]}", group, cls.other)
            for group in (AGENT, SUPERVISOR, MANAGER)
        ]
        cls.their_team = cls.make_team("Rival", cls.rivals[0], cls.other)
        cls.theirs = cls.make_account("rival", "them", cls.other, cls.their_team)

    def hear_both(self, *events):
        return (
            self.hear(*events),
            self.hear(*events, account=self.theirs),
        )

    def test_the_same_post_is_a_mention_of_each(self):
        ours, theirs = self.hear_both(self.post("a", "@acme @rival hello"))
        self.assertNotEqual(ours, theirs)
        for name in ("profile_id", "thread_id", "ticket_id"):
            self.assertNotEqual(ours[name], theirs[name], name)
            self.assertEqual(ours[name].company_id, self.company)
            self.assertEqual(theirs[name].company_id, self.other)
        self.assertEqual(theirs.ticket_id.team_id, self.their_team)

    def test_what_one_does_with_it_is_nothing_to_the_other(self):
        ours, theirs = self.hear_both(self.post("a"))
        ours.profile_id.action_erase()
        self.assertFalse(ours.text)
        self.assertEqual(theirs.text, "Hello")
        self.assertTrue(
            self.env["social.care.event"].search(
                [("account_id", "=", self.theirs.id), ("payload", "!=", False)]
            )
        )

    def test_the_other_s_account_is_a_customer_like_any(self):
        who = {"external_id": "them", "handle": "rival"}
        self.assertFalse(self.hear(self.post("a", who=who)).is_own)

    def test_nobody_sees_the_other_s_records(self):
        mention = self.hear(self.post("a"), self.edit(self.post("a"), "New", 5))[0]
        reply = self.answer(mention)
        rule = self.make_rule()
        for record in (
            mention,
            mention.thread_id,
            mention.profile_id,
            mention.revision_ids,
            mention.ticket_id,
            self.account,
            self.stream,
            reply,
            rule,
        ):
            for user in self.rivals:
                self.assert_hidden(record, user)

    def assert_hidden(self, record, user):
        as_user = record.with_user(user)
        self.assertFalse(as_user.search([("id", "in", record.ids)]), record)
        with self.assertRaises(AccessError, msg=record):
            as_user.read(["id", "create_date"])

    def test_events_and_budgets_are_hidden_too(self):
        self.hear(self.post("a"))
        budget = Budget("", 1, 1, self.at(0))
        self.env["social.care.budget"]._note(self.account, "x", budget)
        for model in ("event", "budget"):
            records = self.env[f"social.care.{model}"].search(
                [("account_id", "=", self.account.id)]
            )
            self.assertTrue(records)
            self.assert_hidden(records, self.rivals[2])

    def test_a_rival_can_do_nothing_with_our_mentions(self):
        mention = self.hear(self.post("a"))
        for user in self.rivals:
            as_user = mention.with_user(user)
            for act in (as_user.action_ignore, as_user.action_make_ticket):
                with self.assertRaises(AccessError):
                    act()
            thread = mention.thread_id.with_user(user)
            with self.assertRaises(AccessError):
                thread.get_conversation(thread.id)

    def test_two_accounts_of_one_company_share_a_mention(self):
        second = self.make_account("acme.support", "us2")
        event = self.post("a", "@acme @acme.support hello")
        first = self.hear(event)
        again = self.hear(event, account=second)
        self.assertEqual(first, again)
        self.assertEqual(len(self.team.ticket_ids), 1)
        self.hear(self.deletion(event), account=second)
        self.assertTrue(first.deleted_at)

    def test_an_account_is_connected_once_in_a_company(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.make_account("twin", "us").flush_recordset()

    def test_an_account_has_no_team_of_another_company(self):
        with self.assertRaises(UserError):
            self.account.team_id = self.their_team

    def test_both_companies_may_connect_the_same_account(self):
        twin = self.make_account("acme", "us", self.other, self.their_team)
        twin.flush_recordset()
        self.assertNotEqual(twin.scope, self.account.scope)

    def test_nothing_is_moved_to_a_company_that_is_not_one_s_own(self):
        rule = self.make_rule()
        for record, user in ((self.account, self.manager), (rule, self.supervisor)):
            with self.assertRaisesRegex(ValidationError, "one of your companies"):
                record.with_user(user).company_id = self.other

    def test_who_left_the_company_is_not_told_what_people_say(self):
        gone = self.make_user("gone", AGENT)
        self.stream.alert_user_ids = gone | self.supervisor
        gone.write(
            {"company_ids": [(6, 0, self.other.ids)], "company_id": self.other.id}
        )
        self.hear(self.post("a"))
        self.assertFalse(self.notices_to(gone))
        self.assertTrue(self.notices_to(self.supervisor))

    def test_who_is_archived_is_not_told_what_people_say(self):
        gone = self.make_user("gone", AGENT)
        self.stream.alert_user_ids = gone
        gone.active = False
        self.hear(self.post("a"))
        self.assertFalse(self.notices_to(gone))


class TestOurselves(ChannelCase):
    """Only an id of one of our accounts makes an author us."""

    def author(self, **who):
        uid = f"own-{len(self.env['social.care.mention'].search([]))}"
        return self.hear(self.post(uid, who={**MARIA, **who}))

    def test_our_id_is_us(self):
        self.assertTrue(self.author(external_id="us", handle="other").is_own)

    def test_an_archived_account_of_ours_is_still_us(self):
        old = self.make_account("old", "old-us")
        old.active = False
        self.assertTrue(self.author(external_id="old-us").is_own)

    def test_our_handle_or_name_is_not(self):
        for who in (
            {"external_id": "evil", "handle": "acme", "name": "Acme"},
            {"external_id": "acme", "handle": "acme"},
            {"external_id": "self", "handle": "acme"},
            {"external_id": "US", "handle": "acme"},
        ):
            self.assertFalse(self.author(**who).is_own, who)

    def test_an_account_without_an_id_is_nobody(self):
        """As before it is connected."""
        self.account.external_id = False
        for external_id in ("False", "None", "0", "self"):
            self.assertFalse(self.author(external_id=external_id).is_own, external_id)
