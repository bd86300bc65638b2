# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from markupsafe import Markup

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..models.social_care_timeline import MOST_ROUNDS, PAGE
from .card_common import CardCase


class TestTimeline(CardCase):
    def make_ticket(self, **vals):
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Broken",
                "description": "It is broken",
                "partner_id": self.contact.id,
                "team_id": self.team.id,
                "company_id": self.company.id,
                **vals,
            }
        )

    def make_meeting(self, organizer, **vals):
        return (
            self.env["calendar.event"]
            .with_user(organizer)
            .create(
                {
                    "name": "Contract talks",
                    "start": self.now - timedelta(days=1),
                    "stop": self.now - timedelta(hours=23),
                    "partner_ids": [(4, self.contact.id)],
                    **vals,
                }
            )
        )

    def make_mail(self, ticket):
        return ticket.message_post(
            body=Markup("<p>Please hurry</p>"),
            subject="My ticket",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            author_id=self.contact.id,
        )

    def get_kinds(self, entries):
        return {entry["kind"] for entry in entries}

    def test_all_channels_are_one_history_newest_first(self):
        self.meet_maria()
        self.make_mail(self.make_ticket())
        self.make_lead()
        self.make_meeting(self.supervisor)
        entries = self.read_all(self.contact, self.boss)
        self.assertLessEqual(
            {"mention", "ticket", "mail", "lead", "meeting"}, self.get_kinds(entries)
        )
        times = [entry["at"] for entry in entries]
        self.assertEqual(times, sorted(times, reverse=True))
        mail = next(entry for entry in entries if entry["kind"] == "mail")
        self.assertEqual(
            (mail["text"], mail["model"]), ("Please hurry", "helpdesk.ticket")
        )

    def test_it_can_be_filtered_by_kind(self):
        mention = self.meet_maria()
        self.make_ticket()
        entries = self.read_all(mention, kinds=["ticket"])
        self.assertEqual(self.get_kinds(entries), {"ticket"})
        self.assertEqual(self.read_all(mention, kinds=["nonsense"]), [])

    def test_what_the_reader_cannot_read_is_no_kind(self):
        mention = self.meet_maria()
        lead = self.make_lead()
        kinds = {kind["code"] for kind in self.read_page(mention)["kinds"]}
        self.assertNotIn("lead", kinds)
        kinds = {kind["code"] for kind in self.read_page(lead, self.seller)["kinds"]}
        self.assertIn("lead", kinds)
        self.assertNotIn("mention", kinds)

    def test_who_answered_and_how_long_it_took(self):
        mention = self.meet_maria()
        reply = self.answer(mention)
        self.run_job(reply)
        mention.invalidate_recordset()
        [entry] = self.read_all(mention, kinds=["mention"])
        self.assertEqual(entry["names"], [self.agent.name])
        took = mention.answered_at - mention.effective_at
        self.assertEqual(entry["seconds"], int(took.total_seconds()))

    def test_who_answered_is_named_while_the_network_reviews_it(self):
        """C12: accepted, not public yet."""
        mention = self.meet_maria()
        self.script("pending")
        self.run_job(self.answer(mention))
        mention.invalidate_recordset()
        [entry] = self.read_all(mention, kinds=["mention"])
        self.assertEqual(entry["names"], [self.agent.name])

    def test_private_meetings_of_others_are_busy(self):
        mention = self.meet_maria()
        self.make_meeting(self.supervisor, privacy="private")
        [entry] = self.read_all(mention, kinds=["meeting"])
        self.assertEqual(entry["text"], "Busy")
        # Values that were masked for one user stay in memory for all.
        self.env.invalidate_all()
        [own] = self.read_all(mention, self.supervisor, kinds=["meeting"])
        self.assertEqual(own["text"], "Contract talks")

    def test_paging_shows_each_entry_once_even_of_one_moment(self):
        mention = self.meet_maria()
        self.make_mentions(3 * PAGE, mention)
        self.make_ticket()
        entries = self.read_all(mention)
        keys = [entry["key"] for entry in entries]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual(
            sum(entry["kind"] == "mention" for entry in entries), 3 * PAGE + 1
        )

    def test_a_page_is_full_though_many_entries_are_hidden(self):
        mention = self.meet_maria()
        secret = self.make_team("Secret")
        self.make_mentions(PAGE, mention)
        self.make_mentions(2 * PAGE, mention, start=1000, team_id=secret.id)
        page = self.read_page(mention, kinds=["mention"])
        self.assertEqual(len(page["entries"]), PAGE)
        self.assertEqual(len(self.read_all(mention, kinds=["mention"])), PAGE + 1)
        of_supervisor = self.read_all(mention, self.supervisor, kinds=["mention"])
        self.assertEqual(len(of_supervisor), 3 * PAGE + 1)

    def test_looking_for_readable_entries_is_bounded(self):
        mention = self.meet_maria()
        secret = self.make_team("Secret")
        hidden = (MOST_ROUNDS + 1) * PAGE
        self.make_mentions(hidden, mention, start=1000, team_id=secret.id)
        page = self.read_page(mention, kinds=["mention"])
        self.assertEqual(page["entries"], [])
        self.assertTrue(page["next"])
        rest = self.read_page(mention, kinds=["mention"], cursor=page["next"])
        self.assertEqual([e["res_id"] for e in rest["entries"]], mention.ids)
        self.assertFalse(rest["next"])
        queries = self.count_queries(lambda: self.read_page(mention))
        self.assertLessEqual(queries, 40)

    def test_queries_do_not_grow_with_the_history(self):
        mention = self.meet_maria()
        self.make_mail(self.make_ticket())
        self.make_meeting(self.supervisor)
        self.make_mentions(10, mention)
        few = self.count_queries(lambda: self.read_page(mention))
        self.make_mentions(1000, mention, start=1000)
        for _number in range(10):
            self.make_mail(self.make_ticket())
        many = self.count_queries(lambda: self.read_page(mention))
        self.assertLessEqual(many, few + 1)
        self.assertLessEqual(few, 30)

    def test_a_company_has_the_entries_of_its_people(self):
        self.meet_maria()
        other = self.contact.copy({"name": "John Garden"})
        self.make_ticket(partner_id=other.id)
        entries = self.read_all(self.company_contact)
        self.assertEqual(self.get_kinds(entries), {"mention", "ticket"})
        self.assertEqual(self.get_kinds(self.read_all(other)), {"ticket"})

    def test_claimed_entries_are_marked_on_the_contact(self):
        mention = self.meet_maria("claimed")
        [entry] = self.read_all(self.contact, kinds=["mention"])
        self.assertTrue(entry["unproven"])
        [entry] = self.read_all(mention, kinds=["mention"])
        self.assertFalse(entry["unproven"])

    def test_the_history_leaves_with_the_link(self):
        mention = self.meet_maria()
        self.make_ticket()
        self.assertIn("ticket", self.get_kinds(self.read_all(mention)))
        mention.profile_id._get_live_link()._end("unlinked")
        self.assertEqual(self.get_kinds(self.read_all(mention)), {"mention"})
        self.assertNotIn("mention", self.get_kinds(self.read_all(self.contact)))

    def test_unknown_people_have_a_history(self):
        mention = self.hear(self.post("1", "Hello"))
        [entry] = self.read_all(mention)
        self.assertEqual((entry["kind"], entry["res_id"]), ("mention", mention.id))

    def test_a_contact_of_another_company_breaks_nothing(self):
        mention = self.meet_maria()
        stranger = self.make_stranger()
        self.contact.sudo().company_id = stranger.company_id
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertIn("mention", self.get_kinds(self.read_all(mention)))
        with self.assertRaises(AccessError):
            self.read_page(mention, stranger)
        self.assertNotIn(
            "mention", self.get_kinds(self.read_all(self.contact, stranger))
        )

    def test_customers_see_none(self):
        portal = new_test_user(self.env, "card_portal", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.read_page(portal.partner_id, portal)

    def test_nonsense_is_refused_in_words(self):
        for options in ({"cursor": "x"}, {"kinds": "mention"}, {"cursor": [1, 2, 3]}):
            with self.assertRaises(UserError):
                self.read_page(self.contact, **options)
        with self.assertRaises(UserError):
            self.env["social.care.timeline"].get_page("res.users", 1)
