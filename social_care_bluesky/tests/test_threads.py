# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..tools import threads

NOON = datetime(2026, 5, 4, 12)
ADA, BOB = "did:plc:ada", "did:plc:bob"


def node(did, number, *replies, parent=None):
    uri = f"at://{did}/app.bsky.feed.post/{number}"
    return {"post": {"uri": uri}, "replies": list(replies), "parent": parent}


def numbers(views):
    return [view["uri"].rsplit("/", 1)[1] for view in views]


class TestPostsAround(BaseCase):
    """What stands above and below a mention, out of the network's answer."""

    def test_a_story_in_eight_parts(self):
        thread = node(ADA, 8)
        for number in range(7, 0, -1):
            thread = node(ADA, number, thread)
        self.assertEqual(numbers(threads.list_posts_below(thread)), list("2345678"))

    def test_what_others_say_below_is_theirs(self):
        mine = node(ADA, 2, node(BOB, 3, node(ADA, 4)))
        thread = node(ADA, 1, node(BOB, 9), mine)
        self.assertEqual(numbers(threads.list_posts_below(thread)), ["2"])

    def test_the_nearest_posts_above(self):
        parent = None
        for number in range(9):
            parent = node(BOB, number, parent=parent)
        above = threads.list_posts_above(node(ADA, 10, parent=parent))
        self.assertEqual(numbers(above), list("87654"))

    def test_what_cannot_be_seen_ends_the_way_up(self):
        gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x"}
        parent = node(BOB, 1, parent=gone)
        self.assertEqual(
            numbers(threads.list_posts_above(node(ADA, 2, parent=parent))), ["1"]
        )

    def test_threads_are_bounded(self):
        wide = node(ADA, 1, *(node(ADA, 1000 + number) for number in range(200)))
        self.assertEqual(len(threads.list_posts_below(wide)), threads.MOST_POSTS)

    def test_nonsense_is_nothing(self):
        for odd in (None, 5, "x", [], {}, {"post": 5}, {"post": {"uri": "x"}}):
            thread = {**node(ADA, 1), "replies": [odd, node(ADA, 2)], "parent": odd}
            self.assertEqual(numbers(threads.list_posts_below(thread)), ["2"])
            self.assertEqual(threads.list_posts_above(thread), [])
            self.assertEqual(threads.list_posts_below({**thread, "replies": odd}), [])


class TestWatch(BaseCase):
    """A thread is looked at soon, and ever less often."""

    def due(self, watch, **later):
        return [thread.uri for thread in watch.due(NOON + timedelta(**later))]

    def look(self, watch, **later):
        for thread in watch.due(NOON + timedelta(**later)):
            watch.note_look(thread)

    def test_looks(self):
        watch = threads.Watch({})
        watch.add("a", NOON)
        minutes = []
        for minute in range(2 * 24 * 60):
            if self.due(watch, minutes=minute):
                minutes.append(minute)
                self.look(watch, minutes=minute)
        self.assertEqual(minutes, [0, 2, 10, 60, 360, 1440])
        self.assertFalse(watch.threads)

    def test_what_is_known_is_not_begun_again(self):
        watch = threads.Watch({})
        watch.add("a", NOON)
        self.look(watch)
        watch.add("a", NOON + timedelta(minutes=1))
        self.assertEqual(self.due(watch, minutes=1), [])

    def test_new_ones_go_first_and_few_at_a_time(self):
        watch = threads.Watch({})
        watch.add("old", NOON)
        self.look(watch)
        for number in range(threads.MOST_LOOKS):
            watch.add(str(number), NOON + timedelta(minutes=2))
        self.assertEqual(len(self.due(watch, minutes=2)), threads.MOST_LOOKS)
        self.assertNotIn("old", self.due(watch, minutes=2))

    def test_the_cursor_is_json_and_bounded(self):
        watch = threads.Watch({})
        for number in range(threads.MOST_WATCHED + 5):
            watch.add(str(number), NOON + timedelta(seconds=number))
        cursor = json.loads(json.dumps(watch.as_cursor()))
        again = threads.Watch(cursor)
        self.assertEqual(len(again.threads), threads.MOST_WATCHED)
        self.assertNotIn("0", again.threads)
        self.assertEqual(again.threads["9"].heard_at, NOON + timedelta(seconds=9))
