# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is deleted with data all around it goes, or stays with a reason in words."""

from contextlib import suppress

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .furnish import furnish, our_models

# Who is named here is not deleted.
ON_RECORD = (
    "social.care.reply.user_id",
    "social.care.log.user_id",
    "social.care.summary.view.user_id",
    "social.care.call.hearing.user_id",
)
# The line goes with its user. Where a leg of it was changed in the same transaction,
# as by these tests, PostgreSQL would look for the line once more.
GOES_TOO = "social.care.phone.line.user_id"


@tagged("post_install", "-at_install")
class TestDeletion(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        furnish(cls.env)
        cls.account = cls.env["social.care.account"].search(
            [("network", "=", "demo")], limit=1
        )

    def assert_stays(self, record, words=""):
        """Refused in words of ours, with nothing of the database in them."""
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            record.unlink()
        self.assertTrue(record.exists())

    def assert_goes(self, record):
        record.unlink()
        self.env.flush_all()
        self.assertFalse(record.exists())

    def point_everything_at(self, record, but=()):
        """All references of ours to a record of this model lead to this one."""
        for name in our_models(self.env):
            for field in self.env[name]._fields.values():
                is_reference = field.type == "many2one" and field.store
                if str(field) in but:
                    continue
                if is_reference and field.comodel_name == record._name:
                    self.point(self.env[name], field, record)
        self.env.invalidate_all()

    @mute_logger("odoo.sql_db")
    def point(self, model, field, record):
        query = "UPDATE %s SET %s = %s WHERE id = (SELECT max(id) FROM %s)"
        table, column = SQL.identifier(model._table), SQL.identifier(field.name)
        # Where only one may be so, that one is enough.
        with suppress(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(SQL(query, table, column, record.id, table))

    # -- what stays ------------------------------------------------------------

    def test_an_account_with_conversations_stays(self):
        self.assert_stays(self.account, "Archive")

    def test_a_company_with_accounts_stays(self):
        company = self.env["res.company"].create({"name": "Begun"})
        self.account.copy({"company_id": company.id, "team_id": False})
        self.assert_stays(company, "Begun has the social account")

    def test_a_stream_that_rules_ask_for_stays(self):
        stream = (
            self.env["social.care.rule"]
            .search([("stream_ids", "!=", False)], limit=1)
            .stream_ids[0]
        )
        self.assert_stays(stream, "Change them first")

    def test_a_team_with_open_tickets_stays(self):
        self.assert_stays(self.account.team_id, "still in use")

    def test_a_stage_and_a_channel_with_open_tickets_stay(self):
        thread = self.env["social.care.thread"].search(
            [("ticket_id.closed", "=", False)], limit=1
        )
        self.assert_stays(thread.ticket_id.stage_id, "open tickets")
        self.assert_stays(self.account.channel_id, "still in use")

    def test_a_capacity_that_people_have_stays(self):
        profile = self.env["social.care.agent"].search([], limit=1).profile_id
        self.assert_stays(profile, "Choose another capacity profile")

    def test_who_did_what_is_on_record_stays(self):
        for name in ON_RECORD:
            model, _, field = name.rpartition(".")
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                person = new_test_user(self.env, "recorded", groups="base.group_user")
                self.point(self.env[model], self.env[model]._fields[field], person)
                self.env.invalidate_all()
                self.assert_stays(person, "Archive the user instead")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_reason_for_pauses_that_were_made_stays(self):
        reason = self.env["social.care.pause.reason"].search([], limit=1)
        self.point_everything_at(reason)
        self.assert_stays(reason, "Archive")

    # -- what goes -------------------------------------------------------------

    def test_a_phone_line_goes_with_its_user(self):
        legs = self.env["social.care.call.leg"].search_count([])
        person = new_test_user(self.env, "phoned", groups="base.group_user")
        model, _, field = GOES_TOO.rpartition(".")
        self.point(self.env[model], self.env[model]._fields[field], person)
        self.env.invalidate_all()
        lines = self.env["social.care.phone.line"]
        line = lines.search([("user_id", "=", person.id)])
        self.assertTrue(line)
        self.assert_goes(person)
        self.assertFalse(line.exists())
        self.assertEqual(self.env["social.care.call.leg"].search_count([]), legs)

    def test_an_account_that_has_heard_nothing_goes(self):
        self.assert_goes(self.account.copy({"name": "Never used"}))

    def test_a_person_goes_and_what_they_did_stays(self):
        person = new_test_user(
            self.env,
            "leaving",
            groups="base.group_user,social_care.group_social_care_agent",
        )
        replies = self.env["social.care.reply"].search_count([])
        tickets = self.env["helpdesk.ticket"].search_count([])
        self.account.team_id.user_ids += person
        self.point_everything_at(person, but=(*ON_RECORD, GOES_TOO))
        self.assert_goes(person)
        self.assertEqual(self.env["social.care.reply"].search_count([]), replies)
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), tickets)

    def test_what_is_master_data_goes_and_mentions_stay(self):
        mentions = self.env["social.care.mention"].search_count([])
        for model in (
            "social.care.topic",
            "helpdesk.ticket.tag",
            "helpdesk.ticket.category",
            "hr.skill",
            "social.care.rule",
            "social.care.incident",
        ):
            with self.subTest(model):
                record = self.env[model].search([], limit=1)
                self.point_everything_at(record)
                self.assert_goes(record)
        self.assertEqual(self.env["social.care.mention"].search_count([]), mentions)

    def test_a_ticket_goes_and_its_conversation_stays(self):
        thread = self.env["social.care.thread"].search(
            [("ticket_id", "!=", False)], limit=1
        )
        ticket = thread.ticket_id
        self.point_everything_at(ticket)
        self.assert_goes(ticket)
        self.assertTrue(thread.exists())
