# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.tests import BaseCase, tagged

from odoo.addons.social_care.tools import errors

from ..models.social_care_connector_bluesky_moderation import (
    BLOCK,
    LIKE,
    MOST_HIDDEN,
    THREADGATE,
)
from ..tools import at_uri, tid
from .stand_in import ADA, OURS, StandInCase


class TestDerivedKeys(BaseCase):
    """The key of a like follows from what is liked."""

    def test_the_same_text_has_the_same_key(self):
        self.assertEqual(tid.derive("at://a"), tid.derive("at://a"))
        self.assertNotEqual(tid.derive("at://a"), tid.derive("at://b"))

    def test_it_is_a_key_that_the_network_accepts(self):
        for number in range(500):
            key = tid.derive(f"at://did:plc:{number}/é")
            self.assertTrue(re.fullmatch("[234567a-j][2-7a-z]{12}", key), key)
            self.assertIsNotNone(tid.decode(key))

    def test_keys_are_spread(self):
        self.assertEqual(len({tid.derive(str(n)) for n in range(5000)}), 5000)


@tagged("post_install", "-at_install")
class TestModeration(StandInCase):
    """What is written to our repository, and asked of the network."""

    def setUp(self):
        super().setUp()
        self.written, self.removed, self.asked = {}, [], []
        self.world.on_putRecord = self.on_put
        self.world.on_deleteRecord = self.on_delete
        self.world.on_createReport = self.note_asked
        self.world.on_muteActor = self.world.on_unmuteActor = self.note_asked
        ours = self.world.post(OURS, "We are open again.")
        self.below = self.world.post(ADA, "Spam", parent=ours, reason="mention")
        self.apart = self.world.post(ADA, "Spam, too", reason="mention")
        self.root = ours
        self.poll()

    def on_put(self, params):
        key = at_uri.AtUri(params["repo"], params["collection"], params["rkey"])
        self.written[str(key)] = params["record"]
        return 200, {"uri": str(key), "cid": "c"}

    def on_delete(self, params):
        parts = params["repo"], params["collection"], params["rkey"]
        self.removed.append(str(at_uri.AtUri(*parts)))
        return 200, {}

    def note_asked(self, params):
        self.asked.append(params)
        return 200, {}

    def codes(self, uri):
        return self.mention(uri)._get_moderation_codes()

    def moderate(self, code, target, undo=False):
        self.connector._moderate(self.account, code, target, undo)

    def test_only_replies_below_our_posts_can_be_hidden(self):
        self.assertIn("hide", self.codes(self.below))
        self.assertNotIn("hide", self.codes(self.apart))
        self.assertNotIn("delete", self.codes(self.below))

    def test_a_like_names_the_post_and_its_version(self):
        for _ in range(2):
            self.moderate("like", self.mention(self.apart))
        ((uri, record),) = self.written.items()
        self.assertEqual(at_uri.parse(uri).collection, LIKE)
        self.assertEqual(record["subject"], {"uri": self.apart, "cid": "c"})

    def test_a_like_from_elsewhere_is_removed_with_ours(self):
        elsewhere = f"at://{OURS}/{LIKE}/3jt5k2e4xab2s"
        self.world.posts[self.apart]["viewer"] = {"like": elsewhere}
        self.moderate("like", self.mention(self.apart), undo=True)
        ours = f"at://{OURS}/{LIKE}/{tid.derive(self.apart)}"
        self.assertEqual(set(self.removed), {ours, elsewhere})

    def test_a_block_names_the_person(self):
        author = self.mention(self.apart).profile_id
        self.moderate("block", author)
        ((uri, record),) = self.written.items()
        self.assertEqual(at_uri.parse(uri).collection, BLOCK)
        self.assertEqual(record["subject"], ADA)
        self.moderate("block", author, undo=True)
        self.assertEqual(self.removed, [uri])

    def test_muting_asks_for_the_person(self):
        author = self.mention(self.apart).profile_id
        self.moderate("mute", author)
        self.moderate("mute", author, undo=True)
        self.assertEqual(self.asked, [{"actor": ADA}] * 2)

    def test_a_report_names_the_version_that_is_reported(self):
        self.moderate("report", self.mention(self.apart))
        (report,) = self.asked
        self.assertEqual(report["subject"]["uri"], self.apart)
        self.assertEqual(report["subject"]["cid"], "c")

    # -- hiding ----------------------------------------------------------------

    def gate(self, **values):
        """Our post has a gate already."""
        record = {"$type": THREADGATE, "post": self.root, **values}
        gate = str(at_uri.parse(self.root)._replace(collection=THREADGATE))
        self.world.posts[gate] = {"record": record}

    def hide(self, undo=False):
        self.moderate("hide", self.mention(self.below), undo)
        ((uri, record),) = self.written.items()
        self.assertEqual(at_uri.parse(uri).rkey, at_uri.parse(self.root).rkey)
        return record

    def test_a_post_without_a_gate_gets_one_that_lets_everybody_reply(self):
        record = self.hide()
        self.assertEqual(record["hiddenReplies"], [self.below])
        self.assertEqual(record["post"], self.root)
        self.assertNotIn("allow", record)

    def test_who_may_reply_and_what_is_hidden_stays(self):
        self.gate(allow=[], hiddenReplies=["at://other"])
        record = self.hide()
        self.assertEqual(record["allow"], [])
        self.assertEqual(record["hiddenReplies"], ["at://other", self.below])

    def test_it_is_listed_once_and_taken_off(self):
        self.gate(hiddenReplies=["at://other", self.below])
        self.assertEqual(self.hide()["hiddenReplies"], ["at://other", self.below])
        self.assertEqual(self.hide(undo=True)["hiddenReplies"], ["at://other"])

    def test_a_reply_below_a_post_of_somebody_else_stays(self):
        answer = self.world.post(ADA, "More", parent=self.apart, reason="mention")
        self.poll()
        self.assertNotIn("hide", self.codes(answer))
        with self.assertRaisesRegex(errors.Rejected, "Only replies to posts of this"):
            self.moderate("hide", self.mention(answer))
        self.assertFalse(self.written)

    def test_a_post_that_answers_nothing_is_not_hidden(self):
        self.poll()
        with self.assertRaisesRegex(errors.Rejected, "Only replies to posts of this"):
            self.moderate("hide", self.mention(self.apart))
        self.assertFalse(self.written)

    def test_a_full_gate_says_so(self):
        self.gate(hiddenReplies=[f"at://{n}" for n in range(MOST_HIDDEN)])
        with self.assertRaisesRegex(errors.Rejected, "at most 300"):
            self.hide()
        self.assertFalse(self.written)
