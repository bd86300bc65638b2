# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from psycopg2.extras import Json

from odoo import fields
from odoo.exceptions import UserError

from .channel_common import JOHN, OURS, ChannelCase

NAME, HANDLE, ID = "Rumpelstiltskin", "spins_gold", "did:plc:straw"
ERASE = "odoo.addons.social_care.models.social_care_profile"
SAID = "My name is my secret, 0612345678"


class ErasureCase(ChannelCase):
    """Somebody who wrote, was quoted, and is forgotten."""

    def setUp(self):
        super().setUp()
        self.who = {
            "external_id": ID,
            "handle": HANDLE,
            "name": NAME,
            "url": f"https://demo.example/{HANDLE}",
        }
        self.stream.alert_user_ids = self.supervisor
        self.heard = self.say(f"at://{ID}/a", SAID)
        self.profile = self.heard.profile_id
        self.ticket = self.heard.ticket_id

    def say(self, uid, text="Hello", at=0, **post):
        return self.hear(self.post(uid, text, who=self.who, at=at, **post))

    def erase(self):
        self.profile.with_user(self.supervisor).action_erase()
        self.env.flush_all()
        self.env.invalidate_all()

    def found(self, *traces):
        """Columns of our tables, and of what Odoo keeps beside, where a trace is."""
        self.env.cr.execute(
            """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                AND (table_name LIKE 'social\\_care\\_%%'
                    OR table_name = ANY(%s))
                AND table_name NOT LIKE 'social\\_care\\_demo\\_%%'
            """,
            (
                [
                    "bus_bus",
                    "helpdesk_ticket",
                    "ir_attachment",
                    "mail_activity",
                    "mail_mail",
                    "mail_message",
                    "mail_push",
                    "mail_tracking_value",
                    "queue_job",
                ],
            ),
        )
        tables = [row[0] for row in self.env.cr.fetchall()]
        return {table for table in tables if self.holds(table, traces)}

    def holds(self, table, traces):
        self.env.cr.execute(
            f"SELECT 1 FROM {table} t WHERE t::text ILIKE ANY (%s) LIMIT 1",
            ([f"%{trace}%" for trace in traces],),
        )
        return bool(self.env.cr.fetchone())

    def keep_event(self, uid, kind, state, payload):
        """A raw notice in some state. Returns its id."""
        self.env.cr.execute(
            """
            INSERT INTO social_care_event (account_id, external_id, kind, version,
                payload, transport, state, received_at, attempts, error)
            VALUES (%s, %s, %s, '', %s, 'webhook', %s, now(), 1, 'Cannot read it')
            RETURNING id
            """,
            (self.account.id, uid, kind, Json(payload), state),
        )
        self.env.invalidate_all()
        return self.env["social.care.event"].browse(self.env.cr.fetchone()[0])


class TestErasure(ErasureCase):
    """Nothing of a person who is erased can be found, wherever it was kept."""

    def test_nothing_is_left_anywhere(self):
        self.hear(self.edit(self.post(f"at://{ID}/a", who=self.who), SAID + "!", 5))
        self.profile.action_export()
        self.profile.image_1920 = b64encode(PIXEL)
        self.ticket.message_post(body=f"{NAME} says: {SAID}")
        self.ticket.activity_schedule(summary=f"Call @{HANDLE}", note=SAID)
        self.ticket.social_care_thread_ids.mention_ids.cannot_reply_reason = (
            f"No, {NAME}"
        )
        self.assertTrue(self.found(NAME, HANDLE, ID, "0612345678"))
        self.erase()
        self.assertEqual(self.found(NAME, HANDLE, ID, "0612345678"), set())

    def test_failed_and_unknown_notices_go(self):
        failed = self.keep_event("f", "post", "failed", {"author": {"id": ID}})
        odd = self.keep_event("u", "unknown", "done", {"notice": {"by": f"@{HANDLE}"}})
        broken = self.keep_event("n", "post", "new", {"post": {"author": ID}})
        other = self.keep_event("o", "post", "failed", {"author": {"id": "p2"}})
        self.erase()
        self.assertFalse((failed | odd | broken).exists())
        self.assertTrue(other.payload)

    def test_the_unread_post_of_somebody_else_is_not_lost(self):
        event = self.post("b", "Hi", to=f"at://{ID}/a", who=JOHN, at=9, about=HANDLE)
        self.env["social.care.event"]._store(
            self.account, self.stream, [event], "webhook"
        )
        self.env.flush_all()
        self.erase()
        self.env["social.care.event"]._ingest_batch()
        self.assertEqual(self.mention("b").text, "Hi")
        self.assertEqual(self.mention("b").thread_id, self.heard.thread_id)

    def test_their_own_unread_post_goes(self):
        event = self.post("b", "Hi", who=self.who, at=9)
        self.env["social.care.event"]._store(
            self.account, self.stream, [event], "webhook"
        )
        self.env.flush_all()
        self.erase()
        self.env["social.care.event"]._ingest_batch()
        self.assertFalse(self.mention("b"))

    def test_pending_bus_and_push_notifications_are_erased(self):
        self.env["bus.bus"].create(
            {"channel": "x", "message": f'{{"subject": "{NAME}: …"}}'}
        )
        self.env["bus.bus"].create({"channel": "x", "message": '{"subject": "John"}'})
        self.erase()
        self.assertNotIn("bus_bus", self.found(NAME, SAID))
        self.assertTrue(self.holds("bus_bus", ["John"]))

    def test_ended_jobs_that_name_them_go_and_others_stay(self):
        jobs = []
        for words, state in ((NAME, "failed"), ("John", "failed"), (NAME, "pending")):
            delayed = self.account.with_delay()._reconcile()
            job = self.env["queue.job"].search([("uuid", "=", delayed.uuid)])
            job.write({"state": state, "exc_info": f"Error: {words}"})
            jobs.append(job)
        self.erase()
        self.assertEqual([bool(job.exists()) for job in jobs], [False, True, True])

    def test_the_file_of_an_export_is_deleted_and_not_only_its_row(self):
        self.profile.action_export()
        (path,) = self.profile._get_files()
        self.assertTrue(Path(path).exists())
        self.erase()
        self.env.cr.postcommit.run()
        self.assertFalse(Path(path).exists())

    def test_a_note_keeps_what_a_colleague_wrote(self):
        note = self.ticket.message_post(
            body=f"Called back. {NAME} was friendly; refund of 20 agreed."
        )
        self.erase()
        self.assertIn("Called back. (erased) was friendly; refund of 20", note.body)

    def test_a_title_that_a_person_wrote_loses_the_name_alone(self):
        self.ticket.name = f"Refund for @{HANDLE} ({NAME})"
        self.erase()
        self.assertEqual(self.ticket.name, "Refund for (erased) ((erased))")

    def test_a_name_of_before_goes_from_the_ticket(self):
        self.ticket.name = f"@{HANDLE}: wants a refund"
        self.who.update(name="Somebody", handle="somebody_else")
        self.say("b", at=9)
        self.erase()
        self.assertEqual(self.found(NAME, HANDLE), set())

    def test_a_ticket_that_gave_way_forgets_too(self):
        other = self.env["helpdesk.ticket"].create(
            {
                "name": "Other",
                "description": SAID,
                "company_id": self.company.id,
                "duplicate_id": self.ticket.id,
            }
        )
        other.message_post(body=NAME)
        self.erase()
        self.assertNotIn("0612345678", other.description)
        self.assertFalse(other.message_ids.filtered(lambda m: NAME in m.body))

    def test_others_on_the_same_ticket_stay_known(self):
        theirs = self.hear(
            self.post("j", "I am John", to=f"at://{ID}/a", who=JOHN, at=9)
        )
        self.assertEqual(theirs.ticket_id, self.ticket)
        self.erase()
        self.assertEqual(theirs.text, "I am John")
        self.assertEqual(theirs.author_name, "John")
        theirs.profile_id.with_user(self.supervisor).action_erase()
        self.assertFalse(theirs.text)

    def test_erasing_one_person_keeps_the_conversation_of_another(self):
        first = self.hear(self.post("j", "I am John", who=JOHN, at=9))
        self.say("k", "Me too!", to="j", at=10)
        self.erase()
        self.assertEqual(first.ticket_id.partner_name, "John")
        self.assertIn("I am John", first.ticket_id.description)

    def test_an_account_of_ours_is_not_erased(self):
        own = self.hear(self.post("o", who=OURS, at=9)).profile_id
        with self.assertRaisesRegex(UserError, "our own"):
            own.action_erase()

    def test_to_erase_again_changes_nothing(self):
        self.erase()
        before = self.profile.external_id
        self.erase()
        self.assertEqual(self.profile.external_id, before)


class TestAfterErasure(ErasureCase):
    """What is erased stays so, and who writes later is somebody new."""

    def test_only_a_salted_digest_is_kept(self):
        self.erase()
        self.assertRegex(self.profile.external_id, r"^erased:[0-9a-f]{40}$")
        self.env["ir.config_parameter"].set_param("social_care.erasure_salt", "other")
        other = self.profile._digest(self.profile.scope, ID)
        self.assertNotEqual(self.profile.external_id, other)

    def test_a_later_post_is_of_somebody_new(self):
        contact = self.env["res.partner"].create({"name": "Contact"})
        self.profile.partner_id = contact
        self.erase()
        later = self.say("later", "I am back", at=60)
        self.assertNotEqual(later.profile_id, self.profile)
        self.assertNotEqual(later.thread_id, self.heard.thread_id)
        self.assertNotEqual(later.ticket_id, self.ticket)
        self.assertFalse(later.partner_id)
        self.assertEqual(later.author_name, NAME)
        self.assertEqual(self.profile.name, "Erased person")

    def test_nor_does_a_private_conversation_go_on(self):
        """Whose key the network makes of the person."""
        before = self.say("d1", "Psst", root="dm", at=9, private=True, kind="direct")
        self.erase()
        later = self.say("d2", "Psst", root="dm", at=60, private=True, kind="direct")
        self.assertNotEqual(later.thread_id, before.thread_id)

    def test_late_notices_of_old_posts_bring_nothing_back(self):
        self.erase()
        uid = f"at://{ID}/a"
        self.say(uid, SAID)
        self.hear(self.edit(self.post(uid, who=self.who), SAID + " 2", 30, revision=7))
        self.hear(self.deletion(self.post(uid, who=self.who), at=90))
        self.env.flush_all()
        self.assertFalse(self.heard.text)
        self.assertEqual(self.profile.mention_ids, self.heard)
        self.assertEqual(self.found(NAME, HANDLE, ID, "0612345678"), set())

    def test_an_answer_of_somebody_else_still_finds_the_conversation(self):
        self.erase()
        answer = self.hear(self.post("j", "Me too", to=f"at://{ID}/a", who=JOHN, at=60))
        self.assertEqual(answer.thread_id, self.heard.thread_id)

    def test_an_answer_that_came_before_stays_in_the_conversation(self):
        answer = self.hear(self.post("j", "Me too", to=f"at://{ID}/a", who=JOHN, at=9))
        self.erase()
        self.assertEqual(answer.parent_external_id, self.heard.external_id)
        self.assertEqual(answer.thread_id, self.heard.thread_id)

    def test_nobody_can_reply_to_an_erased_person(self):
        self.erase()
        with self.assertRaisesRegex(UserError, "erased"):
            self.answer(self.heard)

    def test_the_network_is_not_asked_whether_it_stands(self):
        self.assertIn(self.heard, self.account._find_recent_mentions())
        self.erase()
        self.assertNotIn(self.heard, self.account._find_recent_mentions())

    def test_a_copy_by_an_erased_person_is_erased(self):
        self.erase()
        told = str(self.profile._export())
        for trace in (NAME, HANDLE, ID, SAID):
            self.assertNotIn(trace, told)

    def test_in_another_company_nothing_changes(self):
        other = self.env["res.company"].create({"name": "Other"})
        team = self.make_team("Other", company=other)
        account = self.make_account("other", "other", other, team)
        (theirs,) = self.hear(self.post("x", SAID, who=self.who), account=account)
        self.erase()
        self.assertEqual(theirs.text, SAID)
        self.assertEqual(theirs.profile_id.external_id, ID)


class TestRetention(ErasureCase):
    """What is older than we keep goes as if it were erased."""

    def age(self, days=40):
        before = fields.Datetime.now() - timedelta(days=days)
        for record in (*self.heard, *self.profile):
            self.env.cr.execute(
                f"UPDATE {record._table} SET create_date = %s WHERE id = %s",
                (before, record.id),
            )
        self.env.invalidate_all()
        self.heard.write({"posted_at": before, "received_at": before})
        if "effective_at" in self.heard._fields:
            self.heard.effective_at = before

    def clean(self):
        for model in (
            "social.care.mention",
            "social.care.event",
            "social.care.profile",
        ):
            self.env[model]._gc_expired()
        self.env.flush_all()
        self.env.invalidate_all()

    def test_quotes_go_with_the_text(self):
        note = self.ticket.message_post(body=f"Quote: {SAID}")
        self.account.retention_days = 30
        self.age()
        self.clean()
        self.assertFalse(self.heard.text)
        self.assertIn(">Quote: (retention period over)<", note.body)

    def test_a_retention_of_ages_keeps_everything(self):
        self.account.retention_days = 10**9
        self.age()
        self.clean()
        self.assertTrue(self.heard.text)
        self.assertFalse(self.profile.erased)

    def test_people_are_erased_in_batches(self):
        self.account.retention_days = 30
        other = self.hear(self.post("other", "Later", who=JOHN)).profile_id
        self.heard |= other.mention_ids
        self.profile |= other
        self.age()
        self.env["social.care.mention"]._gc_expired()
        profiles = self.env["social.care.profile"]
        with patch(f"{ERASE}.GC_SECONDS", 0):
            self.assertEqual(profiles._gc_expired(), (1, True))
            self.assertEqual(profiles._gc_expired(), (1, False))
            self.assertEqual(profiles._gc_expired(), (0, False))

    def test_a_person_without_kept_texts_is_erased(self):
        self.account.retention_days = 30
        self.age()
        self.clean()
        self.assertTrue(self.profile.erased)
        self.assertEqual(self.found(NAME, HANDLE), set())

    def test_a_person_who_wrote_lately_stays(self):
        self.account.retention_days = 30
        self.age()
        self.say("new", at=9)
        self.clean()
        self.assertEqual(self.profile.name, NAME)

    def test_a_contact_stays_known(self):
        self.account.retention_days = 30
        self.profile.partner_id = self.env["res.partner"].create({"name": "Contact"})
        self.age()
        self.clean()
        self.assertFalse(self.profile.erased)

    def test_nobody_is_erased_without_a_retention(self):
        self.age()
        self.clean()
        self.assertEqual(self.profile.name, NAME)

    def test_an_account_that_keeps_longer_counts(self):
        self.account.retention_days = 30
        self.make_account("longer", "longer").retention_days = 60
        self.age()
        self.clean()
        self.assertFalse(self.profile.erased)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf50000003010100c9fe92ef0000000049454e44ae426082"
)
