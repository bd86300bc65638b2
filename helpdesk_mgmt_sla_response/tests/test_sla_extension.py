# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from ..tools.target import TARGETS, Target
from .sla_common import MONDAY, TUESDAY, SlaCase, at


class Assignment(Target):
    """What another addon would declare: somebody owns the ticket."""

    code = "assignment"
    watched_fields = ("user_id",)

    def get_label(self, env):
        return "Assignment"

    def get_help(self, env):
        return "Met when somebody owns the ticket."

    def is_due(self, ticket):
        return not ticket.closed

    def is_met(self, ticket):
        return bool(ticket.user_id)


class TestSlaExtension(SlaCase):
    """Another kind of target takes one declaration."""

    def setUp(self):
        super().setUp()
        model = self.registry["helpdesk.sla"]
        declared = patch.object(
            model,
            "_sla_response_get_targets",
            lambda self: (*TARGETS, Assignment()),
        )
        declared.start()
        self.addCleanup(self.forget_declaration, declared)
        self.sla = self.make_sla("assignment", hours=1)
        self.subject = self.ticket(at(MONDAY, 10), user_id=False)
        self.own = self.subject.ticket_sla_ids

    def forget_declaration(self, declared):
        declared.stop()
        self.env.invalidate_all()

    def test_it_is_offered_on_the_form_and_in_reports(self):
        for name in ("helpdesk.sla", "helpdesk.ticket.sla", "helpdesk.sla.report"):
            field = self.env[name].fields_get(["sla_response_target"])
            choices = dict(field["sla_response_target"]["selection"])
            self.assertEqual(choices["assignment"], "Assignment")
        self.assertIn("owns", self.sla.sla_response_target_help)

    def test_it_starts_and_ends(self):
        self.assertTarget(self.own, "in_progress", at(MONDAY, 11))
        with self.when(at(MONDAY, 10, 30)):
            self.subject.user_id = self.env.user
        self.assertTarget(self.own, "accomplished", at(MONDAY, 11))
        self.env.flush_all()
        line = self.env["helpdesk.sla.report"].search([("id", "=", self.own.id)])
        self.assertEqual(line.sla_response_target, "assignment")
        self.assertEqual((line.state, line.sla_response_met_count), ("accomplished", 1))

    def test_it_pauses_and_can_be_breached(self):
        self.sla.ignore_stage_ids = self.waiting
        self.move(self.subject, self.waiting, at(MONDAY, 10, 30))
        self.assertTarget(self.own, "on_hold")
        self.move(self.subject, self.new, at(TUESDAY, 9))
        self.assertTarget(self.own, "in_progress", at(TUESDAY, 9, 30))
        with self.when(at(TUESDAY, 10)):
            self.subject.user_id = self.env.user
        self.assertTarget(self.own, "expired")

    def test_nobody_waits_for_it_on_a_closed_ticket(self):
        self.move(self.subject, self.done, at(MONDAY, 10, 30))
        self.assertTarget(self.own, "idle")

    def test_after_its_addon_is_gone_nobody_waits_for_it(self):
        model = self.registry["helpdesk.sla"]
        left = patch.object(model, "_sla_response_get_targets", lambda self: TARGETS)
        with left, self.when(at(MONDAY, 10, 30)):
            self.own._sla_response_update_states()
        self.assertTarget(self.own, "idle")
