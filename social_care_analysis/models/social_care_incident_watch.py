# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.pace import Pace

from ..tools import storm

MINUTES = 30
WINDOW = timedelta(minutes=MINUTES)
# A rising key belongs to an incident that has this share of its mentions.
SHARED = 0.25
# How long dismissed keys are suppressed.
DISMISSED = timedelta(hours=6)
# Key kinds by descriptive value; used to name the incident.
KINDS = ("topic", "term", "group")
# A check of all incidents ends after this time.
CHECK_SECONDS = 20


class SocialCareIncidentWatch(models.AbstractModel):
    """The watch of an incident: its beginning, what it collects, and its end."""

    _name = "social.care.incident.watch"
    _description = "Watch of Incidents"

    @api.model
    def _watch_mentions(self, company, mentions):
        """Collect new mentions in open incidents, and raise incidents on rising keys.

        Called before they are routed, so that a storm creates no tickets.

        :param company: a ``res.company``
        :param mentions: its new mentions
        """
        now = fields.Datetime.now()
        fresh = mentions._filter_effective_since(now - WINDOW)
        keys = {key for mention in fresh for key in mention._get_volume_keys()}
        if not keys:
            return
        watched = self._get_watched_keys(company)
        self._collect(fresh, watched)
        dismissed = self._get_dismissed_keys(company)
        known = self._get_known_keys(company)
        rising = self._find_rising_keys(company, keys - known - dismissed)
        if rising:
            self._raise_incidents(company, rising, dismissed)
            self._collect(fresh, self._get_watched_keys(company))

    def _get_known_keys(self, company):
        """Return the keys of open incidents, also those that they do not collect by."""
        own = [("company_id", "=", company.id), ("incident_id.state", "=", "open")]
        return set(self.env["social.care.incident.key"].search(own).mapped("key"))

    def _get_watched_keys(self, company):
        """Return {key: open incident that collects by it}."""
        found = self.env["social.care.incident.key"].search(
            [("company_id", "=", company.id), ("watched", "=", True)]
        )
        return {own.key: own.incident_id for own in found}

    def _find_rising_keys(self, company, keys):
        """Return the keys far above their usual level, the most frequent first.

        :return: list of (key, people in the window, ``tools.storm.Levels``)
        """
        volume = self.env["social.care.volume"]
        now = fields.Datetime.now()
        counts = volume._count_since(company, keys, now - WINDOW) if keys else {}
        many = [key for key, count in counts.items() if count >= storm.FEWEST]
        people = self._count_people(company, many) if many else {}
        many = {key: n for key, n in people.items() if n >= storm.FEWEST}
        if not many:
            return []
        rows = [
            (key, many[key], storm.levels(history, MINUTES))
            for key, history in volume._get_history(company, many, now).items()
        ]
        rows = [row for row in rows if storm.look(storm.Watch(), row[1], row[2]).storm]
        return sorted(
            rows, key=lambda row: (-row[1], KINDS.index(row[0].split(":")[0]))
        )

    def _get_dismissed_keys(self, company):
        """Return the keys of recently dismissed incidents."""
        ended = self.env["social.care.incident.key"].search(
            [
                ("company_id", "=", company.id),
                ("incident_id.state", "=", "cancelled"),
                ("incident_id.calmed_at", ">", fields.Datetime.now() - DISMISSED),
            ]
        )
        return set(ended.mapped("key"))

    def _collect(self, mentions, watched):
        """Put new mentions into the open incidents that collect them, except those that
        need a reply of their own.

        :param watched: as ``_get_watched_keys`` returns it
        """
        found = {}
        for mention in mentions.filtered(lambda m: not m.incident_id):
            incident = mention._find_incident(watched)
            if incident:
                found.setdefault(incident, self.env["social.care.mention"])
                found[incident] += mention
        for incident, own in found.items():
            exceptions = own._filter_exceptions(incident)
            exceptions.exception_of_id = incident
            (own - exceptions).incident_id = incident
            incident._resume_holding()
        if found:
            self.concat(*found)._notify_changed()

    # -- beginning -------------------------------------------------------------

    def _raise_incidents(self, company, rising, dismissed):
        """Open incidents on rising keys, or add the keys to the incidents that have
        most of their mentions.

        :param rising: as ``_find_rising_keys`` returns it
        :param dismissed: as ``_get_dismissed_keys`` returns it
        """
        recent = self.env["social.care.mention"].search(
            [
                ("company_id", "=", company.id),
                ("effective_at", ">=", fields.Datetime.now() - WINDOW),
                ("is_own", "=", False),
                ("deleted_at", "=", False),
                ("exception_of_id", "=", False),
                "|",
                ("incident_id", "=", False),
                ("incident_id.state", "=", "open"),
            ]
        )
        recent = recent.filtered(
            lambda m: not m._is_individual_case() and not m._is_dismissed(dismissed)
        )
        for key, _count, levels in rising:
            members = recent.filtered(lambda m, key=key: key in m._get_volume_keys())
            people = len(members.profile_id)
            if people >= levels.starts:
                incident = self._find_sharing(members, recent) or self._open(
                    members, key, people, levels
                )
                if incident._add_key(key, people, levels).watched:
                    incident._collect_earlier(
                        members.filtered(
                            lambda m, own={key: incident}: m._find_incident(own)
                        )
                    )

    def _find_sharing(self, members, recent):
        """Return the open incident that many of these mentions are in, or share a
        hashtag or copies with: unrelated mentions share hardly any.

        :param members: mentions of a rising key
        :param recent: all mentions of the window
        """
        watched = self._get_watched_keys(members.company_id)
        shared = Counter()
        for mention in members:
            keys = watched.keys() & mention._get_volume_keys()
            shared.update({watched[key] for key in keys} | set(mention.incident_id))
        for incident, count in shared.most_common(1):
            if incident.state == "open" and count >= SHARED * len(members):
                return incident
        return self._find_of_same_people(members, recent)

    def _find_of_same_people(self, members, recent):
        """Return the open incident that most of these people are in, unless they write
        about another topic now.
        """
        topic, people = self._get_main_topic(members), members.profile_id
        for incident, own in recent.grouped("incident_id").items():
            same = 2 * len(own.profile_id & people) >= len(people)
            if same and incident.state == "open" and topic <= incident.topic_id:
                return incident
        return self.browse()

    def _open(self, members, key, count, levels):
        first = members[-1]
        topic = self._get_main_topic(members)
        team = topic.team_id.filtered(first._can_be_with) or first._get_default_team()
        incident = self.create(
            {
                "name": self.env._(
                    "Unusually many: %s", topic.name or self._describe_key(key)
                ),
                "company_id": first.company_id.id,
                "topic_id": topic.id,
                "team_id": team.id,
                "usual": levels.usual,
                "peak": count,
            }
        )
        incident._create_ticket(first.account_id)
        incident._notify_supervisors(incident.name, incident._describe())
        incident._message_log(body=incident._describe())
        return incident

    def _get_main_topic(self, members):
        """Return the topic of most of the mentions, empty without one."""
        topic, own = max(
            members.grouped("topic_id").items(), key=lambda pair: len(pair[1])
        )
        return topic if 2 * len(own) >= len(members) else topic.browse()

    def _describe_key(self, key):
        """Return a key in words. Copies are not quoted, since no erasure would find the
        quotation.
        """
        kind, _colon, value = key.partition(":")
        if kind == "topic":
            return self.env["social.care.topic"].browse(int(value)).name
        return value if kind == "term" else self.env._("copies of one post")

    def _add_key(self, key, count, levels):
        self.peak = max(self.peak, count)
        return self.env["social.care.incident.key"].create(
            {
                "incident_id": self.id,
                "company_id": self.company_id.id,
                "key": key,
                "name": self._describe_key(key),
                "count": count,
                "usual": levels.usual,
                "watched": self._is_collecting(key),
            }
        )

    def _is_collecting(self, key):
        """Return whether to collect by a key. Words such as "again", and other topics,
        rise with a storm; mentions with these alone are another matter.
        """
        if not self.key_ids or key.startswith(("group:", "term:#")):
            return True
        kind, _colon, value = key.partition(":")
        return kind == "topic" and self.topic_id.id in (False, int(value))

    def _create_ticket(self, account):
        tickets = self.env["helpdesk.ticket"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        self.ticket_id = tickets.create(
            {
                "name": self.name,
                "description": self.env._(
                    "Many people say the same. See the incident."
                ),
                "team_id": self.team_id.id,
                "channel_id": account.channel_id.id,
                "company_id": self.company_id.id,
                "priority": "3",
                "user_id": False,
            }
        )

    def _collect_earlier(self, members):
        """Collect what came before the incident was raised: mentions that nobody works
        on, and new ones that are not routed yet.
        """
        free = members.filtered(lambda m: not m.incident_id)
        free -= free._filter_exceptions(self)
        free.filtered(lambda m: m.state == "context").incident_id = self
        begun = free.filtered(lambda m: m._is_untouched())
        begun -= begun._filter_sharing_ticket()
        tickets = begun.ticket_id
        begun._enter_incident(self)
        for ticket in tickets - begun._search_on_tickets(tickets).ticket_id:
            ticket._social_care_close_as_duplicate(self.ticket_id)

    # -- end -------------------------------------------------------------------

    @api.model
    def _cron_look(self):
        """Check whether open incidents have calmed; three calm checks in a row end one.

        In random order and for ``CHECK_SECONDS``: the next run checks the others.
        """
        pace = Pace(CHECK_SECONDS)
        open_ones = self.search([("state", "=", "open")]).grouped("company_id")
        companies = list(open_ones)
        random.shuffle(companies)
        for company in companies:
            open_ones[company]._check_calm(company)
            if pace.is_over():
                break

    def _check_calm(self, company):
        keys = self.key_ids.filtered("watched").mapped("key")
        counts = self._count_people(company, keys) if keys else {}
        for incident in self:
            incident._update_watch(counts)

    def _count_people(self, company, keys):
        """Count the people of each key in the window, without mentions of ended
        incidents: one person who goes on and on keeps no incident open.

        :return: {key: count}
        """
        self.env["social.care.mention"].flush_model()
        # SQL: the keys lie in a JSON list, which the ORM cannot group by.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT k.key, count(DISTINCT m.profile_id)
                FROM social_care_mention m
                CROSS JOIN LATERAL (
                    SELECT jsonb_array_elements_text(m.watch_keys) AS key
                    UNION SELECT 'group:' || m.group_id
                ) k
                LEFT JOIN social_care_incident i ON i.id = m.incident_id
                WHERE m.company_id = %s AND m.effective_at >= %s
                    AND m.deleted_at IS NULL AND NOT m.is_own AND k.key IN %s
                    AND COALESCE(i.state, 'open') = 'open'
                    AND m.exception_of_id IS NULL
                GROUP BY k.key
                """,
                company.id,
                fields.Datetime.now() - WINDOW,
                tuple(keys),
            )
        )
        return dict(rows)

    def _update_watch(self, counts):
        """Record how many people there are now, and end a calm incident.

        They are compared with what was usual when it was raised: later hours contain
        the storm itself.

        :param counts: {key: people in the window}
        """
        rows = [
            (counts.get(own.key, 0), storm.levels_of(own.usual))
            for own in self.key_ids.filtered("watched")
        ]
        highest = max(rows, key=lambda row: row[0] / row[1].calms)
        watch = storm.look(storm.Watch(storm=True, quiet=self.quiet), *highest)
        self.write({"quiet": watch.quiet, "peak": max(self.peak, highest[0])})
        if not watch.storm:
            self._end("calm")
