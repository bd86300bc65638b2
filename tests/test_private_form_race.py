# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The one-time private form is sent twice at the same moment, in real transactions."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.social_care_go_private.tools.answer import Answer

from . import speaking
from .race import RaceCase

NONCES = ("a" * 22, "b" * 22)


@tagged("post_install", "-at_install", "race")
class TestPrivateFormRace(RaceCase):
    """One message is taken; the other request finds the link used."""

    def setUp(self):
        super().setUp()
        with self.env() as env:
            reply = env["social.care.reply"].search([("body", "like", "answer to")])
            reply = reply or speaking.make_replies(env, 1)
            form = env["social.care.private.form"]._issue(reply)
            self.form, self.token = form.id, form._get_token()

    def find(self, env):
        forms = env["social.care.private.form"]
        return forms._find_by_token(self.token, env.ref("base.public_user"))

    def take(self, text, nonce):
        """What the page does with a message."""

        def act(env):
            if env["social.care.private.form"]._is_taken(self.token, nonce):
                return "thanks"
            form = self.find(env)
            if form and form._take(Answer(text=text), nonce):
                return "taken"
            return "invalid"

        return act

    def take_at_once(self, nonces):
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            return self.do_at_once(
                *[self.take(f"Message {nonce[0]}", nonce) for nonce in nonces]
            )

    def list_messages(self):
        with self.env() as env:
            form = env["social.care.private.form"].browse(self.form)
            threads = env["social.care.thread"].search(
                [("private_form_id", "=", form.id)]
            )
            events = env["social.care.event"].search(
                [("transport", "=", "private_form")]
            )
            own = [e for e in events if e.payload["form_id"] == form.id]
            self.assertEqual(len(threads), len(own))
            self.assertEqual(form.state, "used")
            return [event.payload["text"] for event in own]

    def test_of_two_people_one_is_heard(self):
        ends = self.take_at_once(NONCES)
        self.assertEqual(sorted(ends), ["invalid", "taken"])
        first = NONCES[ends.index("taken")]
        self.assertEqual(self.list_messages(), [f"Message {first[0]}"])

    def test_whoever_presses_twice_is_thanked_twice_and_heard_once(self):
        ends = self.take_at_once([NONCES[0]] * 2)
        self.assertEqual(sorted(ends), ["taken", "thanks"])
        self.assertEqual(self.list_messages(), ["Message a"])
