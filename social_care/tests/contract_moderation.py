# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..tools.moderation import ACTIONS


class ModerationContract:
    """What people do about messages of others happens on the network, or they read why
    it did not; skipped where the network has nothing of it.
    """

    def test_moderation_names_what_is_declared(self):
        self.assertLessEqual(set(self.capabilities.moderation), set(ACTIONS))

    def test_moderation_is_done_and_taken_back(self):
        def check(code, mention):
            self.request(mention, code)
            self.assertEqual(mention.moderation[code]["error"], "")
            self.run_moderation(mention, code)
            self.assert_moderated(mention, code)
            if ACTIONS[code].undone:
                self.request(mention, code, undo=True)
                self.run_moderation(mention, code, undo=True)
                self.assert_not_moderated(mention, code)

        self.check_each(check)

    def test_moderation_is_on_record(self):
        def check(code, mention):
            self.moderate(mention, code)
            entry = mention.log_ids[0]
            self.assertEqual(entry.action, ACTIONS[code].done)
            self.assertEqual(entry.user_id, self.moderator)
            self.assertIn(
                entry._get_action_labels()[entry.action],
                "".join(mention.ticket_id.message_ids.mapped("body")),
            )

        self.check_each(check)

    def test_moderation_twice_is_once(self):
        def check(code, mention):
            if ACTIONS[code].is_repeatable:
                for undo in (False, True) if ACTIONS[code].undone else (False,):
                    for _ in range(2):
                        self.call_moderation(mention, code, undo)
                    found = self.find_moderation(mention, code, not undo)
                    self.assertEqual(code in found, not undo, code)

        self.check_each(check)

    def test_moderation_is_for_supervisors_but_likes(self):
        def check(code, mention):
            as_agent = mention.with_user(self.agent)
            if ACTIONS[code].is_for_agents:
                as_agent.moderate(code)
            else:
                with self.assertRaises(AccessError):
                    as_agent.moderate(code)
                self.assertFalse(mention.moderation)

        self.check_each(check)

    def test_moderation_that_is_refused_says_why(self):
        def check(code, mention):
            self.script_moderation_failure(code, "400")
            with mute_logger("odoo.addons.social_care"):
                self.moderate(mention, code)
            self.assertTrue(mention.moderation[code]["error"], code)
            self.assertEqual(mention.log_ids[0].action, "moderation_failed")
            self.assertNotIn(code, mention._get_done_moderation())
            self.assertEqual(self.account.state, "connected")
            self.moderate(mention, code)
            self.assert_moderated(mention, code)

        self.check_each(check)

    def test_moderation_waits_for_the_rate_limit(self):
        def check(code, mention):
            self.script_moderation_failure(code, "429")
            self.moderate(mention, code)
            self.assertEqual(mention.moderation[code]["error"], "", code)
            self.assertNotIn(code, mention._get_done_moderation())
            self.forget_budgets()
            self.run_moderation(mention, code)
            self.assert_moderated(mention, code)

        self.check_each(check)

    def test_moderation_without_an_answer_is_repeated_unless_it_is_a_report(self):
        def check(code, mention):
            self.script_moderation_failure(code, "lost_answer")
            self.moderate(mention, code)
            self.assertNotIn(code, mention._get_done_moderation())
            if ACTIONS[code].is_repeatable:
                self.assertEqual(mention.moderation[code]["error"], "", code)
                self.run_moderation(mention, code)
                self.assert_moderated(mention, code)
            else:
                self.assertTrue(mention.moderation[code]["error"], code)

        self.check_each(check)

    def test_moderation_lost_access_shows_on_the_account(self):
        def check(code, mention):
            self.account.state = "connected"
            self.script_moderation_failure(code, "401")
            self.moderate(mention, code)
            self.assertEqual(self.account.state, "failing", code)
            self.assertTrue(mention.moderation[code]["error"], code)

        self.check_each(check)

    def test_moderation_never_of_our_own_words(self):
        self.require_moderation()
        reply = self.answer()
        self.send(reply)
        own = reply.published_mention_id
        for code in self.capabilities.moderation:
            with self.assertRaises(UserError):
                own.with_user(self.moderator).moderate(code)

    def test_moderation_not_of_what_is_deleted(self):
        self.require_moderation()
        self.hear(*(notices := self.post_and_deletion()))
        mention = self.mention(notices[0])
        for code in self.capabilities.moderation:
            with self.assertRaises(UserError):
                mention.with_user(self.moderator).moderate(code)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def require_moderation(self):
        self.require(self.capabilities.moderation, "moderation")

    @property
    def moderator(self):
        found = self.env["res.users"].search([("login", "=", "contract_moderator")])
        return found or new_test_user(
            self.env,
            "contract_moderator",
            groups="social_care.group_social_care_supervisor",
        )

    def check_each(self, check):
        """Check each action on a message of its own on which the network allows it."""
        self.require_moderation()
        for code in self.capabilities.moderation:
            with self.subTest(code=code):
                mention = self.moderated_mention(code)
                self.assertIn(code, mention._get_moderation_codes())
                check(code, mention)
                self.forgive(code, mention)

    def forgive(self, code, mention):
        """Let the author speak again, whom the next message is of."""
        if ACTIONS[code].is_about_author:
            author = mention.profile_id
            self.call_moderation(mention, code, undo=True)
            author[ACTIONS[code].field] = False

    def moderated_mention(self, code):
        notice = self.customer_posts_for_moderation(code)
        self.hear(notice)
        return self.mention(notice)

    def moderate(self, mention, code, undo=False):
        self.request(mention, code, undo)
        self.run_moderation(mention, code, undo)

    def request(self, mention, code, undo=False):
        mention.with_user(self.moderator).moderate(code, undo)

    def run_moderation(self, mention, code, undo=False):
        """Run the job as Odoo does: for the person who asked, in sudo."""
        mention = mention.with_user(self.moderator).sudo()
        self.env.flush_all()
        with self.registry.cursor() as cr:
            mention.with_env(mention.env(cr=cr))._moderate(code, undo)
        self.env.invalidate_all()

    def call_moderation(self, mention, code, undo=False):
        about_author = ACTIONS[code].is_about_author
        target = mention.profile_id if about_author else mention
        self.connector._moderate(self.account, code, target, undo)
        # The network may be in this database.
        self.env.invalidate_all()

    def forget_budgets(self):
        """Time passes."""
        self.account.budget_ids.reset_at = fields.Datetime.now()

    def assert_moderated(self, mention, code):
        request = (mention.moderation or {}).get(code)
        self.assertFalse(request, f"{code}: {request}")
        self.assertIn(code, mention._get_done_moderation())
        self.assertIn(code, self.find_moderation(mention, code, True))

    def assert_not_moderated(self, mention, code):
        self.assertFalse(mention.moderation, code)
        self.assertNotIn(code, mention._get_done_moderation())
        self.assertEqual(mention.log_ids[0].action, ACTIONS[code].undone)
        self.assertNotIn(code, self.find_moderation(mention, code, False))
