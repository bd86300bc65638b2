# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import socket
import threading
import unittest
from unittest.mock import patch

from odoo.addons.social_care.tools.feed import FeedLost
from odoo.addons.social_care_cti.tools.phone_feed import Pause, Present

from ..tools import ami, ami_feed
from ..tools.ami import Access
from .recordings import ONE

LISTS = {
    "CoreShowChannels": "Event: CoreShowChannelsComplete",
    "QueueStatus": (
        f"Event: QueueMember\r\nQueue: support\r\nLocation: {ONE}\r\nPaused: 1\r\n"
        "ActionID: {0}\r\n\r\nEvent: QueueStatusComplete"
    ),
}
WORDS = {"refused": "refused %s", "unreachable": "unreachable %s"}


class Manager:
    """Answers as Asterisk's manager interface does. To a ping it says so many events
    first.
    """

    def __init__(self, case, events):
        self.events = events
        self.server = case.enterContext(socket.create_server(("127.0.0.1", 0)))
        self.port = self.server.getsockname()[1]
        self.logins = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _address = self.server.accept()
            except OSError:
                return
            with client:
                self.talk(client)

    def talk(self, client):
        client.sendall(b"Asterisk Call Manager/11\r\n")
        for block in self.read_blocks(client):
            action = dict(line.split(": ", 1) for line in block.split("\r\n"))
            client.sendall(self.answer(action["Action"], action["ActionID"]).encode())

    def read_blocks(self, client):
        buffer = ""
        while data := client.recv(65536):
            buffer += data.decode()
            while "\r\n\r\n" in buffer:
                block, _, buffer = buffer.partition("\r\n\r\n")
                yield block

    def answer(self, action, identity):
        self.logins += action == "Login"
        before = "Event: Newexten\r\n\r\n" * self.events if action == "Ping" else ""
        said = f"{before}Response: Success\r\nActionID: {identity}\r\n\r\n"
        if action in LISTS:
            said += f"{LISTS[action].format(identity)}\r\nActionID: {identity}\r\n\r\n"
        return said


class TestAmiFeed(unittest.TestCase):
    """A connection that begins, is lost, and begins again."""

    def connect(self, events=0):
        self.manager = Manager(self, events)
        host = f"127.0.0.1:{self.manager.port}"
        access = Access(
            "127.0.0.1", self.manager.port, False, "odoo", "x", frozenset({host})
        )
        feed = ami_feed.AmiFeed(1, frozenset({ONE}), access, WORDS)
        self.addCleanup(feed.close)
        return feed

    def ask(self, feed):
        """Asterisk said nothing for a while, and is asked whether it is there."""
        with patch.object(ami_feed, "SILENCE", -1.0):
            feed.hear()

    def test_it_begins_with_what_there_is(self):
        items = self.connect().open()
        self.assertIn(Pause(ONE, True, is_found=True), items)
        self.assertIsInstance(items[-1], Present)

    @patch.object(ami_feed, "READING", 0.05)
    def test_events_that_come_while_an_answer_is_awaited_are_kept(self):
        feed = self.connect(events=ami.MOST_WAITING // 1000)
        feed.open()
        self.ask(feed)
        self.assertEqual(len(feed._session.read_events(1)), ami.MOST_WAITING // 1000)

    @patch.object(ami_feed, "READING", 0.05)
    @patch.object(ami, "MOST_WAITING", 3)
    def test_more_than_can_be_kept_begins_anew_with_what_there_is(self):
        feed = self.connect(events=3)
        feed.open()
        self.ask(feed)
        feed.close()
        feed = self.connect(events=4)
        feed.open()
        with self.assertRaisesRegex(FeedLost, "more events came"):
            self.ask(feed)
        feed.close()
        self.assertIsInstance(feed.open()[-1], Present)
        self.assertEqual(self.manager.logins, 2)
