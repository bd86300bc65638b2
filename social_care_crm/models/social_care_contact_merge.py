# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.times import subtract_days

# Days after which a merge can no longer be split, and the number of rows per batch.
KEPT_DAYS, GC_BATCH = 365, 1000
# What a contact that is split off again gets back.
KEPT_VALUES = (
    "name",
    "email",
    "phone",
    "lang",
    "is_company",
    "function",
    "website",
    "street",
    "street2",
    "zip",
    "city",
    "social_care_do_not_contact",
    "social_care_is_vip",
)
KEPT_RECORDS = ("parent_id", "company_id", "state_id", "country_id")
# What a split takes from the contact that stays, if only the merge gave it.
TAKEN_BACK = (
    "email",
    "phone",
    "function",
    "website",
    "street",
    "street2",
    "zip",
    "city",
    "state_id",
    "country_id",
    "social_care_is_vip",
)


class SocialCareContactMerge(models.Model):
    """What a contact had when it was merged into another one.

    Odoo's merge moves rows by SQL and deletes the source: without this nobody could
    tell afterwards what belonged to whom.
    """

    _name = "social.care.contact.merge"
    _inherit = "social.care.contact.merge.documents"
    _description = "Merge of Contacts"
    _order = "id desc"
    _rec_name = "source_name"

    partner_id = fields.Many2one(
        "res.partner",
        string="Merged into",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    source_id = fields.Integer(string="Former ID", readonly=True)
    source_name = fields.Char(string="Merged contact", readonly=True)
    source_values = fields.Json(readonly=True)
    gaps = fields.Json(
        readonly=True,
        help="Names of fields that the merge may have filled: they were empty on the "
        "contact that stayed.",
    )
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        ondelete="cascade",
        help="Company of the merged contact. Others do not see it, whatever contact it "
        "was merged into.",
    )
    link_ids = fields.Many2many("social.care.link", string="Links", readonly=True)
    evidence_ids = fields.Many2many("social.care.evidence", readonly=True)
    ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Tickets",
        readonly=True,
        context={"active_test": False},
    )
    handle_ids = fields.Many2many("social.care.handle", readonly=True)
    split_at = fields.Datetime(readonly=True)
    split_partner_id = fields.Many2one(
        "res.partner",
        string="Split off as",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )

    @api.model
    def _log(self, sources, target):
        """Note what contacts have before they are merged.

        :param sources: ``res.partner`` that will be deleted
        :param target: ``res.partner`` that stays
        """
        merges = self.sudo()
        return merges.create(
            [
                {
                    **merges._get_vals(source, target),
                    "documents": merges._note_documents(source, target),
                }
                for source in sources.sudo()
            ]
        )

    def _get_vals(self, source, target):
        """Return the values of the row about one source.

        Addons with tables about contacts extend it.
        """
        about = [("partner_id", "=", source.id)]
        tickets = self.env["helpdesk.ticket"].with_context(active_test=False)
        return {
            "partner_id": target.id,
            "source_id": source.id,
            "source_name": source.name,
            "company_id": source.company_id.id,
            "source_values": {
                name: self._get_value(source, name)
                for name in KEPT_VALUES + KEPT_RECORDS
            },
            "gaps": [name for name in TAKEN_BACK if not target[name]],
            "link_ids": self.env["social.care.link"].search(about).ids,
            "evidence_ids": self.env["social.care.evidence"].search(about).ids,
            "handle_ids": source.social_care_handle_ids.ids,
            "ticket_ids": tickets.search(about).ids,
        }

    def _take_back(self):
        """Clear what this merge filled on the contact that stayed, unless it was
        changed since.

        :raise AccessError: if the user may not change the contact
        """
        contact, known = self.partner_id, self.source_values or {}
        contact.write(
            {
                name: False
                for name in self.gaps or ()
                if contact[name] and self._get_value(contact, name) == known.get(name)
            }
        )

    def _get_value(self, contact, name):
        return contact[name].id if name in KEPT_RECORDS else contact[name]

    def _follow(self):
        """Do what the merge skipped, because it wrote by SQL: remove duplicates, end
        links across companies, and update tickets, queue, portal and screens.
        """
        self.env.flush_all()
        self.env.invalidate_all()
        self._recompute_moved()
        target = self.partner_id
        target._social_care_find_evidence()._remove_duplicates()
        target.social_care_handle_ids._remove_duplicates()
        self.ticket_ids.exists()._social_care_follow_merge(target)
        target._social_care_end_foreign_links()
        target.social_care_link_ids.filtered(
            lambda link: not link.ended_at
        ).profile_id._follow_link()

    def _recompute_moved(self):
        """Recompute stored fields that hang on a contact which SQL replaced."""
        tickets = self.ticket_ids.exists()
        for name in ("commercial_partner_id", "social_care_portal_partner_id"):
            self.env.add_to_compute(tickets._fields[name], tickets)

    @api.autovacuum
    def _gc_old(self):
        """Delete merges that are too old to be split.

        :return: (number of rows, whether more are left)
        """
        limit = subtract_days(fields.Datetime.now(), KEPT_DAYS)
        old = self.search([("create_date", "<", limit)], limit=GC_BATCH)
        count = len(old)
        old.unlink()
        return count, count == GC_BATCH
