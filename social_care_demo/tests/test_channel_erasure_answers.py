# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode
from datetime import timedelta
from inspect import getmembers
from pathlib import Path
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.modules.migration import load_script
from odoo.tools import file_path

from odoo.addons.base.models.ir_autovacuum import is_autovacuum
from odoo.addons.social_care.tools import errors

from .channel_common import JOHN, OURS
from .test_channel_erasure import HANDLE, NAME, PIXEL, ErasureCase

TOLD = "Dear customer, your parcel 90417 lies in Straw Lane 7"


class AnswerErasureCase(ErasureCase):
    """Somebody whom we answered is erased."""

    def sent(self, mention=None, body=TOLD, **kw):
        reply = self.answer(mention or self.heard, body, **kw)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        return reply

    def answer_from_elsewhere(self, uid="own", text=TOLD, to=None, at=9, **post):
        to = self.heard.external_id if to is None else to
        return self.hear(self.post(uid, text, to=to, who=OURS, at=at, **post))

    def assert_nothing_left(self):
        self.assertEqual(self.found(TOLD, "parcel 90417", "Straw Lane"), set())


class TestErasureOfAnswers(AnswerErasureCase):
    """Our replies to a person go with what the person wrote."""

    def test_a_published_reply_and_its_post_lose_their_text(self):
        reply = self.sent()
        before = (reply.state, reply.user_id, reply.published_at, reply.external_id)
        self.erase()
        self.assert_nothing_left()
        self.assertEqual(reply.body, "(erased)")
        self.assertFalse(reply.text or reply.url or reply.published_mention_id.text)
        after = (reply.state, reply.user_id, reply.published_at, reply.external_id)
        self.assertEqual(after, before)

    def test_earlier_versions_and_notices_of_our_posts_go(self):
        event = self.post("own", TOLD, to=self.heard.external_id, who=OURS, at=9)
        self.hear(event)
        self.hear(self.edit(event, "Your parcel is on its way", 30))
        self.assertEqual(self.mention("own").revision_ids.text, TOLD)
        self.erase()
        self.assert_nothing_left()
        self.assertEqual(self.found("Your parcel is on its way"), set())

    def test_notes_that_quote_a_reply_keep_what_a_colleague_wrote(self):
        self.sent()
        note = self.ticket.message_post(body=f"I wrote “{TOLD}”; refund of 20 agreed.")
        self.erase()
        self.assertIn("I wrote “(erased)”; refund of 20 agreed.", note.body)

    def test_an_answer_from_elsewhere_goes_and_notes_that_quote_it(self):
        self.answer_from_elsewhere()
        note = self.ticket.message_post(body=f"Marketing said: {TOLD}.")
        self.erase()
        self.assert_nothing_left()
        self.assertIn("Marketing said: (erased)", note.body)

    def test_our_private_words_without_a_parent_go(self):
        self.say("d1", "Psst", root="dm", at=9, private=True, kind="direct")
        self.answer_from_elsewhere(
            "d2", to="", root="dm", at=30, private=True, kind="direct"
        )
        self.erase()
        self.assert_nothing_left()

    def test_unsent_replies_are_canceled(self):
        self.require_approval("all")
        waiting = self.answer(self.heard, TOLD)
        self.assertEqual(waiting.state, "to_approve")
        self.erase()
        self.assertEqual(waiting.state, "cancelled")
        self.assert_nothing_left()
        self.assertFalse(self.said())

    def test_failed_replies_are_erased_and_not_sent_again(self):
        reply = self.answer(self.heard, TOLD)
        self.script("400")
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        self.erase()
        self.assert_nothing_left()
        with self.assertRaisesRegex(UserError, "erased"):
            reply.with_user(self.agent).action_retry()

    def test_a_reply_being_sent_is_erased_afterwards(self):
        reply = self.answer(self.heard, TOLD)
        demo = type(self.env["social.care.connector.demo"])
        publish = demo._publish

        def erase_meanwhile(connector, saying):
            profile = saying.mention_id.profile_id
            profile.with_user(self.supervisor).action_erase()
            self.assertEqual(saying.text, TOLD)
            return publish(connector, saying)

        self.patch(demo, "_publish", erase_meanwhile)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assert_nothing_left()

    def test_files_of_a_reply_are_deleted(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "receipt.png",
                "datas": b64encode(PIXEL + b"only here"),
                "res_model": "social.care.reply",
                "mimetype": "image/png",
            }
        )
        reply = self.sent()
        file.res_id = reply.id
        reply.attachment_ids = file
        path = Path(file._full_path(file.store_fname))
        self.assertTrue(path.exists())
        self.erase()
        self.env.cr.postcommit.run()
        self.assertFalse(file.exists() or path.exists())

    def test_an_announcement_that_they_commented_on_stays(self):
        announcement = self.hear(self.post("news", "We are open", who=OURS, at=1))
        self.say("comment", to="news", at=9)
        self.erase()
        self.assertEqual(announcement.text, "We are open")

    def test_a_reply_to_somebody_else_stays_without_the_name(self):
        theirs = self.hear(
            self.post("j", "Me too", to=self.heard.external_id, who=JOHN, at=9)
        )
        reply = self.sent(theirs, f"As we told @{HANDLE} ({NAME}): tomorrow")
        self.erase()
        self.assertEqual(reply.body, "As we told (erased) ((erased)): tomorrow")
        self.assertEqual(reply.published_mention_id.text, reply.body)
        self.assertEqual(reply.state, "published")

    def test_our_answer_that_is_heard_late_leaves_nothing(self):
        parent = self.heard.external_id
        self.erase()
        own = self.answer_from_elsewhere(to=parent, at=60)
        self.assertFalse(own.text)
        self.assert_nothing_left()
        self.assertEqual(own.parent_external_id, self.heard.external_id)

    def test_a_reply_of_unclear_fate_is_not_said_again(self):
        reply = self.answer(self.heard, TOLD)
        connector = type(self.env["social.care.connector.demo"])
        error = errors.Ambiguous("Nothing heard")

        def lose(*_args):
            raise error

        self.patch(connector, "_publish", lose)
        self.run_job(reply)
        self.assertEqual(reply.state, "unknown")
        self.erase()
        self.assert_nothing_left()
        self.run_job(reply)
        self.run_job(reply)
        self.assertEqual((reply.state, self.said()), ("failed", []))


class TestRetentionOfAnswers(AnswerErasureCase):
    """What we said is kept as long as what it answers."""

    def age(self, replies, days=40):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_reply SET create_date = %s WHERE id = ANY(%s)",
            (fields.Datetime.now() - timedelta(days=days), replies.ids),
        )
        self.env.invalidate_all()

    def test_a_reply_past_the_retention_loses_its_text(self):
        old, young = self.sent(), self.sent(body="Something newer was said")
        self.account.retention_days = 30
        self.age(old)
        self.env["social.care.reply"]._gc_expired()
        self.assertEqual((old.body, old.text), ("(retention period over)", False))
        self.assertEqual(young.body, "Something newer was said")

    def test_the_daily_cleaning_runs_on_models_with_records_only(self):
        for model in self.env.values():
            if model._abstract and model._name.startswith("social.care."):
                with self.subTest(model._name):
                    cleaners = getmembers(type(model), is_autovacuum)
                    self.assertEqual(cleaners, [])

    def test_retention_covers_archived_accounts(self):
        reply = self.sent()
        self.account.retention_days = 30
        self.age(reply)
        self.env.flush_all()
        long_ago = fields.Datetime.now() - timedelta(days=99)
        for table, column in (("event", "received_at"), ("mention", "effective_at")):
            self.env.cr.execute(
                f"UPDATE social_care_{table} SET {column} = %s WHERE account_id = %s",
                (long_ago, self.account.id),
            )
        self.env.invalidate_all()
        self.account.active = False
        for model in ("event", "mention", "reply"):
            self.env[f"social.care.{model}"]._gc_expired()
        self.assertEqual(reply.body, "(retention period over)")
        self.assertFalse(self.heard.text)
        own = [("account_id", "=", self.account.id)]
        self.assertFalse(self.env["social.care.event"].search(own))

    def test_old_replies_are_erased_in_batches(self):
        replies = [self.sent(body=f"Answer {number}") for number in range(3)]
        self.account.retention_days = 30
        for reply in replies:
            self.age(reply)
        path = "odoo.addons.social_care.models.social_care_reply.GC_BATCH"
        with patch(path, 2):
            gc = self.env["social.care.reply"]._gc_expired
            self.assertEqual([gc(), gc()], [(2, True), (1, False)])

    def test_where_all_is_kept_replies_are(self):
        reply = self.sent()
        self.age(reply)
        self.env["social.care.reply"]._gc_expired()
        self.assertEqual(reply.body, TOLD)

    def test_an_old_draft_is_canceled_and_cannot_be_sent_without_its_text(self):
        reply = self.answer(self.heard, TOLD)
        reply.state = "draft"
        self.account.retention_days = 30
        self.age(reply)
        self.env["social.care.reply"]._gc_expired()
        self.assertEqual(reply.state, "cancelled")
        reply.state = "failed"
        with self.assertRaisesRegex(UserError, "text of this reply was erased"):
            reply.with_user(self.agent).action_retry()


class TestExportOfAnswers(AnswerErasureCase):
    def test_the_export_contains_our_replies(self):
        self.sent()
        self.answer_from_elsewhere(text="By hand, from our phone")
        said = {row["text"] for row in self.profile._export()["answers"]}
        self.assertEqual(said, {TOLD, "By hand, from our phone"})


class TestUpgradeOfErased(AnswerErasureCase):
    """Who was erased by the previous version is forgotten in our replies, too."""

    def test_the_word_for_erased_people_names_nobody(self):
        """The notice of somebody else that has this word keeps what it says."""
        event = self.post("new", "erased my order", who=JOHN, at=9)
        event.payload["place"] = "erased"
        self.hear(event)
        self.profile.write({"erased": True, "handle": "erased"})
        self.env.flush_all()
        path = file_path("social_care/migrations/19.0.1.1.0/end-erased-people.py")
        load_script(path, "end_erased_people").migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        kept = self.env["social.care.event"].search([("external_id", "=", "new")])
        self.assertEqual((kept.payload or {}).get("place"), "erased")

    def test_replies_to_people_who_were_erased_before(self):
        reply = self.sent()
        kept = self.sent(self.hear(self.post("j", who=JOHN, at=9)), "Hello John!")
        self.profile.erased = True
        self.env.flush_all()
        path = file_path("social_care/migrations/19.0.1.1.0/end-erased-replies.py")
        load_script(path, "end_erased_replies").migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual((reply.body, reply.text), ("(erased)", False))
        self.assertEqual(kept.body, "Hello John!")
