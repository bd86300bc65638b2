# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care_demo.tests.channel_common import OURS

from .common import SAID, TranslateCase


class TestTranslating(TranslateCase):
    """An agent has a message translated."""

    def test_nothing_is_sent_before_an_agent_asks(self):
        self.assertEqual(self.show(), {"state": "offered"})
        self.assertFalse(self.service.requests)

    def test_the_request_is_made_in_a_job(self):
        self.request_translation()
        self.assertFalse(self.service.requests)
        self.assertEqual(self.show()["state"], "pending")

    def test_the_translation_is_shown_with_its_origin(self):
        self.translate()
        expected = {
            "state": "done",
            "text": f"[en] {SAID}",
            "source": "pl",
            "host": self.service.host,
            "error": "",
        }
        self.assertEqual(self.show(), expected)

    def test_only_the_text_is_sent(self):
        self.translate()
        expected = {"q": SAID, "source": "auto", "target": "en", "format": "text"}
        self.assertEqual(self.service.requests, [expected])

    def test_a_second_click_asks_nothing_again(self):
        self.translate()
        self.request_translation()
        self.assertEqual(self.translation.state, "done")

    def test_screens_hear_of_the_translation(self):
        translation = self.request_translation()
        heard = []
        model = type(self.env["social.care.thread"])
        self.patch(model, "_tell_screens", lambda this, **told: heard.append(told))
        translation._translate()
        self.assertEqual(heard[0]["mention_ids"], self.message.ids)

    def test_a_failure_is_told_and_may_be_tried_again(self):
        self.service.next_answer = (500, {"error": "model is missing"})
        self.translate()
        self.assertEqual(self.show()["state"], "failed")
        self.assertIn("model is missing", self.show()["error"])
        self.translate()
        self.assertEqual(self.show()["state"], "done")

    def test_what_waits_for_a_failing_service_fails_with_it(self):
        first = self.request_translation()
        self.message = self.hear(self.post("b", f"{SAID} Halo?", language="pl"))
        second = self.request_translation()
        self.service.next_answer = (503, {})
        first._translate()
        self.assertEqual((first.state, second.state), ("failed", "failed"))
        sent = len(self.service.requests)
        second._translate()
        self.assertEqual(len(self.service.requests), sent)

    def test_a_refused_message_does_not_fail_others(self):
        first = self.request_translation()
        self.message = self.hear(self.post("b", f"{SAID} Halo?", language="pl"))
        second = self.request_translation()
        self.service.next_answer = (400, {"error": "too long"})
        first._translate()
        self.assertEqual((first.state, second.state), ("failed", "pending"))

    def test_hostile_answers_fail_in_words(self):
        for body in (b"<html>", b"[" * 5000, {"translatedText": {"a": 1}}, []):
            self.service.next_answer = (200, body)
            self.translate()
            self.assertEqual(self.show()["state"], "failed")
            self.assertTrue(self.show()["error"])

    def test_a_request_whose_job_was_killed_may_be_made_again(self):
        self.request_translation()
        self.translation.requested_at = fields.Datetime.now() - timedelta(hours=1)
        self.assertEqual(self.show()["state"], "failed")
        self.translate()
        self.assertEqual(self.show()["state"], "done")

    def test_messages_in_the_own_language_are_not_translated(self):
        english = self.hear(self.post("b", "Where is my parcel? I am waiting."))
        self.message = english
        self.assertFalse(self.show())
        with self.assertRaisesRegex(UserError, "cannot be translated"):
            self.request_translation()

    def test_own_posts_are_not_translated(self):
        self.message = self.hear(self.post("own", SAID, to="a", who=OURS))
        self.assertFalse(self.show())

    def test_each_agent_gets_the_own_language(self):
        self.env["res.lang"]._activate_lang("pt_BR")
        self.supervisor.lang = "pt_BR"
        self.translate()
        self.assertEqual(self.show(self.supervisor), {"state": "offered"})
        self.request_translation(self.supervisor)
        self.assertEqual(self.translation.mapped("language"), ["en", "pt-BR"])

    def test_others_cannot_have_messages_translated(self):
        stranger = self.make_user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.request_translation(stranger)

    def test_agents_read_translations_on_the_message_only(self):
        translation = self.translate()
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                translation.with_user(user).read(["text"])

    def test_a_conversation_of_many_costs_no_more_queries(self):
        def count(messages):
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            for message in messages.with_user(self.agent):
                message._get_translation()
            return self.env.cr.sql_log_count - before

        events = [self.post(f"m{n}", f"{SAID} {n}", at=n) for n in range(12)]
        many = self.hear_at_once(*events)
        count(many)
        self.assertEqual(count(many), count(many[:2]))


class TestForgetting(TranslateCase):
    """A translation goes with its message."""

    def setUp(self):
        super().setUp()
        self.translate()

    def test_an_edited_message_is_offered_again(self):
        self.message.text = "Paczka przyszła, dziękuję."
        self.assertEqual(self.show(), {"state": "offered"})

    def test_what_was_edited_meanwhile_is_not_sent(self):
        self.message.text = "Paczka przyszła, dziękuję."
        self.request_translation()
        sent = len(self.service.requests)
        self.message.text = "Nieważne."
        self.translation._translate()
        self.assertEqual(len(self.service.requests), sent)

    def test_erasing_the_person_erases_it(self):
        translation = self.translation
        self.message.profile_id._erase("(erased)")
        self.assertFalse(translation.exists())

    def test_the_retention_period_ends_for_it_too(self):
        translation = self.translation
        self.message._erase("(over)")
        self.assertFalse(translation.exists())

    def test_a_name_that_is_erased_does_not_stay_in_it(self):
        self.message._forget_names({"paczka"}, "(erased)")
        self.assertFalse(self.translation)

    def test_the_export_of_a_person_holds_it(self):
        told = self.message.profile_id._export()["mentions"][0]["translations"]
        self.assertEqual(told, [{"language": "en", "text": f"[en] {SAID}"}])
