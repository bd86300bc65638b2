# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .storm_common import LOST, StormCase, person


@tagged("post_install", "-at_install")
class TestCopies(StormCase):
    """Retweets and copies are one group with one ticket."""

    def same(self, number, text=LOST, **post):
        return self.say(number, text=text, **post)

    def retweet(self, number, **post):
        return self.same(number, f"RT @person0: {LOST}", **post)

    def test_copies_in_one_batch_are_one_group_with_one_ticket(self):
        first, *copies = self.hear_at_once(self.same(0), *map(self.retweet, (1, 2)))
        mentions = first.concat(*copies)
        self.assertEqual(len(mentions.group_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)
        self.assertEqual(
            [m.original_id for m in mentions], [first.browse(), first, first]
        )
        self.assertEqual(mentions.mapped("copy_count"), [2, 2, 2])
        self.assertEqual(mentions.mapped("state"), ["ticket"] * 3)

    def test_a_copy_that_comes_later_joins_the_open_ticket(self):
        first = self.hear(self.same(0))
        ticket = first.ticket_id
        self.assertFalse(first.group_id, "alone it is no group")
        copies = self.hear(self.retweet(1), self.retweet(2))
        self.assertEqual(copies.ticket_id, ticket)
        self.assertEqual(copies.thread_id.ticket_id, ticket)
        self.assertEqual(copies.group_id, first.group_id)
        self.assertEqual(len(first.group_id), 1)

    def test_a_copy_that_comes_after_the_end_gets_a_ticket_of_its_own(self):
        first = self.hear(self.same(0))
        closed = first.ticket_id
        closed.stage_id = self.team._get_applicable_stages().filtered("closed")[:1]
        second = self.hear(self.retweet(1))
        self.assertEqual(second.group_id, first.group_id)
        self.assertEqual(second.state, "ticket")
        self.assertNotEqual(second.ticket_id, closed)
        third = self.hear(self.retweet(2))
        self.assertEqual(third.ticket_id, second.ticket_id)

    def test_who_says_something_else_is_not_in_it(self):
        first = self.hear(self.same(0))
        other = self.hear(self.say(1, "router"))
        self.assertFalse(other.group_id)
        self.assertNotEqual(other.ticket_id, first.ticket_id)

    def test_two_who_found_the_same_words_have_each_a_matter_of_their_own(self):
        """They are alike, but only who passes a post on copies it."""
        first, second = self.hear_at_once(self.same(0), self.same(1))
        self.assertEqual(first.group_id, second.group_id)
        self.assertTrue(first.group_id)
        self.assertFalse(second.original_id)
        self.assertNotEqual(first.ticket_id, second.ticket_id)

    def test_who_says_it_twice_has_one_ticket(self):
        first = self.hear(self.same(0, who=person(7)))
        second = self.hear(self.same(1, who=person(7)))
        self.assertEqual(second.original_id, first)
        self.assertEqual(second.ticket_id, first.ticket_id)

    def test_short_texts_are_never_copies(self):
        thanks = self.hear_at_once(*(self.same(n, "thank you!") for n in range(3)))
        self.assertFalse(thanks.group_id)
        self.assertEqual(len(thanks.ticket_id), 3)

    def test_private_messages_are_never_copies(self):
        first = self.hear(self.same(0))
        private = self.hear_at_once(*(self.same(n, private=True) for n in (1, 2)))
        self.assertFalse((first | private).group_id)
        self.assertEqual(len((first | private).ticket_id), 3)

    def test_a_private_message_is_not_what_later_copies_copy(self):
        private = self.hear(self.same(0, private=True))
        public = self.hear(self.retweet(1))
        self.assertFalse(public.group_id)
        self.assertNotEqual(public.ticket_id, private.ticket_id)

    def test_what_was_said_long_ago_is_no_model(self):
        first = self.hear(self.same(0))
        self.pass_time(hours=73)
        second = self.hear(self.retweet(1))
        self.assertFalse((first | second).group_id)
        self.assertNotEqual(second.ticket_id, first.ticket_id)

    def test_within_three_days_it_is(self):
        first = self.hear(self.same(0))
        self.pass_time(hours=71)
        self.assertEqual(self.hear(self.retweet(1)).ticket_id, first.ticket_id)

    def test_companies_have_nothing_in_common(self):
        company = self.env["res.company"].create({"name": "Other"})
        team = self.make_team("Other", company=company)
        account = self.make_account("other", "them", company=company, team=team)
        ours = self.hear(self.same(0))
        theirs = self.hear(self.retweet(1), account=account)
        self.assertFalse((ours | theirs).group_id)
        self.assertNotEqual(ours.ticket_id, theirs.ticket_id)
        self.assertEqual(theirs.ticket_id.company_id, company)

    def test_two_accounts_of_one_company_share_the_ticket(self):
        account = self.make_account("acme.help", "us2")
        account.stream_ids.stage = "routed"
        first = self.hear(self.same(0))
        second = self.hear(self.retweet(1), account=account)
        self.assertEqual(second.ticket_id, first.ticket_id)

    def test_the_owner_is_not_told_of_each_copy(self):
        first = self.hear(self.same(0))
        first.ticket_id.user_id = self.agent
        before = self.notices_to(self.agent)
        self.hear(*map(self.retweet, range(1, 4)))
        self.assertEqual(self.notices_to(self.agent), before)

    def test_the_owner_is_told_when_the_customer_writes_again(self):
        first = self.hear(self.same(0))
        first.ticket_id.user_id = self.agent
        before = self.notices_to(self.agent)
        self.hear(self.say(1, "router", to="s0", who=person(0)))
        self.assertEqual(len(self.notices_to(self.agent) - before), 1)

    # -- rules -----------------------------------------------------------------

    def test_each_copy_keeps_what_a_rule_says_of_it(self):
        """One goes aside, one to the inbox, the others share a ticket."""
        self.make_rule(reach_min=500, action="ignore", sequence=1)
        self.make_rule(reach_min=100, action="inbox", sequence=2)
        reaches = (600, 200, 1, 2)
        mentions = self.hear_at_once(
            *(self.retweet(n, followers=reach) for n, reach in enumerate(reaches))
        )
        self.assertEqual(len(mentions.group_id), 1)
        self.assertEqual(
            mentions.mapped("state"), ["ignored", "inbox", "ticket", "ticket"]
        )
        self.assertEqual(len(mentions.ticket_id), 1)

    def test_the_rule_of_the_first_decides_of_the_ticket(self):
        team = self.make_team("Retweets")
        self.make_rule(reach_min=100, team_id=team.id)
        mentions = self.hear_at_once(self.same(0), self.retweet(1, followers=200))
        self.assertEqual(mentions.ticket_id.team_id, self.team)
        self.assertEqual(mentions.mapped("state"), ["ticket", "ticket"])

    def test_a_copy_of_what_lies_in_the_inbox_has_no_ticket_to_join(self):
        self.stream.stage = "monitored"
        mentions = self.hear(*map(self.same, range(3)))
        self.assertEqual(set(mentions.mapped("state")), {"inbox"})
        self.assertEqual(len(mentions.group_id), 1)
        self.assertFalse(mentions.ticket_id)
