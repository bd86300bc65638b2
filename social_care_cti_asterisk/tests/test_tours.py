# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from .phone_common import PhoneCase

CALLS = "/odoo/action-social_care_cti.action_calls"
SYSTEMS = "/odoo/action-social_care_cti.action_phone_systems"
WALLBOARD = "/odoo/action-social_care_routing.social_care_wallboard_action"


@tagged("post_install", "-at_install")
class TestTours(PhoneCase, HttpCase):
    """A call as the agent, the administrator and the supervisor see it."""

    def tour(self, name, user, url="/odoo"):
        self.env.flush_all()
        user.password = user.login
        self.start_tour(url, f"social_care_phone_{name}", login=user.login)

    def test_an_agent_is_popped_talks_and_notes(self):
        self.hear("queue_answered", until=1.0)
        self.tour("agent_rings", self.anna.user_id)
        call = self.hear("queue_answered", since=1.0, until=1.5)
        self.tour("agent_talks", self.anna.user_id)
        self.hear("queue_answered", since=1.5)
        self.tour("agent_notes", self.anna.user_id)
        self.env.invalidate_all()
        self.assertEqual(call.note, "A new parcel is on its way")
        self.assertTrue(call.ticket_id.closed)

    def test_an_administrator_is_told_in_words(self):
        self.allow_own_address()
        self.tour("admin", self.manager, f"{SYSTEMS}/{self.system.id}")

    def allow_own_address(self):
        """The address is allowed, and nobody answers there."""
        self.system.ami_port = 1
        self.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", "127.0.0.1:1"
        )

    def test_a_supervisor_sees_who_talks_and_who_listened(self):
        self.system.recording_url = "https://pbx.example.com/{id}.wav"
        self.hear("queue_answered", until=1.5)
        self.tour("supervisor", self.supervisor, WALLBOARD)
        call = self.hear("queue_answered", since=1.5)
        call.with_user(self.supervisor).hear_recording()
        self.tour("supervisor_listens", self.supervisor, f"{CALLS}/{call.id}")
