# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

WATCHED = "social_care_api_events.watched"


class SocialCareApiWatched(models.AbstractModel):
    """Records of which subscribers are told what changed about them.

    Changes are compared when the transaction is flushed, with what was before: who
    changes a record twice tells one thing.
    """

    _name = "social.care.api.watched"
    _description = "Watched for Outside Desktops"

    # Codes of the types that changes of these records can have.
    _api_event_types = ()

    def _get_api_state(self):
        """Return what counts as a change of this record, a tuple."""
        raise NotImplementedError

    def _list_happenings(self, before):
        """Return what happened to these records.

        :param before: {record ID: what ``_get_api_state`` returned before; () for new
            records}
        :return: list of ``tools.happening.Happening``
        """
        raise NotImplementedError

    def _is_watched(self):
        """Whether somebody wants to be told of changes of such records."""
        outbox = self.env["social.care.api.outbox"]
        return outbox._is_wanted(self._api_event_types)

    def _watch(self, are_new=False):
        """Note how these records are before they change; the first time counts."""
        if not self or not self._is_watched():
            return
        callbacks = self.env.cr.precommit
        if WATCHED not in callbacks.data:
            callbacks.data[WATCHED] = {}
            callbacks.add(self.env["social.care.api.watched"].sudo()._tell_changes)
        before = callbacks.data[WATCHED].setdefault(self._name, {})
        for record in self.sudo():
            if record.id not in before:
                before[record.id] = () if are_new else record._get_api_state()

    def _tell_changes(self):
        """Tell what changed since ``_watch``."""
        happenings = []
        watched = self.env.cr.precommit.data.pop(WATCHED, {})
        for model, before in watched.items():
            changed = self.env[model].browse(before).exists()
            happenings += changed._list_happenings(before)
        self.env["social.care.api.outbox"]._tell(happenings)
