# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.card_common import CardCase


class TestRating(CardCase):
    """Ratings in the timeline and on the contact."""

    def make_ticket(self, team):
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Broken",
                "description": "x",
                "team_id": team.id,
                "company_id": self.company.id,
                "partner_id": self.contact.id,
            }
        )

    def make_rating(self, team):
        return self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": self.make_ticket(team).id,
                "partner_id": self.contact.id,
                "rated_partner_id": self.agent.partner_id.id,
                "rating": 5,
                "feedback": "Quick",
                "consumed": True,
            }
        )

    def test_ratings_are_in_the_timeline(self):
        self.make_rating(self.team)
        [entry] = self.read_all(self.contact, kinds=["rating"])
        self.assertEqual(entry["text"], "Quick")
        self.assertEqual(entry["state"], "★★★★★")
        self.assertEqual(entry["names"], [self.agent.name])

    def test_of_tickets_that_the_reader_may_read(self):
        self.make_rating(self.make_team("Secret"))
        self.assertEqual(self.read_all(self.contact, kinds=["rating"]), [])
        self.assertNotIn(
            "rating", [c["kind"] for c in self.read_card(self.contact)["channels"]]
        )
        [entry] = self.read_all(self.contact, self.supervisor, kinds=["rating"])
        self.assertEqual(entry["text"], "Quick")

    def rate(self, mention):
        mention.action_make_ticket()
        request = self.env["social.care.rating.request"].create(
            {
                "ticket_id": mention.ticket_id.id,
                "thread_id": mention.thread_id.id,
                "profile_id": mention.profile_id.id,
                "user_id": self.agent.id,
            }
        )
        ratings = self.env["rating.rating"]
        return ratings._social_care_create(request, 2, "Slow")

    def test_of_who_is_not_proven(self):
        mention = self.meet_maria("claimed")
        rating = self.rate(mention)
        self.assertFalse(rating.partner_id)
        [entry] = self.read_all(mention.profile_id, kinds=["rating"])
        self.assertEqual(entry["text"], "Slow")

    def test_once_though_found_twice(self):
        mention = self.meet_maria()
        rating = self.rate(mention)
        self.assertEqual(rating.partner_id, self.contact)
        [entry] = self.read_all(self.contact, kinds=["rating"])
        self.assertEqual(entry["res_id"], mention.ticket_id.id)

    def test_ratings_follow_the_link(self):
        mention = self.meet_maria()
        rating = self.rate(mention)
        given_at = rating.rated_on
        other = self.env["res.partner"].create({"name": "Maria Field"})
        mention.profile_id._link(other, "proven")
        self.assertEqual(rating.partner_id, other)
        mention.profile_id._get_live_link()._end("unlinked")
        self.assertFalse(rating.partner_id)
        self.assertEqual(rating.rated_on, given_at)
        self.assertEqual(self.read_all(self.contact, kinds=["rating"]), [])
        self.assertEqual(self.read_all(other, kinds=["rating"]), [])

    def test_ratings_follow_a_merge(self):
        mention = self.meet_maria()
        rating = self.rate(mention)
        kept = self.env["res.partner"].create(
            {"name": "Maria Garden", "email": self.contact.email}
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.contact | kept).ids, kept)
        self.env.invalidate_all()
        self.assertEqual(rating.partner_id, kept)
        self.assertEqual(len(self.read_all(kept, kinds=["rating"])), 1)

    def test_on_the_contact(self):
        self.rate(self.meet_maria())
        contact = self.contact.with_user(self.agent)
        self.assertEqual(contact.social_care_rating_count, 1)
        self.assertEqual(contact.social_care_rating_avg, 2)
        rating = self.read_card(self.contact)["rating"]
        self.assertEqual(rating, {"count": 1, "average": 2})
        action = contact.action_social_care_ratings()
        self.assertTrue(self.env["rating.rating"].search(action["domain"]))
        stranger = self.contact.with_user(self.make_stranger())
        self.assertFalse(stranger.social_care_rating_count)
        self.assertFalse(self.read_card(self.company_contact)["rating"])
