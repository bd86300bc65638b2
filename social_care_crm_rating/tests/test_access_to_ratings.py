# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from odoo.addons.social_care_demo.tests.channel_common import AGENT, SUPERVISOR

from .rating_common import RatingCase


class TestAccessToRatings(RatingCase):
    """Employees neither read the link, nor rate, nor change ratings."""

    def read_everything(self, user, *records):
        """Return what a user can read of records, as one text."""
        text = ""
        for record in records:
            mine = record.with_user(user)
            names = [
                name
                for name, field in record._fields.items()
                if mine._has_field_access(field, "read") and field.type != "binary"
            ]
            text += str(mine.read(names))
        return text

    def test_the_link_is_read_nowhere(self):
        request = self.make_asked()
        token = self.get_token()
        # The network repeats what we said, and Maria quotes it.
        self.env["social.care.event"]._ingest_batch()
        quote = f"This does not open: https://x/social_care/rate/{token}"
        quoted = self.hear(self.post("q", quote, to="hello", private=True, at=90))
        self.assertIn("****", quoted.text)
        thread = request.thread_id
        for user in (self.agent, self.supervisor, self.manager):
            seen = self.read_everything(
                user,
                request,
                request.reply_id,
                thread,
                thread.mention_ids,
                request.ticket_id,
                request.ticket_id.message_ids,
            )
            self.assertNotIn(token, seen)
            threads = self.env["social.care.thread"].with_user(user)
            self.assertNotIn(token, str(threads.get_conversation(thread.id)))
        events = self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertNotIn(token, str(events.mapped("payload")))
        self.assertNotIn(token, self.read_everything(self.manager, events))
        self.assertNotIn(token, str(self.env["queue.job"].search([]).mapped("args")))

    def test_secrets_are_not_read(self):
        request = self.make_asked()
        for user in (self.agent, self.supervisor, self.env.ref("base.user_admin")):
            for name in ("key", "token_hash"):
                with self.assertRaises(AccessError):
                    request.with_user(user).sudo(False).read([name])

    def test_nobody_writes_requests(self):
        for user in (self.agent, self.supervisor, self.manager):
            self.assertEqual(self.rights("social.care.rating.request", user), "r")

    def make_rated(self):
        request = self.make_asked()
        self.assertTrue(self.rate(request, 1, "Slow"))
        return request.rating_id

    def get_ticket(self, rating):
        return self.env["helpdesk.ticket"].browse(rating.res_id)

    def test_employees_do_not_write_ratings(self):
        rating = self.make_rated()
        employee = new_test_user(
            self.env,
            "rating_employee",
            groups="base.group_user,helpdesk_mgmt.group_helpdesk_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        page = {"social_care_rating_page": True}
        for user in (self.agent, self.supervisor, employee):
            own = rating.with_user(user).with_context(**page)
            for vals in ({"rating": 5}, {"feedback": "Nice"}, {"res_id": 1}):
                with self.assertRaises(AccessError):
                    own.write(vals)
            with self.assertRaises(AccessError):
                own.reset()
            with self.assertRaises(AccessError):
                own.unlink()
        self.assertEqual(rating.rating, 1)
        self.assertEqual(rating.feedback, "Slow")

    def test_employees_do_not_rate(self):
        ticket = self.get_ticket(self.make_rated())
        own = ticket.with_user(self.agent)
        ratings = self.env["rating.rating"].with_user(self.agent)
        model = self.env["ir.model"]._get_id("helpdesk.ticket")
        vals = {"res_model_id": model, "res_id": ticket.id, "rating": 5}
        with self.assertRaises(AccessError):
            ratings.create({**vals, "consumed": True})
        with self.assertRaises(AccessError):
            own.message_post(body="Great", rating_value=5)
        with self.assertRaises(AccessError):
            own._rating_get_access_token()
        other = self.env["helpdesk.ticket"].create(
            {"name": "Other", "description": "x", "company_id": self.company.id}
        )
        moved = ratings.create({**vals, "res_id": other.id})
        with self.assertRaises(AccessError):
            moved.write({"res_id": ticket.id})
        self.assertEqual(ticket.rating_ids.mapped("rating"), [1])

    def test_employees_do_not_rate_in_the_name_of_a_person(self):
        profile = self.make_asked().profile_id
        ratings = self.env["rating.rating"].with_user(self.agent)
        contact = self.env["ir.model"]._get_id("res.partner")
        vals = {"res_model_id": contact, "res_id": self.company.partner_id.id}
        with self.assertRaises(AccessError):
            ratings.create({**vals, "social_care_profile_id": profile.id})
        own = ratings.create({**vals, "rating": 1, "consumed": True})
        with self.assertRaises(AccessError):
            own.write({"social_care_profile_id": profile.id})

    def test_other_tickets_are_rated_as_ever(self):
        ticket = self.env["helpdesk.ticket"].create(
            {"name": "Mail", "description": "x", "company_id": self.company.id}
        )
        token = ticket._rating_get_access_token()
        ticket.rating_apply(5, token=token, feedback="Fine")
        self.assertEqual(ticket.rating_last_value, 5)

    def test_odoo_s_page_has_no_token(self):
        rating = self.make_rated()
        self.assertFalse(rating.access_token)

    def test_stages_with_a_template_mail_nobody(self):
        self.closed_stage.rating_mail_template_id = self.env.ref(
            "helpdesk_mgmt_rating.rating_ticket_email_template"
        )
        contact = self.env["res.partner"].create(
            {"name": "Maria", "email": "maria@x.example"}
        )
        ticket = self.open_ticket()
        ticket.partner_id = contact
        before = self.env["mail.mail"].search_count([])
        self.close(ticket)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertFalse(ticket.rating_ids)

    def test_who_may_not_read_the_conversation_reads_no_rating(self):
        rating = self.make_rated()
        elsewhere = self.make_user("elsewhere", AGENT)
        self.make_team("Elsewhere", elsewhere)
        employee = new_test_user(self.env, "rating_employee", groups="base.group_user")
        company = self.env["res.company"].create({"name": "Other"})
        strangers = self.make_user("stranger", SUPERVISOR, company)
        for user in (elsewhere, employee, strangers):
            found = rating.with_user(user).search([("id", "=", rating.id)])
            self.assertFalse(found)
        for user in (elsewhere, strangers):
            requests = self.requests.with_user(user)
            self.assertFalse(requests.search([("rating_id", "=", rating.id)]))
        for user in (self.agent, self.supervisor):
            self.assertTrue(rating.with_user(user).has_access("read"))

    def test_who_reads_the_ticket_alone_does_not_read_the_comment(self):
        ticket = self.get_ticket(self.make_rated())
        user = self.make_user("helper", "helpdesk_mgmt.group_helpdesk_manager")
        ticket.invalidate_recordset()
        self.assertFalse(ticket.with_user(user).rating_last_feedback)
        ticket.invalidate_recordset()
        self.assertEqual(ticket.with_user(self.agent).rating_last_feedback, "Slow")

    def test_the_rating_quotes_nothing(self):
        rating = self.make_rated()
        self.assertEqual(rating.res_name, self.get_ticket(rating).number)
