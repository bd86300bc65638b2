# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

# A process that was not heard of for so long is gone.
ALIVE = timedelta(seconds=5)


class SocialCareHeld(models.AbstractModel):
    """A record whose connection a process of its own holds (``tools.holder``).

    A model that inherits this declares what is held and how it is heard; the commands
    that start the process name the model.
    """

    _name = "social.care.held"
    _description = "Social Care Held Connection"

    listener_state = fields.Selection(
        [
            ("listening", "Listening"),
            ("disconnected", "Not connected"),
            ("stopped", "Not running"),
        ],
        compute="_compute_listener",
        compute_sudo=True,
    )
    listener_message = fields.Char(compute="_compute_listener", compute_sudo=True)
    standby_count = fields.Integer(
        string="Stand-bys",
        compute="_compute_listener",
        compute_sudo=True,
        help="Processes that take over at once when the one that listens fails.",
    )

    def _get_lease_name(self):
        """:return: name of the record's lease, unique in the database"""
        return f"{self._name}/{self.id}"

    def _compute_listener(self):
        beats = self._read_beats()
        for record in self:
            own = beats.get(record._get_lease_name())
            record.listener_state = record._find_listener_state(own)
            record.listener_message = next(
                (beat.message for beat in own or () if beat.message), False
            )
            record.standby_count = len(
                [beat for beat in own or () if beat.is_connected and not beat.is_holder]
            )

    def _read_beats(self):
        now = fields.Datetime.now()
        beats = self.env["social.care.lease.beat"].search(
            [
                ("name", "in", [record._get_lease_name() for record in self]),
                ("beat_at", ">=", now - ALIVE),
            ]
        )
        return beats.grouped("name")

    def _find_listener_state(self, beats):
        if not beats:
            return "stopped"
        holders = [beat for beat in beats if beat.is_holder and beat.is_connected]
        return "listening" if holders else "disconnected"

    # -- for the process ---------------------------------------------------------

    @api.model
    def _list_feeds(self):
        """Return what the process holds. A change of the digest starts a connection
        anew.

        :return: {name of the lease: (digest, function that makes a
            ``tools.feed.Feed``)}
        """
        return {
            record._get_lease_name(): (
                record._get_feed_digest(),
                record._prepare_feed(),
            )
            for record in self._search_held()
        }

    @api.model
    def _search_held(self):
        """:return: the records whose connections are to be held"""
        raise NotImplementedError

    def _get_feed_digest(self):
        """:return: what the connection depends on; compared, never shown"""
        raise NotImplementedError

    def _prepare_feed(self):
        """:return: function without arguments that makes the feed, without database"""
        raise NotImplementedError
