# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from pathlib import Path

from .rating_common import RatingCase

NEUTRALIZE = Path(__file__).parents[1] / "data" / "neutralize.sql"


class TestPersonalData(RatingCase):
    def test_export(self):
        request = self.make_asked()
        self.rate(request, 2, "Slow")
        [exported] = self.mention_.profile_id._export()["ratings"]
        self.assertEqual(exported["stars"], 2)
        self.assertEqual(exported["comment"], "Slow")
        self.assertTrue(exported["asked_at"] and exported["rated_at"])

    def test_erasure(self):
        contact = self.env["res.partner"].create({"name": "Maria"})
        request = self.make_asked()
        self.mention_.profile_id._link(contact, "proven")
        self.rate(request, 2, "I am Maria of 12 Elm Street")
        rating = request.rating_id
        self.assertEqual(rating.partner_id, contact)
        given_at = self.at(0)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE rating_rating SET rated_on = %s WHERE id = %s",
            [given_at, rating.id],
        )
        rating.invalidate_recordset()
        self.mention_.profile_id.action_erase()
        self.assertEqual(rating.rating, 2)
        self.assertFalse(rating.feedback)
        self.assertFalse(rating.partner_id)
        self.assertEqual(rating.rated_on, given_at.replace(microsecond=0))
        self.assertEqual(request.stars, 2)
        ticket = request.ticket_id
        self.assertNotIn("Elm", str(ticket.message_ids.mapped("body")))
        self.assertNotIn("Elm", ticket.rating_last_feedback or "")

    def test_erasure_before_asking(self):
        request = self.close(self.open_ticket())
        self.mention_.profile_id.action_erase()
        self.assertEqual(self.ask(request).skip_reason, "erased")
        self.assertFalse(request.reply_id)

    def test_erasure_between(self):
        request = self.ask(self.close(self.open_ticket()))
        self.mention_.profile_id.action_erase()
        self.assertEqual(request.reply_id.state, "cancelled")
        self.publish(request)
        self.assertFalse([text for text in self.said() if "/rate/" in text])

    def test_retention(self):
        request = self.make_asked()
        self.rate(request, 2, "Slow")
        self.account.retention_days = 30
        self.requests._gc_old()
        self.assertEqual(request.comment, "Slow")
        self.env.cr.execute(
            "UPDATE social_care_rating_request SET create_date = "
            "create_date - interval '31 days' WHERE id = %s",
            [request.id],
        )
        request.invalidate_recordset()
        self.requests._gc_old()
        self.assertFalse(request.comment)
        self.assertEqual(request.stars, 2)

    def test_what_expires(self):
        request = self.make_asked()
        self.outdate(request, "expires_at", seconds=1)
        self.requests._gc_old()
        self.assertEqual(request.state, "expired")
        self.assertFalse(request.sudo().token_hash)

    def test_lost_jobs(self):
        request = self.close(self.open_ticket())
        self.outdate(request, "due_at", days=4)
        self.requests._gc_old()
        self.assertEqual(request.state, "skipped")

    def test_a_neutralized_copy_asks_and_takes_nothing(self):
        sent = self.make_asked()
        token = self.get_token()
        self.outdate(self.mention_.profile_id, "social_care_rating_asked_at", days=99)
        scheduled = self.close(self.open_ticket("second"))
        self.env.flush_all()
        self.env.cr.execute(NEUTRALIZE.read_text())
        self.env.invalidate_all()
        self.assertEqual(sent.state, "expired")
        self.assertEqual(scheduled.skip_reason, "copy")
        self.ask(scheduled)
        self.assertFalse(scheduled.reply_id)
        public = self.env.ref("base.public_user")
        self.assertFalse(self.requests._find_by_token(token, public))

    def test_figures(self):
        request = self.make_asked()
        self.rate(request, 2)
        self.outdate(self.mention_.profile_id, "social_care_rating_asked_at", days=99)
        self.make_asked("second")
        self.env.flush_all()
        [(team, stars, rate)] = self.requests._read_group(
            [("team_id", "=", self.team.id)],
            ["team_id"],
            ["stars:avg", "answer_rate:avg"],
        )
        self.assertEqual(team, self.team)
        self.assertEqual(stars, 2)
        self.assertEqual(rate, 50)
