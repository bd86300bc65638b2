# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.modules.registry import Registry
from odoo.tools import SQL, split_every

from ..tools.weight import TERMS, Scope, build_weighing

# Customers of one statement, over all companies; a job has one statement.
BATCH = 50000
# After a change of more than a few, so many customers share a job: who changed them
# waits until the jobs are written.
FEW, CHUNK = 20, 500
# Models that the statement reads beside those of the terms.
READS = {"res.partner", "res.company", "res.users"}
CHANGED = "social_care_crm.changed_customers"


class SocialCareCustomer(models.Model):
    """A commercial contact as one company knows it: segment and weight.

    Derived, and computed anew at night and after changes. No unique rule holds the
    contact: Odoo's merge of contacts moves rows by SQL. ``contact_key`` is the id of
    the contact at the time of computing, which a merge does not move; a row whose
    contact is another one is stale.
    """

    _name = "social.care.customer"
    _description = "Customer"
    _order = "minutes desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    contact_key = fields.Integer(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade", index=True
    )
    segment_id = fields.Many2one(
        "social.care.segment",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    since = fields.Date(string="Customer since", readonly=True)
    minutes = fields.Integer(
        string="Weight (minutes)",
        readonly=True,
        help="What the business with the customer adds to their priority.",
    )
    # Holds business figures: read by _explain, which checks the user's rights.
    terms = fields.Json(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="{code of the term: [value, minutes]}",
    )

    _once = models.UniqueIndex(
        "(contact_key, company_id)", "This customer is known already."
    )

    # -- declarations ----------------------------------------------------------

    @api.model
    def _get_weight_terms(self):
        """Return the declared terms of the weight; an addon appends its own.

        :return: tuple of ``tools.weight.Term``
        """
        return TERMS

    @api.model
    def _get_starts(self, scope):
        """Return queries of the days on which relations began; the earliest counts.

        :param scope: ``tools.weight.Scope``
        :return: list of ``SQL``: commercial contact, company or NULL in all rows, day
        """
        return [
            SQL(
                """
                SELECT commercial_partner_id, NULL::int, create_date::date
                FROM res_partner WHERE %s
                """,
                scope.restrict("commercial_partner_id"),
            )
        ]

    @api.model
    def _get_outsiders(self):
        """Return queries of contacts that are no customers: our companies, internal
        users, the public user and OdooBot. Addons with other bots add theirs.

        :return: list of ``SQL``: id of a contact, never NULL
        """
        template = self.env.ref(
            "base.template_portal_user_id", raise_if_not_found=False
        )
        return [
            SQL("SELECT partner_id FROM res_company"),
            SQL(
                """
                SELECT partner_id FROM res_users
                WHERE share IS NOT TRUE OR id = %s OR id IN (
                    SELECT uid FROM res_groups_users_rel WHERE gid = %s
                )
                """,
                template.id if template else 0,
                self.env.ref("base.group_public").id,
            ),
        ]

    @api.model
    def _build_outsiders(self):
        """Return one query of the contacts that are no customers, as ``SQL``."""
        return SQL(" UNION ALL ").join(self._get_outsiders())

    # -- computing -------------------------------------------------------------

    @api.model
    def _recompute(self, scope):
        """Compute the weight of any number of customers in one statement, then their
        segments in one for each company: a rule may read the weight.

        :param scope: ``tools.weight.Scope``
        :return: ``res.partner``, those whose weight changed
        """
        terms = self._get_weight_terms()
        for name in {name for term in terms for name in term.reads} | READS:
            self.env[name].flush_model()
        self.flush_model()
        settings = self.env["social.care.weight.setting"]._get_settings(terms)
        self.env.cr.execute(
            build_weighing(
                terms,
                self._get_starts(scope),
                settings,
                scope,
                self._build_outsiders(),
                fields.Date.context_today(self),
                self.env.cr.now(),
                self.env.uid,
            )
        )
        changed = {row[0] for row in self.env.cr.fetchall()}
        self.env["social.care.segment"]._assign(scope)
        self.invalidate_model()
        contacts = self.env["res.partner"].browse(changed)
        contacts._social_care_follow_weight()
        return contacts

    @api.model
    def _cron_recompute(self):
        """Cron: compute all customers anew, in jobs that follow one another."""
        self._enqueue_range(0)

    @api.model
    def _enqueue_range(self, after):
        self.with_delay(
            priority=20,
            description=self.env._("Compute customer weights"),
            identity_key=f"{self._name}.range.{after}",
        )._recompute_range(after)

    @api.model
    def _recompute_range(self, after):
        """Job: compute the next customers, and enqueue those that come after them.

        :param after: id of the last contact that is done
        """
        last = self._find_last(after)
        if not last:
            return
        self._recompute(Scope(first=after + 1, last=last))
        self._enqueue_range(last)

    @api.model
    def _find_last(self, after):
        """Return the id of the last contact of the range that begins after ``after``,
        0 if there is none. Raw SQL: all contacts, whoever may see them.
        """
        companies = self.env["res.company"].sudo().search_count([])
        self.env.cr.execute(
            SQL(
                """
                SELECT max(id) FROM (
                    SELECT id FROM res_partner WHERE id > %s ORDER BY id LIMIT %s
                ) next
                """,
                after,
                max(BATCH // max(companies, 1), 1),
            )
        )
        return self.env.cr.fetchone()[0] or 0

    @api.model
    def _recompute_contacts(self, ids):
        """Job: compute the customers of some contacts.

        :param ids: ids of ``res.partner``; those that are gone are skipped
        """
        contacts = self.env["res.partner"].browse(ids).exists()
        # Rows of a contact that became part of another customer are stale.
        known = contacts | contacts.commercial_partner_id
        if known:
            self._recompute(Scope(ids=known.ids))

    @api.model
    def _enqueue_contacts(self, ids):
        """Add jobs for some contacts; one that waits already is enough."""
        size = 1 if len(ids) <= FEW else CHUNK
        for some in split_every(size, sorted(ids), list):
            key = hashlib.sha256(repr(some).encode()).hexdigest()
            self.with_delay(
                priority=10,
                description=self.env._("Compute customer weights"),
                identity_key=f"{self._name}.contacts.{key}",
            )._recompute_contacts(some)

    # -- explaining ------------------------------------------------------------

    def _explain(self):
        """Return the weights in words, one line a term, the largest first.

        What a term rests on is shown to users who may read all of its documents; for
        others these terms are one sum.

        :return: {customer: list of str}
        """
        caps = self.env["social.care.weight.setting"]._get_caps(self.company_id)
        shown = {
            term.code: term
            for term in self._get_weight_terms()
            if term.is_visible(self.env)
        }
        return {
            customer: customer._explain_terms(shown, caps[customer.company_id])
            for customer in self
        }

    def _explain_terms(self, known, caps):
        terms = sorted(self.sudo().terms.items(), key=lambda one: -one[1][1])
        shown, hidden = [], 0
        for code, (value, minutes) in terms:
            if code in known:
                shown.append(self._explain_term(known[code], value, minutes, caps))
            else:
                hidden += minutes
        if hidden:
            shown.append(self.env._("Business figures: +%s min", hidden))
        return shown

    def _explain_term(self, term, value, minutes, caps):
        return self.env._(
            "%(term)s: %(value)s, +%(minutes)s min (at most %(cap)s)",
            term=term.get_label(self.env),
            value=term.describe(value, self.company_id),
            minutes=minutes,
            cap=caps[term.code],
        )

    def action_open_contact(self):
        """Open the contact of this customer."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

    def _export(self):
        """Return what is stored on a customer, for the export of a person's data."""
        labels = {t.code: t.get_label(self.env) for t in self._get_weight_terms()}
        return [
            {
                "company": customer.company_id.name,
                "customer_since": customer.since or None,
                "segment": customer.segment_id.name or None,
                "weight_minutes": customer.minutes,
                "weight_terms": {
                    labels.get(code, code): {"value": value, "minutes": minutes}
                    for code, (value, minutes) in (customer.terms or {}).items()
                },
            }
            for customer in self.sudo()
        ]


def enqueue_changed(dbname, ids):
    """Add the jobs in a transaction of its own; the one that was just committed may
    have uninstalled this addon.

    :param ids: set of ids of ``res.partner``
    """
    registry = Registry(dbname)
    if "social.care.customer" not in registry:
        return
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env["social.care.customer"]._enqueue_contacts(ids)


def note_changed(env, ids):
    """Enqueue customers once this transaction has committed, and each only once.

    A job that waits and has not begun will see what is committed, so it is enough.
    """
    data = env.cr.postcommit.data
    if CHANGED not in data:
        data[CHANGED] = set()
        env.cr.postcommit.add(partial(enqueue_changed, env.cr.dbname, data[CHANGED]))
    data[CHANGED].update(ids)
