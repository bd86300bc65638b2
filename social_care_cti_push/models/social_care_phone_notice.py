# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..tools.conversations import make_key, split_key

#: Notices are kept so long: a call that lasts longer is told by its last ones.
KEPT = timedelta(days=2)
GC_BATCH = 5000
# Transfers and forwardings in a row that are read as one conversation.
MOST_PARTS = 10
# One statement: the row is there once, whoever else posts the same now.
STORE = """
    INSERT INTO social_care_phone_notice
        (system_id, call, origin, said, digest, received_at, is_done)
    VALUES (%s, %s, %s, %s::jsonb, %s, clock_timestamp() AT TIME ZONE 'UTC', false)
    ON CONFLICT (system_id, digest) DO NOTHING
"""


class SocialCarePhoneNotice(models.Model):
    """What a phone system posted, stored before anything else happens to it."""

    _name = "social.care.phone.notice"
    _description = "Social Care Call Notice"
    _order = "id"
    _rec_name = "call"
    _log_access = False

    system_id = fields.Many2one(
        "social.care.phone.system", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="system_id.company_id")
    call = fields.Char(
        required=True, readonly=True, help="ID that the phone system gave the call."
    )
    origin = fields.Char(
        string="Original call",
        readonly=True,
        help="ID of the call that was transferred or forwarded to it.",
    )
    said = fields.Json(string="Content", readonly=True)
    digest = fields.Char(required=True, readonly=True)
    received_at = fields.Datetime(required=True, readonly=True)
    is_done = fields.Boolean(readonly=True)

    _once = models.UniqueIndex("(system_id, digest)", "This notice is stored already.")
    _call_idx = models.Index("(system_id, call)")
    _origin_idx = models.Index("(system_id, origin) WHERE origin IS NOT NULL")
    _new_idx = models.Index("(system_id, id) WHERE is_done IS NOT TRUE")

    @api.model
    def _search_of_calls(self, calls):
        """:param calls: ``social.care.call`` of one phone system
        :return: all notices of them, also of what they were transferred and forwarded
            to
        """
        keys = set(calls.mapped("key"))
        domain = [("system_id", "=", calls.system_id.id)]
        first = [("call", "in", [split_key(key)[1] for key in keys])]
        found = self.search([*domain, *first])
        found = found.filtered(lambda one: one._list_possible_keys() & keys)
        return found._search_later_parts()

    def _search_later_parts(self):
        """:return: these notices, of one phone system, and those of the calls that they
        were transferred or forwarded to
        """
        found = new = self
        for _part in range(MOST_PARTS if self else 0):
            domain = [
                ("system_id", "=", self.system_id.id),
                ("received_at", ">=", min(self.mapped("received_at"))),
            ]
            moved = self.search([*domain, ("origin", "in", new.mapped("call"))])
            same = [("call", "in", moved.mapped("call"))]
            new = self.search([*domain, *same]) - found
            if not new:
                break
            found |= new
        return found

    def _list_possible_keys(self):
        """:return: set of the keys of the call that it may be about: one that goes on
        after midnight is named by the day on which it began
        """
        at = self.received_at
        days = {at.date(), (at - timedelta(days=1)).date()}
        return {make_key(str(day), self.call) for day in days}

    @api.autovacuum
    def _gc_expired(self):
        """Calls carry what the notices said; these hold numbers of people.

        :return: (number of notices, whether more are left)
        """
        until = fields.Datetime.now() - KEPT
        found = self.search([("received_at", "<", until)], limit=GC_BATCH)
        found.unlink()
        return len(found), len(found) >= GC_BATCH
