# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.queue_job.job import identity_exact


class HelpdeskTicketSla(models.Model):
    """Deadlines of SLA targets decide queue positions."""

    _inherit = "helpdesk.ticket.sla"

    @api.model
    def _sla_response_schedule_replan(self, domain, bank=None):
        """Replan in jobs, after this transaction."""
        self.sudo().with_delay(
            priority=5,
            description=self.env._("Recompute SLA deadlines"),
            identity_key=identity_exact,
        )._social_care_replan(list(Domain(domain)), bank)

    @api.model
    def _social_care_replan(self, domain, bank=None, after=0):
        """Job: replan a batch of SLA targets, and enqueue the next one.

        :param domain: domain of helpdesk.ticket.sla
        :param bank: as of ``_sla_response_schedule_replan``
        :param after: id of the last one of the previous batch
        """
        last = self._sla_response_replan(domain, bank, after)
        if last is not None:
            self.with_delay(priority=5)._social_care_replan(domain, bank, last)

    def _sla_response_replan_now(self):
        result = super()._sla_response_replan_now()
        works = self.ticket_id.sudo().social_care_work_ids
        works.filtered(lambda work: work.state != "done")._place()
        return result
