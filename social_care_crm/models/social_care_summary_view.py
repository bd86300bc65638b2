# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

KEPT = timedelta(days=730)
GC_BATCH = 1000


class SocialCareSummaryView(models.Model):
    """Log of who looked at the business summary of a customer. Rows are only added."""

    _name = "social.care.summary.view"
    _description = "View of a Business Summary"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    profile_id = fields.Many2one(
        "social.care.profile",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The person in the conversation beside which it was opened.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Viewed by", required=True, readonly=True, index=True
    )
    create_date = fields.Datetime(string="Viewed on", readonly=True)

    @api.model
    def _note(self, subject):
        """Log that the current user looked at a summary.

        :param subject: ``social_care_subject.Subject``
        """
        company = self.env["social.care.card"]._get_company(subject)
        self.sudo().create(
            {
                "partner_id": subject.partner.id,
                "profile_id": subject.profile.id,
                "company_id": company.id,
                "user_id": self.env.uid,
            }
        )

    def _export(self):
        """Return what the person may know: when it was looked at, not by whom."""
        return self.mapped("create_date")

    @api.autovacuum
    def _gc_old(self):
        """Delete rows that are older than two years.

        :return: (number of rows, whether more are left)
        """
        old = [("create_date", "<", fields.Datetime.now() - KEPT)]
        found = self.search(old, limit=GC_BATCH, order="id")
        found.unlink()
        return len(found), len(found) == GC_BATCH
