# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import Job
from odoo.addons.social_care.models.social_care_reply_publication import (
    MOST_ATTEMPTS,
)
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.moderation import ACTIONS

from .channel_common import AGENT, JOHN, OURS, SUPERVISOR, ChannelCase

MENTION = "odoo.addons.social_care.models.social_care_mention_moderation"


class ModerationCase(ChannelCase):
    """A message of somebody who is a nuisance, and what the network is asked for."""

    def setUp(self):
        super().setUp()
        self.heard = self.hear(self.post("a", "Your shop is a disgrace"))
        self.author = self.heard.profile_id
        self.asked = []

    @contextmanager
    def network(self, outcome=None):
        """Let the connector answer this: an error, or nothing where it succeeds."""

        def moderate(_self, _account, code, target, undo):
            self.asked.append((code, target._name, target.id, undo))
            if outcome:
                raise outcome

        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_moderate", moderate):
            yield

    def ask(self, code, undo=False, user=None, mention=None):
        """As the screen does it: over RPC."""
        records = self.env["social.care.mention"].with_user(user or self.supervisor)
        ids = (mention or self.heard).ids
        call_kw(records.sudo(False), "moderate", [ids, code, undo], {})

    def perform(self, code, undo=False, outcome=None, user=None):
        """The job of a request, as Odoo runs it: for who asked."""
        mention = self.heard.with_user(user or self.supervisor).sudo()
        with self.network(outcome), mute_logger(MENTION):
            self.run_job(mention, "_moderate", code, undo)

    def do(self, code, undo=False, outcome=None):
        self.ask(code, undo)
        self.perform(code, undo, outcome)

    def jobs(self, code):
        key = f"social_care.moderate.{self.heard.id}.{code}."
        return self.env["queue.job"].search(
            [("identity_key", "=like", f"{key}%"), ("state", "=", "pending")]
        )

    def shown(self, user=None, thread=None):
        threads = self.env["social.care.thread"].with_user(user or self.supervisor)
        thread = thread or self.heard.thread_id
        return threads.get_conversation(thread.id)["messages"]

    def offered(self, user=None):
        (message,) = self.shown(user)
        return [one["code"] for one in message["moderation"]["offers"]]

    def notes(self):
        return "\n".join(self.heard.ticket_id.message_ids.mapped("body"))


class TestOffers(ModerationCase):
    """Each sees what they may do, and no more."""

    def test_by_role(self):
        self.assertEqual(self.offered(self.agent), ["like"])
        everything = ["like", "hide", "delete", "mute", "block", "report"]
        self.assertEqual(self.offered(self.supervisor), everything)
        self.assertEqual(self.offered(self.manager), everything)

    def test_what_is_done_is_offered_as_its_opposite(self):
        self.do("hide")
        (message,) = self.shown()
        self.assertEqual(message["moderation"]["done"], ["hide"])
        self.assertIn({"code": "hide", "undo": True}, message["moderation"]["offers"])

    def test_a_report_is_not_offered_twice(self):
        self.do("report")
        self.assertNotIn("report", self.offered())
        with self.assertRaises(UserError):
            self.ask("report")

    def test_a_direct_message_cannot_be_hidden(self):
        self.heard = self.hear(self.post("d", private=True, who=JOHN, at=9))
        self.assertNotIn("hide", self.offered())
        with self.assertRaises(UserError):
            self.ask("hide")

    def test_nothing_on_our_own_words(self):
        own = self.hear(self.post("own", "Hello", to="a", who=OURS, at=9))
        offers = [m["moderation"]["offers"] for m in self.shown() if m["is_own"]]
        self.assertEqual(offers, [[]])
        with self.assertRaises(UserError):
            self.ask("like", mention=own)

    def test_nothing_on_what_is_gone(self):
        self.hear(self.deletion(self.post("a")))
        self.assertEqual(self.offered(), [])

    def test_nothing_about_an_erased_person(self):
        self.author.action_erase()
        self.assertEqual(self.offered(), [])

    def test_nothing_while_the_account_is_not_connected(self):
        for state in ("draft", "paused"):
            self.account.state = state
            self.assertEqual(self.offered(), [], state)
            with self.assertRaises(UserError):
                self.ask("like")

    def test_nothing_in_a_copied_database(self):
        self.account.publish_database_uuid = "another"
        self.assertEqual(self.offered(), [])
        with self.assertRaises(UserError):
            self.ask("like")

    def test_nothing_that_the_network_does_not_have(self):
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_get_moderation", lambda *_args: ("like",)):
            self.assertEqual(self.offered(), ["like"])
            with self.assertRaises(UserError):
                self.ask("hide")

    def test_a_page_of_messages_costs_the_same_queries(self):
        def count(number):
            first = self.hear(self.post(f"root{number}", at=20))
            for index in range(number):
                who = {**JOHN, "external_id": f"p{number}.{index}"}
                post = self.post(
                    f"m{number}.{index}", to=f"root{number}", who=who, at=21 + index
                )
                self.hear(post)
                muted = self.mention(f"m{number}.{index}").profile_id
                muted.muted_by_ids = self.account
            self.env.flush_all()
            self.shown(thread=first.thread_id)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self.shown(thread=first.thread_id)), number + 1)
            return self.env.cr.sql_log_count - before

        few = count(3)
        self.assertLessEqual(count(15), few)


class TestRights(ModerationCase):
    """Who may do it, over RPC."""

    def assert_refused(self, user, codes=tuple(ACTIONS)):
        for code in codes:
            with self.assertRaises(AccessError):
                self.ask(code, user=user)
        self.assertFalse(self.heard.moderation)

    def test_an_agent_likes_and_does_nothing_else(self):
        self.assert_refused(self.agent, [code for code in ACTIONS if code != "like"])
        self.ask("like", user=self.agent)
        self.assertTrue(self.jobs("like"))

    def test_supervisors_and_administrators_do_everything(self):
        for user in (self.supervisor, self.manager):
            for code in ACTIONS:
                self.ask(code, user=user)
                self.assertIn(code, self.heard.moderation)

    def test_an_agent_of_another_team_does_nothing(self):
        other = self.make_user("elsewhere", AGENT)
        self.make_team("Elsewhere", other)
        self.assert_refused(other)

    def test_another_company_does_nothing(self):
        company = self.env["res.company"].create({"name": "Rival"})
        for group in (AGENT, SUPERVISOR):
            self.assert_refused(
                self.make_user(f"rival{group[-5:]}", group, company=company)
            )

    def test_who_has_no_part_in_it_does_nothing(self):
        for group in ("base.group_user", "base.group_portal"):
            user = self.env["res.users"].create(
                {
                    "login": group,
                    "name": group,
                    "group_ids": [(6, 0, self.env.ref(group).ids)],
                }
            )
            self.assert_refused(user)

    def test_nobody_writes_the_result_by_hand(self):
        mine, author = (r.with_user(self.manager) for r in (self.heard, self.author))
        for name in ("is_liked", "is_hidden", "is_reported", "stars"):
            with self.assertRaises(AccessError):
                mine.write({name: False})
        for name in ("muted_by_ids", "blocked_by_ids"):
            with self.assertRaises(AccessError):
                author.write({name: [(6, 0, self.account.ids)]})

    def test_what_is_no_action_is_refused_in_words(self):
        for code, undo in (("fly", False), (5, False), (None, False), ("like", "yes")):
            with self.assertRaises(UserError):
                self.ask(code, undo)
        self.assertFalse(self.heard.moderation)

    def test_who_lost_the_right_meanwhile_does_nothing(self):
        self.ask("block")
        self.supervisor.group_ids -= self.env.ref(SUPERVISOR)
        self.perform("block")
        self.assertFalse(self.asked)
        self.assertTrue(self.heard.moderation["block"]["error"])


class TestJob(ModerationCase):
    """The request, the job, and what becomes of it."""

    def test_it_is_done_in_a_job(self):
        self.ask("hide")
        self.assertEqual(len(self.jobs("hide")), 1)
        self.assertFalse(self.heard.is_hidden)
        request = self.shown()[0]["moderation"]["requests"]
        self.assertEqual(request, [{"code": "hide", "undo": False, "error": ""}])

    def test_two_who_ask_for_the_same_ask_once(self):
        self.ask("hide")
        self.ask("hide", user=self.manager)
        self.assertEqual(len(self.jobs("hide")), 1)

    def test_the_job_is_of_who_asked(self):
        self.ask("mute")
        job = Job.load(self.env, self.jobs("mute").uuid)
        self.assertEqual(job.recordset.env.user, self.supervisor)
        self.assertTrue(job.recordset.env.su)

    def test_the_network_hears_of_the_message_or_of_its_author(self):
        for code, action in ACTIONS.items():
            if code != "delete":
                self.do(code)
                record = self.author if action.is_about_author else self.heard
                self.assertEqual(self.asked[-1], (code, record._name, record.id, False))

    def test_what_is_done_already_is_not_done_again(self):
        self.do("hide")
        self.perform("hide")
        self.assertEqual(len(self.asked), 1)
        self.assertFalse(self.heard.moderation)

    def test_muting_is_shown_on_all_messages_of_the_person(self):
        later = self.hear(self.post("b", "Again", to="a", at=9))
        self.do("mute")
        self.assertEqual(self.author.muted_by_ids, self.account)
        done = [message["moderation"]["done"] for message in self.shown()]
        self.assertEqual(done, [["mute"], ["mute"]])
        self.assertIn("mute", later._get_done_moderation())

    def test_one_account_blocks_and_another_does_not(self):
        other = self.make_account("second", "us2")
        self.do("block")
        heard = self.hear(self.post("z", who={**JOHN, **{"external_id": "p1"}}))
        self.assertIn("block", heard._get_done_moderation())
        heard.account_id = other
        self.assertNotIn("block", heard._get_done_moderation())

    def test_a_deletion_takes_the_text_away(self):
        self.do("delete")
        self.assertTrue(self.heard.deleted_at)
        self.assertFalse(self.heard.text)
        self.assertEqual(self.offered(), [])

    def test_it_is_on_record_with_who_asked(self):
        self.do("hide")
        self.do("hide", undo=True)
        entries = self.heard.log_ids.sorted("id")
        self.assertEqual(entries.mapped("action"), ["hidden", "unhidden"])
        self.assertEqual(entries.user_id, self.supervisor)
        self.assertIn("Message hidden", self.notes())
        self.assertIn("Message shown again", self.notes())

    def test_a_busy_line_is_waited_for(self):
        self.ask("hide")
        busy = f"{MENTION}.SocialCareMentionModeration._moderate_now"
        locks = "odoo.addons.social_care.models.social_care_account_calls"
        with (
            patch(busy) as call,
            patch(f"{locks}.try_advisory_lock", _never),
            self.assertRaises(RetryableJobError),
        ):
            self.run_job(self.heard, "_moderate", "hide", False)
        call.assert_not_called()

    # -- what goes wrong -------------------------------------------------------

    def test_a_refusal_is_shown_and_told(self):
        self.do("block", outcome=errors.Rejected("Not this one."))
        request = self.heard.moderation["block"]
        self.assertEqual(request["error"], "Not this one.")
        self.assertFalse(self.author.blocked_by_ids)
        self.assertEqual(self.heard.log_ids[0].action, "moderation_failed")
        self.assertEqual(self.heard.log_ids[0].note, "Author blocked")
        self.assertIn("Not this one.", self.notices_to(self.supervisor)[:1].body)
        self.assertEqual(self.account.state, "connected")

    def test_what_failed_can_be_tried_again(self):
        self.do("block", outcome=errors.Rejected("Not this one."))
        self.do("block")
        self.assertFalse(self.heard.moderation)
        self.assertEqual(self.author.blocked_by_ids, self.account)

    def test_lost_access_shows_on_the_account(self):
        self.do("hide", outcome=errors.AuthorizationLost("Log in again."))
        self.assertEqual(self.account.state, "failing")
        self.assertIn("Log in again.", self.heard.moderation["hide"]["error"])

    def test_a_fault_passes_and_is_bounded(self):
        self.ask("hide")
        for tries in range(1, MOST_ATTEMPTS + 1):
            self.assertTrue(self.jobs("hide"), tries)
            self.jobs("hide").unlink()
            self.assertEqual(self.heard.moderation["hide"]["error"], "")
            self.perform("hide", outcome=errors.Temporary("Just now not."))
        self.assertEqual(self.heard.moderation["hide"]["error"], "Just now not.")
        self.assertFalse(self.jobs("hide"))
        self.assertEqual(self.heard.log_ids.mapped("action"), ["moderation_failed"])

    def test_an_unknown_outcome_is_repeated_but_no_report(self):
        lost = errors.Ambiguous("No answer.")
        for code in ("like", "hide", "mute", "block"):
            self.do(code, outcome=lost)
            self.assertEqual(self.heard.moderation[code]["error"], "", code)
            self.assertTrue(self.jobs(code).filtered("eta"), code)
        self.do("report", outcome=lost)
        self.assertEqual(self.heard.moderation["report"]["error"], "No answer.")

    def test_a_report_that_was_interrupted_is_not_sent_again(self):
        self.ask("report")
        self.heard.moderation = {"report": {**self.heard.moderation["report"]}}
        self.heard._note_moderation("report", False, is_sent=True)
        self.perform("report")
        self.assertFalse(self.asked)
        self.assertIn("unknown", self.heard.moderation["report"]["error"])

    def test_a_fault_of_ours_is_told(self):
        self.do("hide", outcome=ZeroDivisionError("division by zero"))
        self.assertTrue(self.heard.moderation["hide"]["error"])
        self.assertFalse(self.heard.is_hidden)

    def test_an_account_that_was_paused_meanwhile_stays_silent(self):
        self.ask("hide")
        self.account.state = "paused"
        self.perform("hide")
        self.assertFalse(self.asked)
        self.assertTrue(self.heard.moderation["hide"]["error"])

    def test_a_second_click_does_not_repeat_a_report_in_doubt(self):
        """Its job was killed during the call, and starts again."""
        self.ask("report")
        self.heard._note_moderation("report", False, is_sent=True)
        self.ask("report")
        self.perform("report")
        self.assertFalse(self.asked)
        self.assertIn("unknown", self.heard.moderation["report"]["error"])

    def test_the_outcome_is_recorded_in_a_new_transaction(self):
        """Who changes the message during the call does not hide what was done."""
        self.ask("report")
        order, model = self.asked, type(self.heard)
        with self.registry.cursor() as cr:
            cursor = type(cr)
        complete, commit = model._complete_moderation, cursor.commit

        def note(mention, *args):
            order.append("complete")
            return complete(mention, *args)

        def note_commit(cr):
            order.append("commit")
            return commit(cr)

        with (
            patch.object(model, "_complete_moderation", note),
            patch.object(cursor, "commit", note_commit),
        ):
            self.perform("report")
        called = [one[0] if isinstance(one, tuple) else one for one in order]
        after = called[called.index("report") :]
        self.assertEqual(after[:3], ["report", "commit", "complete"])


class TestPersonalData(ModerationCase):
    """It is about a person: exported, and forgotten with them."""

    def test_it_is_exported(self):
        self.do("mute")
        self.do("hide")
        export = json.dumps(self.author._export(), default=str)
        self.assertIn('"muted_by": ["acme"]', export)
        self.assertIn("Message hidden", export)
        self.assertNotIn(self.supervisor.name, export)

    def test_it_is_forgotten(self):
        self.do("block")
        self.do("hide", outcome=errors.Rejected("Maria is a friend of ours."))
        self.author.action_erase()
        self.assertFalse(self.author.blocked_by_ids)
        self.assertFalse(self.heard.moderation)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT note FROM social_care_log WHERE mention_id = %s", (self.heard.id,)
        )
        self.assertNotIn("Maria", str(self.env.cr.fetchall()))


@contextmanager
def _never(_cr, _key):
    yield False
