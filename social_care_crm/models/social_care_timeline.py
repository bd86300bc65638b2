# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.arguments import is_id, takes

from ..tools.timeline import (
    Cursor,
    is_cursor_or_false,
    make_latest_query,
    make_query,
)
from ..tools.timeline_sources import SOURCES
from .social_care_subject import is_subject_model

PAGE = 40
# How often keys are read until a page is full: the reader may not read all of them.
MOST_ROUNDS = 5
# Entries of a channel that are looked at to find one that the reader may read.
MOST_LATEST = 5


def _is_codes_or_false(value):
    return value is False or (
        isinstance(value, list) and all(isinstance(code, str) for code in value)
    )


class SocialCareTimeline(models.AbstractModel):
    """Everything that a customer and we said to each other, whatever the channel.

    SQL finds keys and times, the ORM reads what the user may see. Of each kind one
    ``search_fetch`` is run for a page, so that the number of queries depends on the
    kinds and not on the entries.
    """

    _name = "social.care.timeline"
    _inherit = ["social.care.subject", "social.care.timeline.entry"]
    _description = "Timeline of a Customer"

    @api.model
    def _get_sources(self):
        """Return the kinds of entries.

        Addons add theirs with ``super()``, and a method ``_describe_<code>``.

        :return: tuple of ``tools.timeline.Source``
        """
        return SOURCES

    @api.model
    @takes(
        model=is_subject_model,
        res_id=is_id,
        kinds=_is_codes_or_false,
        cursor=is_cursor_or_false,
    )
    def get_page(self, model, res_id, kinds=False, cursor=False):
        """Return the next entries of the timeline of the customer of a record.

        :param model: model of the record, one of ``social_care_subject.MODELS``
        :param res_id: ID of the record
        :param kinds: codes of the kinds to show, False for all
        :param cursor: ``next`` of the page before, False for the first page
        :return: dict with ``entries``, newest first; ``next``: cursor of the next page,
            False at the end; ``kinds``: what the reader can filter by
        :raise AccessError: if the user may not read the record
        """
        subject = self._get_subject(model, res_id)
        sources = self._get_readable_sources()
        shown = [s for s in sources if kinds is False or s.code in kinds]
        entries, following = self._read_page(subject, shown, Cursor.parse(cursor))
        return {
            "entries": entries,
            "next": following and following.format(),
            "kinds": [
                {"code": s.code, "label": s.get_label(self.env), "icon": s.icon}
                for s in sources
            ],
        }

    def _get_readable_sources(self):
        return [s for s in self._get_sources() if self.env[s.model].has_access("read")]

    def _read_page(self, subject, sources, cursor):
        """Read keys until a page is full of entries that the user may read, at most
        ``MOST_ROUNDS`` times. The next page begins after the last key that was looked
        at.

        :return: (list of entries, ``Cursor`` of the next page or False)
        """
        found = []
        for _round in range(MOST_ROUNDS):
            rows = self._read_keys(
                make_query(sources, subject.people, PAGE + 1, cursor)
            )
            looked_at = rows[:PAGE]
            entries = self._read_entries(subject, sources, looked_at)
            keys = [key for key in looked_at if key in entries][: PAGE - len(found)]
            found += [entries[key] for key in keys]
            is_full = len(found) == PAGE
            cursor = keys[-1] if is_full else looked_at and looked_at[-1]
            if not rows or cursor == rows[-1]:
                return found, False
            if is_full:
                break
        return found, cursor

    def _read_keys(self, query):
        """Return the rows of a query as cursors. SQL: see ``tools.timeline``."""
        if not query:
            return []
        self.env.flush_all()
        self.env.cr.execute(query)
        return [Cursor(*row) for row in self.env.cr.fetchall()]

    def _read_entries(self, subject, sources, keys):
        """Read entries with the rights of the user, in a constant number of queries.

        :param keys: list of ``Cursor``
        :return: {key: dict of plain values} of those that the user may read
        """
        by_code = {}
        for key in keys:
            by_code.setdefault(key.code, {})[key.id] = key
        entries = {}
        for source in (s for s in sources if s.code in by_code):
            own = by_code[source.code]
            records = self._search_readable(source, list(own))
            for res_id, values in self._describe(source, records, subject).items():
                key = own[res_id]
                entries[key] = self._complete_entry(source, key, values)
        self._name_users(entries.values())
        return entries

    def _search_readable(self, source, ids):
        """Return those of some entries that the user may read, with their fields.

        Extended where the rules of a model do not tell all.

        :param source: ``tools.timeline.Source``
        :param ids: IDs of its model
        """
        records = self.env[source.model].with_context(active_test=False)
        return records.search_fetch([("id", "in", ids)], source.fields, order="id")

    def _describe(self, source, records, subject):
        return getattr(self, f"_describe_{source.code}")(records, subject)

    def _complete_entry(self, source, key, values):
        return {
            "key": f"{key.code}-{key.id}",
            "kind": key.code,
            "model": source.model,
            "res_id": key.id,
            "at": fields.Datetime.to_string(key.at),
            "title": "",
            "text": "",
            "person": "",
            "state": "",
            "user_ids": [],
            "names": [],
            "seconds": False,
            "private": False,
            "unproven": False,
            "incoming": True,
            **values,
        }

    def _name_users(self, entries):
        """Replace the IDs of users by their names: a colleague of another company may
        have answered.
        """
        ids = {user_id for entry in entries for user_id in entry["user_ids"]}
        # One query for all: names are kept on the contact.
        users = self.env["res.users"].sudo().browse(sorted(ids))
        names = {user.id: user.name for user in users}
        for entry in entries:
            own = [names[user_id] for user_id in entry.pop("user_ids")]
            entry["names"] = own + entry["names"]

    # -- the newest of each channel --------------------------------------------

    def _get_latest(self, subject):
        """Return the last contact in each channel.

        :return: list of dicts (``kind``, ``label``, ``icon``, ``at``), newest first
        """
        sources = self._get_readable_sources()
        now = fields.Datetime.now()
        query = make_latest_query(sources, subject.people, MOST_LATEST, now)
        rows = self._read_latest(query)
        readable = self._filter_readable(sources, rows)
        newest = {}
        for at, code, res_id, channel in rows:
            if res_id in readable.get(code, ()):
                newest.setdefault((code, channel), at)
        by_code = {source.code: source for source in sources}
        latest = {}
        for (code, channel), at in newest.items():
            values = self._get_channel_values(by_code[code], channel, at)
            # The ticket of a message came by the same channel: one entry, as a network.
            known = latest.setdefault(values["label"], values)
            if values["channel"]:
                latest[values["label"]] = {**values, "at": known["at"]}
        return list(latest.values())

    def _get_channel_values(self, source, channel, at):
        return {
            "key": f"{source.code}-{channel}",
            "kind": source.code,
            "icon": source.icon,
            "label": self._get_channel_label(source, channel),
            "channel": "" if source.channels else channel or "",
            "at": fields.Datetime.to_string(at),
        }

    def _read_latest(self, query):
        if not query:
            return []
        self.env.flush_all()
        self.env.cr.execute(query)
        return self.env.cr.fetchall()

    def _filter_readable(self, sources, rows):
        """Return {code: IDs that the user may read}, one search for each source."""
        found = {}
        for source in sources:
            ids = [row[2] for row in rows if row[1] == source.code]
            if ids:
                found[source.code] = set(self._search_readable(source, ids).ids)
        return found

    def _get_channel_label(self, source, channel):
        """Return the name of a channel: of a social mention, its network; of a ticket,
        its channel.
        """
        if not channel:
            return source.get_label(self.env)
        if source.channels:
            return self.env[source.channels].sudo().browse(int(channel)).name
        networks = dict(self.env["social.care.connector"]._list_networks())
        return networks.get(channel, channel)
