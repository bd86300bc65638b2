# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from copy import deepcopy
from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.social_care.tests.contract_hostile import PYTHON_NAMES, spoil
from odoo.addons.social_care.tools.errors import ConnectorError

from .stand_in import ADA, BOB, OURS, StandInCase, text_of

LIST = "app.bsky.notification.listNotifications"
GET = "app.bsky.feed.getPosts"
THREAD = "app.bsky.feed.getPostThread"


@tagged("post_install", "-at_install")
class TestHostile(StandInCase):
    """Nothing that somebody writes into a record keeps us from hearing the others."""

    def setUp(self):
        super().setUp()
        self.account.stream_ids.stage = "manual"
        self.good = [
            self.world.post(ADA, f"@brand parcel {n}", reason="mention")
            for n in range(3)
        ]

    def assert_good_ones_are_heard(self):
        for uri in self.good:
            self.assertEqual(self.mention(uri).state, "inbox")
        failed = self.events().filtered(lambda event: event.state == "failed")
        for event in failed:
            self.assertNotRegex(event.error, PYTHON_NAMES)
        return failed

    def test_an_answer_to_a_broken_address(self):
        uris = []
        for root in ("at://did:plc:x", "at://", "x", "at://did:plc:ours/a.b/%%%"):
            uri = self.world.post(BOB, "@brand I too", reason="mention")
            ends = {"uri": root, "cid": "c"}
            self.world.posts[uri]["record"]["reply"] = {"root": ends, "parent": ends}
            uris.append(uri)
        self.poll()
        self.assertFalse(self.assert_good_ones_are_heard())
        for uri in uris:
            self.assertEqual(self.mention(uri).text, "@brand I too")

    def test_a_time_beyond_time(self):
        for at in ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", 5, None):
            uri = self.world.post(BOB, "@brand me", reason="mention", createdAt=at)
            self.poll()
            self.assertTrue(self.mention(uri), at)
        self.assertFalse(self.assert_good_ones_are_heard())

    def test_a_search_finds_the_others_too(self):
        search = self.env["social.care.stream"].create(
            {
                "name": "Word",
                "account_id": self.account.id,
                "kind": "search",
                "query": "parcel",
            }
        )
        victim = self.world.posts[self.world.post(BOB, "parcel")]
        found = [self.renumbered(copy, n) for n, copy in enumerate(spoil(victim))]
        found += [self.world.posts[uri] for uri in self.good]
        self.world.on_searchPosts = lambda params: (200, {"posts": found})
        self.poll(search)
        self.assert_good_ones_are_heard()

    def renumbered(self, view, number):
        if isinstance(view.get("uri"), str):
            view["uri"] += str(number)
        return view

    def test_any_post_may_be_anything(self):
        """Each broken view comes in the same answers as the good ones."""
        victim = self.world.post(BOB, "@brand spoiled", reason="mention", langs=["en"])
        for copy in spoil(self.world.posts[victim]):
            self.break_posts(victim, copy)
            uri = self.world.post(ADA, "@brand and I?", reason="mention")
            self.stream._poll()
            self.assertFalse(self.stream.last_error)
            self.good.append(uri)
        self.world.spoil.clear()
        self.poll()
        self.assert_good_ones_are_heard()

    def break_posts(self, victim, copy):
        def broken(params, body):
            views = [copy if v["uri"] == victim else v for v in body["posts"]]
            return 200, {"posts": deepcopy(views)}

        self.world.spoil[GET] = broken

    def test_any_notice_may_be_anything(self):
        victim = self.world.notices[0]

        def broken(params, body):
            odd = list(spoil({**victim, "author": {"did": BOB}, "record": {}}))
            return 200, {"notifications": [*odd, None, 5, "x", *body["notifications"]]}

        self.world.spoil[LIST] = broken
        self.poll()
        failed = self.assert_good_ones_are_heard()
        self.assertTrue(failed)
        count = len(self.events())
        self.poll()
        self.assertEqual(len(self.events()), count)

    def test_any_thread_may_be_anything(self):
        nodes = [{"post": {"uri": uri}} for uri in self.good]
        thread = {**nodes[0], "replies": [nodes[1]], "parent": nodes[2]}
        for odd in (*spoil({"thread": thread}), None, [], 5):
            answer = json.dumps(odd).encode()
            self.world.spoil[THREAD] = lambda params, body, answer=answer: (200, answer)
            self.good.append(self.world.post(ADA, "@brand next", reason="mention"))
            self.stream._poll()
            self.assertFalse(self.stream.last_error)
        self.world.spoil.clear()
        self.poll()
        self.assert_good_ones_are_heard()

    def test_followers_are_no_reason_to_miss_anybody(self):
        method = "app.bsky.actor.getProfiles"
        for answer in ({"profiles": [None, {"did": 5}, {"did": ADA}]}, 400):
            refused = 400, {"error": "InvalidRequest", "message": "no"}
            said = refused if answer == 400 else (200, answer)
            self.world.spoil[method] = lambda params, body, said=said: said
            self.good.append(self.world.post(ADA, "@brand hi", reason="mention"))
            self.poll()
        self.assert_good_ones_are_heard()

    def test_an_address_that_the_server_refuses_hides_no_other(self):
        bad = self.world.post(BOB, "@brand bad", reason="mention")

        def refusing(params, body):
            if bad in params["uris"]:
                return 400, {"error": "InvalidRequest", "message": "bad uri"}
            return 200, body

        self.world.spoil[GET] = refusing
        self.poll()
        self.assert_good_ones_are_heard()
        self.assertFalse(self.mention(bad))

    def test_a_record_nested_deeper_than_python_reads(self):
        deep = b"[" * 20_000 + b"]" * 20_000
        raw = json.dumps({"posts": [self.world.posts[uri] for uri in self.good]})
        raw = raw.replace('"$type"', '"deep": "HERE", "$type"', 1).encode()
        raw = raw.replace(b'"HERE"', deep)
        self.world.spoil[GET] = lambda params, body: (200, raw)
        self.poll()
        self.assert_good_ones_are_heard()

    def test_an_answer_without_a_list_shows_on_the_stream(self):
        for answer in ({}, {"notifications": None}, [], 5):
            self.world.spoil[LIST] = lambda params, body, said=answer: (200, said)
            self.stream._poll()
            self.assertIn("Invalid answer", self.stream.last_error)
        self.world.spoil.clear()
        self.poll()
        self.assert_good_ones_are_heard()


@tagged("post_install", "-at_install")
class TestClocks(StandInCase):
    """It does not matter how late it is where somebody writes."""

    def behind(self, **kwargs):
        at = self.world.now - timedelta(**kwargs)
        return self.world.post(ADA, "@brand late", reason="mention", at=at)

    def test_clocks_that_are_behind(self):
        uris = [
            self.behind(hours=2),
            self.behind(hours=17),
            self.behind(hours=20),
            self.behind(hours=30),
            self.behind(days=400),
            self.world.post(
                ADA, "@brand old", reason="mention", at=datetime(2006, 1, 1)
            ),
        ]
        self.poll()
        for uri in uris:
            self.assertTrue(self.mention(uri), self.world.posts[uri]["indexedAt"])

    def test_clocks_that_are_behind_when_we_listen_already(self):
        self.poll()
        self.time_passes(hours=10)
        uris = [self.behind(hours=30), self.behind(days=4000)]
        self.poll()
        for uri in uris:
            self.assertTrue(self.mention(uri))

    def test_a_device_that_makes_its_keys_by_its_own_clock(self):
        """The network tells when it took the post up."""
        late = self.world.now - timedelta(days=30)
        uri = self.world.post(ADA, "@brand", reason="mention", at=late, key_at=late)
        self.world.posts[uri]["indexedAt"] = text_of(self.world.now)
        self.poll()
        self.assertTrue(self.mention(uri))

    def test_what_was_said_before_we_listened_is_no_news(self):
        before = self.world.now - timedelta(days=3)
        uris = [
            self.world.post(ADA, "old", reason="mention", at=before, key_at=before)
            for _number in range(30)
        ]
        new = self.world.post(ADA, "new", reason="mention")
        for _poll in range(2):
            self.poll()
        self.assertEqual(self.events().mapped("external_id"), [new])
        self.world.calls.clear()
        self.poll()
        self.assertEqual(dict(self.world.calls), {LIST: 1})
        self.time_passes(days=2)
        self.poll()
        self.assertFalse(any(map(self.mention, uris)))

    def test_once_a_day_the_whole_list_is_read(self):
        for number in range(250):
            at = self.world.now - timedelta(minutes=number)
            self.world.post(ADA, f"number {number}", reason="mention", at=at)
        self.poll()
        uri = self.behind(days=4000)
        self.poll()
        self.assertFalse(self.mention(uri))
        self.time_passes(days=1)
        self.poll()
        self.assertTrue(self.mention(uri))

    def test_what_the_retention_took_does_not_come_back(self):
        uri = self.world.post(ADA, "@brand secret", reason="mention")
        self.poll()
        self.mention(uri)._erase("(erased)")
        self.events().unlink()
        self.time_passes(days=2)
        self.poll()
        self.assertFalse(self.mention(uri).text)
        self.assertFalse(self.events())


@tagged("post_install", "-at_install")
class TestThreads(StandInCase):
    """A story is heard whole, and what it points at is shown."""

    def story(self, first, count):
        uris = [first]
        for number in range(2, count + 1):
            uris.append(self.world.post(ADA, f"{number}/8 …", parent=uris[-1]))
        return uris

    def test_a_thread_of_eight(self):
        first = self.world.post(ADA, "1/8 @brand a long story", reason="mention")
        uris = self.story(first, 8)
        self.poll()
        mentions = self.env["social.care.mention"].concat(*map(self.mention, uris))
        self.assertEqual(len(mentions), 8)
        self.assertEqual(len(mentions.thread_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})
        self.assertEqual(mentions.thread_id.last_mention_id, mentions[-1])

    def test_what_she_adds_later(self):
        first = self.world.post(ADA, "1/8 @brand a long story", reason="mention")
        self.poll()
        uris = self.story(first, 3)
        self.poll()
        self.assertFalse(self.mention(uris[-1]))
        self.time_passes(minutes=2)
        self.poll()
        self.assertTrue(self.mention(uris[-1]).ticket_id)
        uris += self.story(uris[-1], 3)[1:]
        self.time_passes(minutes=2)
        self.poll()
        self.assertTrue(self.mention(uris[-1]).ticket_id)

    def test_a_thread_longer_than_one_look(self):
        first = self.world.post(ADA, "1 @brand", reason="mention")
        uris = self.story(first, 60)
        for _poll in range(4):
            self.poll()
        self.assertEqual(len(self.events()), 60)
        self.assertTrue(self.mention(uris[-1]))

    def test_what_others_answer_to_her_is_not_for_us(self):
        first = self.world.post(ADA, "1 @brand", reason="mention")
        other = self.world.post(BOB, "poor you", parent=first)
        self.poll()
        self.assertFalse(self.mention(other))

    def test_the_post_above_a_mention_is_context(self):
        above = self.world.post(BOB, "My charger smokes!")
        mention = self.world.post(ADA, "@brand look!", parent=above, reason="mention")
        self.poll()
        shown, asked = self.mention(above), self.mention(mention)
        self.assertEqual(shown.text, "My charger smokes!")
        self.assertTrue(shown.is_context)
        self.assertFalse(shown.ticket_id)
        self.assertEqual(shown.thread_id, asked.thread_id)
        self.assertEqual(asked.thread_id.profile_id.handle, "ada.test")
        self.assertEqual(asked.ticket_id.name, "@ada.test: @brand look!")

    def test_when_the_post_above_names_us_too_it_is_heard(self):
        above = self.world.post(BOB, "@brand My charger smokes!")
        mention = self.world.post(ADA, "@brand look!", parent=above, reason="mention")
        self.poll()
        self.assertTrue(self.mention(above).is_context)
        self.world.notices.append(
            {
                "uri": above,
                "reason": "mention",
                "indexedAt": self.world.posts[above]["indexedAt"],
            }
        )
        self.poll()
        self.assertFalse(self.mention(above).is_context)
        self.assertEqual(self.mention(above).ticket_id, self.mention(mention).ticket_id)

    def test_our_own_post_above_is_ours(self):
        ours = self.world.post(OURS, "We have news!")
        comment = self.world.post(ADA, "Which?", parent=ours)
        mention = self.world.post(BOB, "@brand?", parent=comment, reason="mention")
        self.poll()
        self.assertTrue(self.mention(ours).is_own)
        self.assertFalse(self.mention(ours).is_context)
        self.assertTrue(self.mention(comment).is_context)
        self.assertEqual(
            self.mention(mention).parent_external_id, self.mention(comment).external_id
        )

    def test_only_the_nearest_posts_above(self):
        uri = None
        for number in range(9):
            uri = self.world.post(BOB, f"number {number}", parent=uri)
        self.world.post(ADA, "@brand look!", parent=uri, reason="mention")
        self.poll()
        self.assertEqual(len(self.events()), 6)

    def test_threads_are_looked_at_a_few_at_a_time(self):
        for number in range(25):
            self.world.post(ADA, f"@brand {number}", reason="mention")
        self.poll()
        self.assertEqual(self.world.calls[THREAD], 10)
        for _poll in range(3):
            self.poll()
        self.assertEqual(self.world.calls[THREAD], 25)

    def test_a_thread_that_cannot_be_had_loses_nothing(self):
        first = self.world.post(ADA, "1/8 @brand a long story", reason="mention")
        uris = self.story(first, 8)
        for status, name in ((500, "InternalServerError"), (429, "RateLimitExceeded")):
            said = status, {"error": name, "message": "later"}
            self.world.spoil[THREAD] = lambda params, body, said=said: said
            self.poll()
            self.assertTrue(self.mention(first).ticket_id)
        self.world.spoil.clear()
        self.env["social.care.budget"].search([]).unlink()
        self.poll()
        self.assertTrue(self.mention(uris[-1]).ticket_id)


@tagged("post_install", "-at_install")
class TestStanding(StandInCase):
    """Who is away comes back with all posts; what is deleted is gone."""

    def setUp(self):
        super().setUp()
        self.uri = self.world.post(ADA, "@brand My charger smokes", reason="mention")
        self.poll()

    def reconcile(self):
        self.account._reconcile()
        while self.env["social.care.event"]._ingest_batch():
            self.env.flush_all()
        return self.mention(self.uri)

    def assert_waits(self, mention):
        self.assertFalse(mention.deleted_at)
        self.assertEqual(mention.text, "@brand My charger smokes")
        self.assertTrue(mention.thread_id.waiting_since)
        self.assertTrue(mention.ticket_id.social_care_waiting_since)

    def test_a_deactivated_account_is_not_a_deletion(self):
        for standing in ("AccountDeactivated", "AccountTakedown", "AccountSuspended"):
            self.world.standing[ADA] = standing
            self.assert_waits(self.reconcile())
        self.world.standing[ADA] = "here"
        self.assert_waits(self.reconcile())

    def test_a_deleted_account_is_one(self):
        self.world.standing[ADA] = "gone"
        mention = self.reconcile()
        self.assertTrue(mention.deleted_at)
        self.assertFalse(mention.text)

    def test_a_deleted_post_is_gone(self):
        del self.world.posts[self.uri]
        self.assertTrue(self.reconcile().deleted_at)

    def test_a_record_that_is_missing_while_its_author_is_away_is_not_gone(self):
        del self.world.posts[self.uri]
        self.world.spoil["com.atproto.repo.getRecord"] = lambda params, body: body
        self.world.on_getProfile = lambda params: (
            400,
            {"error": "AccountDeactivated", "message": "away"},
        )
        self.assert_waits(self.reconcile())

    def test_a_server_with_a_fault_deletes_nothing(self):
        self.world.standing[ADA] = "AccountDeactivated"
        self.world.on_getProfile = lambda params: (500, {"error": "Oops"})
        self.assert_waits(self.reconcile())


@tagged("post_install", "-at_install")
class TestHandle(StandInCase):
    """Who has a handle now."""

    def find(self, status, answer):
        self.world.on_getProfile = lambda params: (status, answer)
        connector = self.env["social.care.connector.bluesky"]
        return connector._find_by_handle(self.account, "ada.example")

    def test_somebody_has_it_or_nobody(self):
        found = self.find(200, {"did": ADA, "displayName": "Ada"})
        self.assertEqual((found.external_id, found.name), (ADA, "Ada"))
        self.assertIs(self.find(400, {"error": "InvalidRequest"}), False)

    def test_what_tells_nothing_is_not_nobody(self):
        for status, answer in (
            (400, {"error": "AccountDeactivated"}),
            (200, {"displayName": "Ada"}),
            (200, []),
            (502, {}),
        ):
            with self.subTest(answer), self.assertRaises(ConnectorError):
                self.find(status, answer)


@tagged("post_install", "-at_install")
class TestLanguage(StandInCase):
    """A reply says in which language it is, or nothing."""

    def record(self, body, langs):
        uri = self.world.post(ADA, "@brand pomocy", reason="mention", langs=langs)
        self.poll()
        reply = self.env["social.care.reply"].create(
            {
                "thread_id": self.mention(uri).thread_id.id,
                "mention_id": self.mention(uri).id,
                "body": body,
                "visibility": "public",
            }
        )
        self.connector._publish(reply)
        return self.world.records[-1]

    def test_the_language_is_the_replys_own(self):
        body = "Bardzo nam przykro, proszę podać numer zamówienia."
        expected = ["pl"] if self.knows_languages() else None
        self.assertEqual(self.record(body, ["en"]).get("langs"), expected)

    def test_what_nobody_can_tell_is_not_said(self):
        self.assertNotIn("langs", self.record("👍", ["pl"]))

    def knows_languages(self):
        return "social.care.analysis.step" in self.env
