# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.traces import DIGEST, in_json, is_about, like
from ..tools.values import Post, Unknown


class SocialCareEvent(models.Model):
    """What raw notices still say of somebody who is erased."""

    _inherit = "social.care.event"

    @api.model
    def _find_about(self, scope, identities):
        """Notices in which one of ``identities`` (ids and handles) is a value."""
        self.flush_model(["payload"])
        self.env.cr.execute(
            """
            SELECT event.id FROM social_care_event event
            JOIN social_care_account account ON account.id = event.account_id
            WHERE account.scope = %s AND event.payload::text ILIKE ANY (%s)
            """,
            (scope, [like(part) for part in in_json(identities)]),
        )
        found = self.browse(row[0] for row in self.env.cr.fetchall())
        return found.filtered(lambda event: is_about(event.payload, identities))

    def _is_by(self, external_id):
        """Whether this is a post of an author, or could be one for all that can be
        read of it."""
        try:
            value = self._parse_one(self.account_id._connector(), self.account_id)
        except Exception:
            # Whatever it is that cannot be read, it names the author.
            return True
        if isinstance(value, Post):
            return value.author.external_id == external_id
        return isinstance(value, Unknown)

    def _forget_erased(self):
        """A late notice of a post whose author was erased: not even its id stays."""
        self.write(
            {"payload": False, "error": False, "external_id": f"{DIGEST}{self.id}"}
        )

    def _forget_payload(self):
        """What is read needs its payload no more."""
        read = self.filtered(lambda event: event.state == "done")
        read.write({"payload": False, "error": False})
