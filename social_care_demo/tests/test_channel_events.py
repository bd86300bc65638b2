# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from random import Random
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from odoo.addons.social_care.tools.values import Event

from .channel_common import JOHN, OURS, ChannelCase

READING = "odoo.addons.social_care.models.social_care_event_reading"


class TestPoison(ChannelCase):
    """One bad event fails alone, keeps its payload and can be replayed."""

    def broken(self, uid="broken", **payload):
        payload = {"event": "post.created", "id": uid, **payload}
        return Event(uid, "post", payload=payload)

    def event(self, uid):
        return self.env["social.care.event"].search(
            [("account_id", "=", self.account.id), ("external_id", "=", uid)]
        )

    @mute_logger(READING)
    def test_what_cannot_be_parsed_fails_alone(self):
        good = [self.post("a"), self.post("b", who=JOHN, at=1)]
        mentions = self.hear_at_once(good[0], self.broken(), good[1])
        self.assertEqual(len(mentions.ticket_id), 2)
        failed = self.event("broken")
        self.assertEqual((failed.state, failed.attempts), ("failed", 1))
        self.assertEqual(failed.error, "The demo network left out part of a post.")
        self.assertEqual(failed.payload["id"], "broken")

    @mute_logger(READING)
    def test_what_cannot_be_stored_fails_alone(self):
        mentions = type(self.env["social.care.mention"])
        real = mentions._get_place_vals

        def breaking(records, account, version, profiles):
            if version.post.external_id == "poison":
                raise ZeroDivisionError("poison")
            return real(records, account, version, profiles)

        events = [self.post(uid) for uid in ("a", "poison", "b")]
        with patch.object(mentions, "_get_place_vals", breaking):
            self.hear_at_once(*events)
        self.assertTrue(self.mentions("a", "b").ticket_id)
        self.assertFalse(self.mention("poison"))
        self.assertEqual(self.event("poison").state, "failed")
        self.assertIn("cannot read this notice", self.event("poison").error)

    @mute_logger(READING, "odoo.sql_db")
    def test_what_postgresql_cannot_index_fails_alone(self):
        letters = "".join(Random(7).choices("abcdefghijklmnop", k=9000))
        poison = self.post("poison", who={**JOHN, "external_id": letters})
        self.hear_at_once(self.post("a"), poison, self.post("b"))
        self.assertTrue(self.mentions("a", "b").ticket_id)
        self.assertEqual(self.event("poison").state, "failed")

    @mute_logger(READING)
    def test_a_replayed_event_is_read_as_if_it_had_just_come(self):
        parse = type(self.env["social.care.connector.demo"])
        with patch.object(parse, "_parse", side_effect=KeyError("text")):
            self.hear_at_once(self.post("a"))
        self.assertFalse(self.mention("a"))
        event = self.event("a").with_user(self.manager)
        event.action_replay()
        self.assertEqual((event.state, event.error), ("new", False))
        self.hear_at_once()
        self.assertEqual(event.state, "done")
        self.assertTrue(self.mention("a").ticket_id)

    @mute_logger(READING)
    def test_an_event_that_fails_again_counts_its_attempts(self):
        self.hear_at_once(self.broken())
        event = self.event("broken")
        for attempt in (2, 3):
            event.action_replay()
            self.hear_at_once()
            self.assertEqual((event.state, event.attempts), ("failed", attempt))

    def test_what_is_done_is_not_replayed(self):
        self.hear(self.post("a"))
        self.event("a").action_replay()
        self.assertEqual(self.event("a").state, "done")

    def test_agents_and_supervisors_replay_nothing(self):
        self.hear(self.post("a"))
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.event("a").with_user(user).action_replay()

    @mute_logger(READING)
    def test_the_account_counts_what_failed(self):
        self.hear_at_once(self.broken(), self.post("a"))
        self.assertEqual(self.account.failed_event_count, 1)

    def test_what_has_no_meaning_is_done_and_kept_with_its_reason(self):
        strange = Event("typing", "unknown", payload={"event": "typing", "id": "t"})
        self.hear_at_once(strange)
        event = self.event("typing")
        self.assertEqual(event.state, "done")
        self.assertIn("typing", event.error)
        self.assertEqual(event.payload["event"], "typing")

    def test_signs_that_postgresql_cannot_keep_break_nothing(self):
        text = "a\x00b\ud83dc"
        who = {**JOHN, "name": text}
        mention = self.hear(self.post("a", text, who=who))
        self.assertEqual(mention.text, "ab?c")
        self.assertEqual(mention.author_name, "ab?c")

    def test_numbers_that_json_does_not_have_break_nothing(self):
        event = self.post("a")
        event.payload["score"] = [float("nan"), float("inf")]
        self.assertTrue(self.hear(event).ticket_id)


class TestOnce(ChannelCase):
    """The same notice any number of times is one event, one mention, one ticket."""

    def test_twice_in_one_delivery(self):
        event = self.post("a")
        self.hear_at_once(event, event)
        self.assert_once()

    def test_twice_one_after_the_other(self):
        self.hear(self.post("a"), self.post("a"))
        self.assert_once()

    def test_by_webhook_and_by_poll(self):
        store = self.env["social.care.event"]._store
        store(self.account, self.stream.browse(), [self.post("a")], "webhook")
        store(self.account, self.stream, [self.post("a")], "poll")
        self.hear_at_once()
        self.assert_once()

    def test_heard_by_two_streams(self):
        self.hear(self.post("a"))
        self.hear(self.post("a"), stream=self.account.stream_ids[1])
        self.assert_once()

    def test_again_after_its_event_was_erased(self):
        self.hear(self.post("a"))
        self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)]
        ).unlink()
        self.hear(self.post("a"))
        self.assert_once()

    def assert_once(self):
        events = self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual(len(events), 1)
        self.assertEqual(events.state, "done")
        self.assertEqual(len(self.mention("a")), 1)
        self.assertEqual(len(self.team.ticket_ids), 1)

    def test_storing_says_what_is_new(self):
        store = self.env["social.care.event"]._store
        first = store(self.account, self.stream, [self.post("a")], "poll")
        both = [self.post("a"), self.post("b")]
        second = store(self.account, self.stream, both, "poll")
        self.assertEqual(first.mapped("external_id"), ["a"])
        self.assertEqual(second.mapped("external_id"), ["b"])


class TestRetention(ChannelCase):
    """Nothing is kept longer than the account says."""

    def setUp(self):
        super().setUp()
        self.old = self.hear_long_ago(self.post("old", "Old words", at=-40 * 86400))
        self.new = self.hear(self.post("new", "New words", who=JOHN))
        self.events = self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)], order="id"
        )

    def hear_long_ago(self, *events):
        with freeze_time(fields.Datetime.now() - timedelta(days=40)):
            return self.hear(*events)

    def clean(self):
        self.env["social.care.event"]._gc_expired()
        self.env["social.care.mention"]._gc_expired()

    def test_without_a_limit_all_is_kept(self):
        self.clean()
        self.assertEqual(self.old.text, "Old words")
        self.assertEqual(len(self.events.exists()), 2)

    def test_older_texts_and_events_go(self):
        self.account.retention_days = 30
        self.clean()
        self.assertFalse(self.old.text)
        self.assertEqual(self.new.text, "New words")
        self.assertEqual(self.events.exists(), self.events[1])

    def test_what_is_too_much_for_one_transaction_is_for_the_next(self):
        self.account.retention_days = 30
        older = self.hear(self.post("older", "Older words", at=-41 * 86400))
        before = fields.Datetime.now() - timedelta(days=40)
        self.env.cr.execute(
            "UPDATE social_care_event SET received_at = %s WHERE account_id = %s",
            (before, self.account.id),
        )
        self.env.cr.execute(
            "UPDATE social_care_mention SET effective_at = %s WHERE id = ANY(%s)",
            (before, (older | self.old).ids),
        )
        self.env.invalidate_all()
        mentions, events = older.browse(), self.events.browse()
        with (
            patch("odoo.addons.social_care.models.social_care_event.GC_BATCH", 2),
            patch("odoo.addons.social_care.models.social_care_mention.GC_BATCH", 1),
        ):
            self.assertEqual(events._gc_expired(), (2, True))
            self.assertEqual(events._gc_expired(), (1, False))
            self.assertEqual(mentions._gc_expired(), (1, True))
            self.assertEqual(mentions._gc_expired(), (1, True))
            self.assertEqual(mentions._gc_expired(), (0, False))
        self.assertFalse((older | self.old).filtered("text"))

    def test_a_picture_without_words_goes_too(self):
        images = ["https://demo.example/maria.jpg"]
        old = self.hear_long_ago(self.post("pic", "", at=-41 * 86400, images=images))
        self.assertTrue(old.media)
        self.account.retention_days = 30
        self.clean()
        self.assertFalse(old.media)

    def test_the_ticket_forgets_the_words_and_stays(self):
        ticket = self.old.ticket_id
        self.account.retention_days = 30
        self.clean()
        self.assertTrue(ticket.exists())
        self.assertNotIn("Old words", f"{ticket.name} {ticket.description}")

    def test_a_limit_of_one_account_leaves_the_others(self):
        other = self.make_account("other", "other")
        other.retention_days = 1
        self.clean()
        self.assertEqual(self.old.text, "Old words")

    def test_what_went_does_not_come_back_with_the_next_poll(self):
        self.account.retention_days = 30
        self.clean()
        self.hear(self.post("old", "Old words", at=-40 * 86400))
        self.assertFalse(self.old.text)


class TestPerson(ChannelCase):
    """A person can have a copy of all, and be forgotten."""

    NAME = "Rumpelstiltskin"

    def setUp(self):
        super().setUp()
        self.who = {
            **JOHN,
            "external_id": "rs",
            "handle": self.NAME.lower(),
            "name": self.NAME,
            "url": f"https://demo.example/{self.NAME}",
        }
        post = self.post("a", f"I am {self.NAME}", who=self.who)
        edit = self.edit(post, f"My name is {self.NAME}", 5)
        answer = self.post("r", "Hello", to="a", who=OURS, at=9)
        self.mentions_heard = self.hear(post, edit, answer)
        self.profile = self.mentions_heard[0].profile_id

    def test_a_copy_has_all_that_was_said(self):
        copy = self.profile._export()
        self.assertEqual(copy["name"], self.NAME)
        (said,) = copy["mentions"]
        self.assertEqual(said["text"], f"My name is {self.NAME}")
        self.assertEqual(said["earlier_versions"], [f"I am {self.NAME}"])
        self.assertEqual(said["ticket"], self.mentions_heard[0].ticket_id.number)

    def test_a_supervisor_gets_the_copy_as_a_file(self):
        action = self.profile.with_user(self.supervisor).action_export()
        self.assertIn("/web/content/", action["url"])
        self.assertIn(self.NAME.encode(), self.exported())

    def exported(self):
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self.profile._name),
                ("res_id", "=", self.profile.id),
                ("res_field", "=", "export"),
            ]
        )
        return attachment.raw or b""

    def test_an_agent_can_neither_copy_nor_erase(self):
        profile = self.profile.with_user(self.agent)
        for act in (profile.action_export, profile.action_erase):
            with self.assertRaises(AccessError):
                act()
        self.profile.action_export()
        with self.assertRaises(AccessError):
            profile.read(["export"])
        files = self.env["ir.attachment"].with_user(self.agent)
        domain = [("res_model", "=", profile._name), ("res_field", "!=", False)]
        self.assertNotIn(self.NAME, str(files.search(domain).mapped("raw")))

    def test_who_is_erased_is_nowhere(self):
        self.profile.action_export()
        self.profile.with_user(self.supervisor).action_erase()
        self.assertFalse(self.exported())
        for model, names in {
            "social.care.profile": ("handle", "name", "url", "avatar_url"),
            "social.care.mention": ("text", "url"),
            "social.care.mention.revision": ("text",),
            "social.care.event": ("payload",),
            "helpdesk.ticket": ("name", "description", "partner_name"),
            "mail.message": ("subject", "body"),
        }.items():
            for name in names:
                self.assert_nowhere(self.env[model]._table, name)

    def test_an_earlier_name_is_nowhere_either(self):
        later = {**self.who, "name": "Somebody", "handle": "somebody"}
        self.hear(self.post("b", "I have another name", who=later, at=20))
        self.profile.action_erase()
        for name in ("name", "description", "partner_name"):
            self.assert_nowhere("helpdesk_ticket", name)

    def assert_nowhere(self, table, name):
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT {name} FROM {table} WHERE {name}::text ILIKE %s",
            (f"%{self.NAME}%",),
        )
        self.assertFalse(self.env.cr.fetchall(), (table, name))

    def test_the_ticket_stays_without_what_we_said(self):
        ticket = self.mentions_heard[0].ticket_id
        self.profile.action_erase()
        self.assertTrue(ticket.exists())
        self.assertFalse(self.mentions_heard[2].text)
        self.assertEqual(len(self.profile.mention_ids), 1)

    def test_who_writes_after_they_were_erased_is_somebody_new(self):
        self.profile.action_erase()
        mention = self.hear(self.post("b", "Again", who=self.who, at=20))
        self.assertNotEqual(mention.profile_id, self.profile)
        self.assertNotIn(self.NAME, self.profile.display_name)

    def test_an_old_notice_that_comes_again_brings_nothing_back(self):
        self.profile.action_erase()
        self.hear(self.post("a", f"I am {self.NAME}", who=self.who))
        late = self.edit(self.post("a", who=self.who), f"{self.NAME}!", 3, revision=9)
        self.hear(late)
        self.assert_nowhere("social_care_mention", "text")
        self.assert_nowhere("social_care_mention_revision", "text")
