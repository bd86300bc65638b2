# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.social_care_contact_merge import KEPT_RECORDS, KEPT_VALUES

FORM = ("name", "email", "phone")


class SocialCareContactSplit(models.TransientModel):
    """Make a contact anew out of one that is two, and take people along."""

    _name = "social.care.contact.split"
    _inherit = "social.care.wizard"
    _description = "Split a Contact"

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, readonly=True
    )
    merge_id = fields.Many2one(
        "social.care.contact.merge",
        string="Undo merge of",
        domain="[('partner_id', '=', partner_id), ('split_at', '=', False)]",
        compute="_compute_merge_id",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    name = fields.Char(
        string="New contact",
        compute="_compute_values",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    email = fields.Char(
        compute="_compute_values", compute_sudo=False, store=True, readonly=False
    )
    phone = fields.Char(
        compute="_compute_values", compute_sudo=False, store=True, readonly=False
    )
    profile_ids = fields.Many2many(
        "social.care.profile",
        string="Profiles",
        domain="[('partner_id', '=', partner_id)]",
        compute="_compute_profile_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="These people become the new contact. Their tickets go with them, closed "
        "ones too.",
    )

    @api.depends("partner_id")
    def _compute_merge_id(self):
        for wizard in self:
            merges = wizard.partner_id.social_care_merge_ids
            wizard.merge_id = merges.filtered(lambda merge: not merge.split_at)[:1]

    @api.depends("merge_id")
    def _compute_values(self):
        for wizard in self:
            values = wizard.merge_id.source_values or {}
            for name in FORM:
                wizard[name] = values.get(name) or False

    @api.depends("merge_id")
    def _compute_profile_ids(self):
        for wizard in self:
            moved = wizard.merge_id.link_ids.profile_id
            wizard.profile_ids = moved.filtered(
                lambda person, wizard=wizard: person.partner_id == wizard.partner_id
            )

    def action_split(self):
        """Create the contact and move people, their evidence, their tickets and what
        else the merge moved to it.

        :return: action that opens the new contact
        :raise AccessError: if the user may not create contacts, or change the contact
            or its profiles
        :raise UserError: if a profile or the merge belongs to another contact
        """
        self.ensure_one()
        self.partner_id.check_access("write")
        self.profile_ids.check_access("write")
        self._check_parts()
        contact = self.env["res.partner"].create(self._get_contact_vals())
        self._move_evidence(contact)
        self.merge_id.sudo().handle_ids.filtered(
            lambda row: row.partner_id == self.partner_id
        ).partner_id = contact
        for profile in self.profile_ids:
            profile._move_link(contact)
        self._move_tickets(contact)
        self.merge_id._move_documents_back(contact)
        self.merge_id._take_back()
        (contact | self.partner_id)._social_care_recompute_customers()
        self.merge_id.sudo().write(
            {"split_at": fields.Datetime.now(), "split_partner_id": contact.id}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": contact.id,
            "views": [(False, "form")],
        }

    def _check_parts(self):
        contact, merge = self.partner_id, self.merge_id
        if not self.name:
            raise UserError(self.env._("Enter the name of the new contact."))
        if self.profile_ids.filtered(lambda one: one.partner_id != contact):
            raise UserError(
                self.env._("Only profiles of %s can be moved.", contact.name)
            )
        if merge and (merge.partner_id != contact or merge.split_at):
            raise UserError(
                self.env._("This merge into %s cannot be undone.", contact.name)
            )

    def _get_contact_vals(self):
        """Return the values of the new contact: what the merged one had, and what the
        user corrected.
        """
        known = self.merge_id.source_values or {}
        values = {name: known.get(name) for name in KEPT_VALUES}
        for name in KEPT_RECORDS:
            comodel = self.env["res.partner"]._fields[name].comodel_name
            values[name] = self.env[comodel].browse(known.get(name)).exists().id
        company = values["company_id"] or self.partner_id.company_id.id
        return {
            **values,
            "company_id": company,
            **{name: self[name] for name in FORM},
        }

    def _move_evidence(self, contact):
        """What pointed to the contact that is split off points to the new one: what was
        merged, and all of the people who move.
        """
        merged = self.merge_id.sudo().evidence_ids
        evidence = merged | self.profile_ids.sudo().evidence_ids
        evidence.filtered(
            lambda one: one.partner_id == self.partner_id
        ).partner_id = contact

    def _move_tickets(self, contact):
        """Move the tickets that came with the merge, those of other channels too. The
        tickets of the people who move have followed them already.
        """
        merged = self.merge_id.ticket_ids.filtered_domain(
            [("partner_id", "=", self.partner_id.id)]
        )
        stay = merged.sudo().filtered(
            lambda ticket: (
                ticket.social_care_customer_profile_id
                and not ticket.social_care_customer_is_chosen
            )
        )
        (merged - stay).sudo().write({"partner_id": contact.id})
