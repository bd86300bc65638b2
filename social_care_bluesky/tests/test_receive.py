# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress
from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from .common import BlueskyCase
from .network import Party, now, wait_for

LIST = "app.bsky.notification.listNotifications"


@tagged("post_install", "-at_install")
class TestReceive(BlueskyCase):
    def test_mention_becomes_a_ticket(self):
        uri = self.customer.post("where is my parcel? 📦", to=self.brand, langs=["en"])
        mention = self.hear(uri)
        self.assertEqual(mention.text, f"@{self.brand.handle} where is my parcel? 📦")
        self.assertEqual(mention.author_handle, self.customer.handle)
        self.assertEqual((mention.kind, mention.language), ("post", "en"))
        self.assertEqual(mention.stream_id, self.stream("mentions"))
        self.assertEqual(mention.ticket_id.team_id, self.team)
        self.assertEqual(mention.ticket_id.channel_id.name, "Bluesky")
        self.assertIn(self.customer.handle, mention.url)

    def test_author_comes_with_followers(self):
        for fan in (Party("fan"), Party("fan")):
            follow = {
                "$type": "app.bsky.graph.follow",
                "subject": self.customer.did,
                "createdAt": now(),
            }
            fan.do(
                "com.atproto.repo.createRecord",
                repo=fan.did,
                collection="app.bsky.graph.follow",
                record=follow,
            )
        wait_for(lambda: self.count_followers() == 2)
        mention = self.hear(self.customer.post("hi", to=self.brand))
        self.assertEqual(mention.reach, 2)
        self.assertEqual(mention.profile_id.followers, 2)

    def count_followers(self):
        """None as long as the network has not heard of the new customer."""
        with suppress(AssertionError):
            method = "app.bsky.actor.getProfile"
            return self.brand.ask(method, actor=self.customer.did)["followersCount"]

    def test_comment_brings_our_own_post_along(self):
        ours = self.brand.post("We have news!")
        uri = self.customer.post("Which?", parent=ours)
        mention = self.hear(uri)
        self.assertEqual(mention.kind, "comment")
        self.assertEqual(mention.stream_id, self.stream("replies"))
        self.assertEqual(mention.parent_external_id, ours)
        self.assertTrue(self.mention(ours).is_own)
        self.assertEqual(self.mention(ours).state, "context")
        self.assertFalse(self.mention(ours).ticket_id)

    def test_reply_to_a_mention_joins_its_conversation(self):
        first = self.customer.post("help", to=self.brand)
        answer = self.brand.post("How?", parent=first)
        second = self.customer.post("Like this", parent=answer)
        mention = self.hear(second)
        self.assertEqual(mention.thread_id, self.mention(first).thread_id)
        self.assertEqual(mention.thread_id, self.mention(answer).thread_id)
        self.assertEqual(mention.ticket_id, self.mention(first).ticket_id)
        self.assertEqual(len(mention.thread_id.mention_ids), 3)

    def test_quote_is_its_own_conversation(self):
        ours = self.brand.post("We have news!")
        mention = self.hear(self.customer.quote("Look at this", ours))
        self.assertEqual(mention.thread_id.external_id, mention.external_id)
        self.assertFalse(mention.parent_external_id)
        self.assertEqual(mention.media[0]["alt"], "We have news!")

    def test_image_comes_with_its_description(self):
        blob = self.customer.upload(self.PIXEL, "image/png")
        images = [{"image": blob, "alt": "A broken box"}]
        embed = {"$type": "app.bsky.embed.images", "images": images}
        mention = self.hear(self.customer.post("broken!", to=self.brand, embed=embed))
        self.assertEqual(mention.media[0]["alt"], "A broken box")
        self.assertEqual(mention.media[0]["kind"], "image")
        self.assertTrue(mention.media[0]["url"].startswith("http"))

    PIXEL = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360f8cf50cf0000038301805a3406"
        "f90000000049454e44ae426082"
    )

    def test_search(self):
        word = self.customer.handle.split(".")[0]
        self.env["social.care.stream"].create(
            {
                "name": "Word",
                "account_id": self.account.id,
                "kind": "search",
                "query": f"#{word}",
                "stage": "routed",
            }
        )
        self.customer.post(f"about {word}")
        uri = self.customer.post(f"about #{word}")
        mention = self.hear(uri)
        self.assertEqual(mention.stream_id, self.stream("search"))
        self.assertEqual(
            len(self.env["social.care.event"].search(self.of_account())), 1
        )

    def of_account(self):
        return [("account_id", "=", self.account.id)]

    def test_polling_again_brings_nothing_new_and_costs_one_call(self):
        self.hear(self.customer.post("hi", to=self.brand))
        events = self.env["social.care.event"].search(self.of_account())
        self.road.calls.clear()
        self.poll()
        self.assertEqual(dict(self.road.calls), {LIST: len(self.account.stream_ids)})
        self.assertEqual(
            self.env["social.care.event"].search(self.of_account()), events
        )

    def test_what_we_say_to_ourselves_is_no_work(self):
        uri = self.brand.post("note to self", to=self.brand)
        other = self.hear(self.customer.post("hi", to=self.brand))
        self.assertFalse(self.mention(uri).ticket_id)
        self.assertTrue(other.ticket_id)

    def test_events_come_oldest_first(self):
        uris = [self.customer.post(f"number {n}", to=self.brand) for n in range(3)]
        wait_for(lambda: self.notice_count() == 3)
        fetched = self.connector._fetch(self.stream("mentions"), {})
        self.assertEqual([event.external_id for event in fetched.events], uris)

    # -- nothing lost ----------------------------------------------------------

    def test_ties_at_the_edge_of_a_page(self):
        """90 younger, 40 of one instant across the edge of the page, 90 older."""
        base = datetime.fromisoformat(now()) - timedelta(hours=1)
        times = [base + timedelta(seconds=step) for step in range(1, 91)]
        times += [base] * 40
        times += [base - timedelta(seconds=step) for step in range(1, 91)]
        self.assert_all_heard(times)

    def assert_all_heard(self, times):
        uris = []
        for start in range(0, len(times), 100):
            uris += self.customer.say_many(
                self.customer.record("tie", to=self.brand, createdAt=self.text(time))
                for time in times[start : start + 100]
            )
        wait_for(lambda: self.notice_count() >= min(len(uris), 100))
        self.hear(uris[-1])
        heard = self.env["social.care.mention"].search(self.of_account())
        self.assertEqual(set(uris) - set(heard.mapped("external_id")), set())
        self.assertEqual(len(heard), len(uris))

    def notice_count(self):
        return len(self.brand.notices())

    def text(self, time):
        return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def test_post_dated_back_below_what_is_known(self):
        self.hear(self.customer.post("first", to=self.brand))
        early = datetime.fromisoformat(now()) - timedelta(hours=3)
        uri = self.customer.post("late", to=self.brand, createdAt=self.text(early))
        self.assertTrue(self.hear(uri))

    def test_deep_walk_finds_what_lies_under_a_page_of_news(self):
        an_hour_ago = datetime.fromisoformat(now()) - timedelta(hours=1)
        times = [an_hour_ago + timedelta(seconds=step) for step in range(110)]
        self.assert_all_heard(times)
        early = an_hour_ago - timedelta(hours=3)
        uri = self.customer.post("late", to=self.brand, createdAt=self.text(early))
        self.poll()
        self.assertFalse(self.mention(uri))
        self.an_hour_passes()
        self.assertTrue(self.hear(uri))

    def an_hour_passes(self):
        for stream in self.account.stream_ids:
            before = fields.Datetime.now() - timedelta(hours=1)
            stream.cursor = {**stream.cursor, "deep_at": before.isoformat()}

    def test_likes_do_not_push_mentions_out(self):
        ours = self.brand.post("We have news!")
        uri = self.customer.post("hi", to=self.brand)
        subject = {"uri": ours, "cid": self.brand.see(ours)["cid"]}
        for fan in [Party("fan") for _ in range(3)]:
            fan.do(
                "com.atproto.repo.createRecord",
                repo=fan.did,
                collection="app.bsky.feed.like",
                record={
                    "$type": "app.bsky.feed.like",
                    "subject": subject,
                    "createdAt": now(),
                },
            )
        wait_for(lambda: self.notice_count() >= 4)
        self.assertTrue(self.hear(uri))
        self.assertEqual(
            len(self.env["social.care.event"].search(self.of_account())), 1
        )

    # -- deletion --------------------------------------------------------------

    def test_deletion_on_the_network_removes_the_text_here(self):
        uri = self.customer.post("I regret this", to=self.brand)
        other = self.customer.post("I stand by this", to=self.brand)
        mention = self.hear(uri)
        self.assertTrue(self.hear(other))
        self.customer.delete(uri)
        self.account._reconcile()
        self.env["social.care.event"]._ingest_batch()
        self.assertTrue(mention.deleted_at)
        self.assertFalse(mention.text)
        self.assertIn("I stand by this", self.mention(other).text)

    def test_account_deleted_on_the_network(self):
        uri = self.customer.post("Goodbye", to=self.brand)
        self.hear(uri)
        gone = f"at://did:plc:{'a' * 24}/app.bsky.feed.post/3kaaaaaaaaa2a"
        self.assertEqual(self.connector._check_alive(self.account, [uri, gone]), {gone})

    def test_whoever_blocks_us_has_deleted_nothing(self):
        uri = self.customer.post("Never again", to=self.brand)
        self.hear(uri)
        self.customer.block(self.brand)
        wait_for(lambda: not self.brand.look(uri))
        self.assertEqual(self.connector._check_alive(self.account, [uri]), set())

    # -- poison ----------------------------------------------------------------

    def test_a_post_that_makes_no_sense_fails_alone(self):
        good = self.customer.post("hi", to=self.brand)
        event = self.env["social.care.event"]
        stream = self.stream("mentions")
        fetched = wait_for(lambda: self.connector._fetch(stream, {}).events)
        bad = type(fetched[0])("at://x/y/z", "post", payload={"uri": "at://x/y/z"})
        event._store(self.account, stream, [bad, *fetched], "poll")
        event._ingest_batch()
        self.assertTrue(self.mention(good).ticket_id)
        failed = event.search([*self.of_account(), ("state", "=", "failed")])
        self.assertEqual(failed.external_id, "at://x/y/z")
