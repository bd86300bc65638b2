# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .channel_common import (
    AGENT,
    JOHN,
    MANAGER,
    OPEN_TO_READERS,
    OURS,
    SUPERVISOR,
    ChannelCase,
)

GROUPS = (AGENT, SUPERVISOR, MANAGER)
# What each group may do, as letters of (r)ead, (w)rite, (c)reate and (u)nlink.
RIGHTS = {
    "social.care.account": ("r", "r", "rwcu"),
    "social.care.stream": ("r", "r", "rwcu"),
    "social.care.budget": ("", "", "r"),
    "social.care.event": ("", "", "r"),
    "social.care.profile": ("r", "rw", "rw"),
    "social.care.mention": ("r", "r", "r"),
    "social.care.mention.revision": ("r", "r", "r"),
    "social.care.thread": ("r", "r", "r"),
    "social.care.rule": ("r", "rwcu", "rwcu"),
    "social.care.reply": ("r", "r", "r"),
    "social.care.composer": ("", "", ""),
    "social.care.connect": ("", "", "rwcu"),
    "social.care.forward": ("rwcu", "rwcu", "rwcu"),
    "social.care.rule.test": ("rwcu", "rwcu", "rwcu"),
}


class TestRights(ChannelCase):
    """Nobody can write what the ledger and the network say."""

    def test_each_group_has_its_rights(self):
        users = (self.agent, self.supervisor, self.manager)
        for model, expected in RIGHTS.items():
            found = tuple(self.rights(model, user) for user in users)
            self.assertEqual(found, expected, model)

    def test_others_have_none(self):
        helpdesk = "helpdesk_mgmt.group_helpdesk_manager"
        for group in ("base.group_user", "base.group_portal", helpdesk):
            login = group.rsplit("_", 1)[1]
            user = new_test_user(self.env, f"channel_other_{login}", groups=group)
            for model in RIGHTS:
                self.assertEqual(self.rights(model, user), "", (model, group))

    def test_nobody_writes_in_the_ledger(self):
        reply = self.answer(self.hear(self.post("a")))
        for user in (self.agent, self.supervisor, self.manager):
            for vals in ({"state": "published"}, {"body": "x"}, {"state": "draft"}):
                with self.assertRaises(AccessError):
                    reply.with_user(user).write(vals)

    def test_nobody_writes_mentions(self):
        mention = self.hear(self.post("a"))
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                mention.with_user(user).text = "I am happy"

    def test_for_others_in_the_helpdesk_it_is_a_ticket_like_any(self):
        ticket = self.hear(self.post("a")).ticket_id
        user = self.make_user("plain", "helpdesk_mgmt.group_helpdesk_user")
        seen = ticket.with_user(user)
        names = [name for name in seen.read()[0] if "social" in name]
        self.assertLessEqual(set(names), OPEN_TO_READERS)
        self.assertIn("Hello", seen.description)
        for kind in ("form", "list", "kanban"):
            view = etree.fromstring(seen.get_view(view_type=kind)["arch"])
            fields = view.xpath("//field[not(ancestor::field)]/@name")
            seen.read(fields)

    def test_others_in_the_helpdesk_are_offered_no_search_that_fails(self):
        user = self.make_user("plain", "helpdesk_mgmt.group_helpdesk_user")
        for person, offered in ((user, False), (self.agent, True)):
            tickets = self.env["helpdesk.ticket"].with_user(person)
            search = tickets.get_view(view_type="search")["arch"]
            self.assertEqual("social" in search, offered)


class TestTeams(ChannelCase):
    """Agents see what belongs to their teams, or to none."""

    def setUp(self):
        super().setUp()
        self.stranger = self.make_user("stranger", AGENT)
        self.heard = self.hear(self.post("a"))
        self.hear(self.edit(self.post("a"), "Changed", 5))
        self.reply = self.answer(self.heard)

    def records(self):
        mention = self.heard
        return (
            mention,
            mention.thread_id,
            mention.revision_ids,
            mention.ticket_id,
            self.reply,
        )

    def sees(self, user, record):
        found = record.with_user(user).search([("id", "in", record.ids)])
        return bool(found)

    def test_a_member_sees_all_of_it(self):
        for record in self.records():
            self.assertTrue(record)
            self.assertTrue(self.sees(self.agent, record), record)
            record.with_user(self.agent).read()

    def test_a_stranger_sees_nothing_of_it(self):
        for record in self.records():
            self.assertFalse(self.sees(self.stranger, record), record)
            with self.assertRaises(AccessError):
                record.with_user(self.stranger).read()

    def test_our_own_words_are_seen_by_whom_the_conversation_is(self):
        self.run_job(self.reply)
        published = self.reply.published_mention_id
        heard = self.hear(self.post("ours", "We heard", to="a", who=OURS, at=9))
        self.hear(self.edit(self.post("ours", to="a", who=OURS, at=9), "Edited", 12))
        for record in (published, heard, heard.revision_ids):
            self.assertTrue(record)
            self.assertTrue(self.sees(self.agent, record), record)
            self.assertFalse(self.sees(self.stranger, record), record)

    def test_our_announcements_are_everybody_s(self):
        announcement = self.hear(self.post("news", "Big news", who=OURS, at=9))
        self.assertTrue(self.sees(self.stranger, announcement))

    def test_a_supervisor_sees_all(self):
        for record in self.records():
            self.assertTrue(self.sees(self.supervisor, record), record)

    def test_a_stranger_can_do_nothing_in_the_conversation(self):
        threads = self.env["social.care.thread"].with_user(self.stranger)
        thread_id = self.heard.thread_id.id
        for call in (
            lambda: threads.get_conversation(thread_id),
            lambda: threads.post_reply(thread_id, self.heard.id, "x", "public", []),
            lambda: threads.hold_composer(thread_id),
            lambda: threads.release_composer(thread_id),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertEqual(threads.get_conversations(self.heard.ticket_id.id), [])

    def test_a_stranger_can_do_nothing_with_a_reply(self):
        reply = self.reply.with_user(self.stranger)
        for act in (
            reply.action_send,
            reply.action_cancel,
            reply.action_retry,
            reply.action_check,
            reply.action_delete_published,
        ):
            with self.assertRaises(AccessError):
                act()

    def test_the_inbox_of_another_team_is_hidden_with_its_conversations(self):
        self.account.stream_ids.stage = "manual"
        mention = self.hear(self.post("b", who=JOHN, at=9))
        for record in (mention, mention.thread_id):
            self.assertTrue(self.sees(self.agent, record))
            self.assertFalse(self.sees(self.stranger, record))

    def test_what_has_no_team_is_everybody_s(self):
        self.account.team_id = False
        mention = self.hear(self.post("b", who=JOHN, at=9))
        for record in (mention, mention.thread_id):
            self.assertTrue(self.sees(self.stranger, record))

    def test_a_list_of_conversations_can_be_read_by_who_sees_it(self):
        self.account.stream_ids.stage = "manual"
        self.hear(self.post("b", who=JOHN, at=9))
        for user in (self.agent, self.stranger, self.supervisor):
            threads = self.env["social.care.thread"].with_user(user)
            threads.search_read([], ["display_name", "preview", "author_handle"])
