# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path

from odoo.addons.social_care.tools.values import Author, Event


@tagged("post_install", "-at_install")
class TestUpgrade(TransactionCase):
    """A database of the previous version goes on with the people that it knows."""

    def setUp(self):
        super().setUp()
        self.account = self.env["social.care.account"].create(
            {"name": "Tool", "network": "webhook", "handle": "northwind"}
        )
        self.account.action_connect()

    def migrate(self, name, version="19.0.1.0.0"):
        self.env.flush_all()
        path = file_path(f"social_care_webhook/migrations/19.0.1.1.0/post-{name}.py")
        load_script(path, f"post_{name}").migrate(self.env.cr, version)
        self.env.invalidate_all()

    def know(self, external_id, handle, told_id=None):
        """A profile, and the notice that it was made of."""
        payload = {"id": external_id, "author": {"id": told_id, "handle": handle}}
        store = self.env["social.care.event"]
        event = Event(external_id, "post", payload=payload)
        store._store(self.account, store.stream_id, [event], "webhook")
        author = Author(external_id, handle)
        profiles = self.env["social.care.profile"]._find_or_create(
            self.account, [author]
        )
        return profiles[external_id]

    def test_whom_only_a_handle_tells_goes_on(self):
        upper, lower = self.know("NN1", "NN1"), self.know("nn1", "nn1")
        self.migrate("handles")
        self.assertEqual(upper.external_id, "@nn1")
        self.assertEqual(lower.external_id, "nn1")

    def test_a_name_that_is_taken_already_stops_no_upgrade(self):
        """A tool may have sent the handle with its sign as an id."""
        taken = self.know("@nn1", "somebody", told_id="@nn1")
        derived = self.know("nn1", "nn1")
        self.migrate("handles")
        self.assertEqual((taken.external_id, derived.external_id), ("@nn1", "nn1"))

    def test_an_id_that_was_told_stays(self):
        seven = self.know("7", "maria", told_id="7")
        maria = self.know("bob", "bob", told_id="bob")
        self.migrate("handles")
        self.assertEqual((seven.external_id, maria.external_id), ("7", "bob"))

    def test_our_handle_is_no_longer_us(self):
        for guessable in ("northwind", "self"):
            self.account.external_id = guessable
            profile = self.know(guessable, "northwind")
            self.assertTrue(profile.is_own)
            self.migrate("own-id")
            self.assertFalse(profile.is_own)
            self.assertTrue(self.account.external_id.startswith("own-"))
            note = self.account.message_ids[0].body
            self.assertIn(self.account.external_id, note)

    def test_an_id_that_somebody_chose_stays(self):
        self.account.external_id = "12345"
        self.migrate("own-id")
        self.assertEqual(self.account.external_id, "12345")

    def test_a_new_database_is_left_alone(self):
        self.account.external_id = "northwind"
        self.migrate("own-id", version=None)
        self.migrate("handles", version=None)
        self.assertEqual(self.account.external_id, "northwind")
