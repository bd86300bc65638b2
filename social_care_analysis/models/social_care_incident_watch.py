# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
from collections import Counter
from datetime import timedelta

import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.pace import Pace

from ..tools import storm, surge
from .social_care_volume import ALL

MINUTES = storm.SUDDEN[0]
WINDOW = timedelta(minutes=MINUTES)
# A rise is compared with so many mentions of so long before.
BEFORE, MOST_BEFORE = timedelta(days=3), 600
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
        known = self._get_known_keys(company)
        if self._raise_on(company, keys - known):
            self._collect(fresh, self._get_watched_keys(company))

    def _raise_on(self, company, keys):
        """Raise incidents, or what may be campaigns, on those keys that rise.

        :return: whether any key rises
        """
        dismissed = self._get_dismissed_keys(company)
        rising = self._find_rising_keys(company, keys - dismissed)
        if rising:
            self._raise_incidents(company, rising, dismissed)
        return bool(rising)

    def _get_known_keys(self, company):
        """Return the keys of open incidents, also those that they do not collect by,
        and of what may be a campaign, which is judged again at each check.
        """
        own = [
            ("company_id", "=", company.id),
            ("incident_id.state", "in", ("open", "maybe_campaign")),
        ]
        return set(self.env["social.care.incident.key"].search(own).mapped("key"))

    def _get_watched_keys(self, company):
        """Return {key: open incident that collects by it}."""
        found = self.env["social.care.incident.key"].search(
            [("company_id", "=", company.id), ("watched", "=", True)]
        )
        return {own.key: own.incident_id for own in found}

    def _find_rising_keys(self, company, keys):
        """Return the keys far above their usual level, the most frequent first.

        :return: list of (key, list of (``tools.storm.Rise``, share of all people))
        """
        volume, now = self.env["social.care.volume"], fields.Datetime.now()
        slots = volume._get_slots(company, {*keys, ALL}, now) if keys else {}
        loud = [key for key in keys & slots.keys() if storm.may_rise(slots[key])]
        usual = volume._get_usual(company, loud, now)
        minutes = volume._get_minutes(now)
        rises = {
            key: storm.find_rises(slots[key], usual[key], minutes) for key in usual
        }
        people = self._count_people(
            company, {(key, rise.minutes) for key, own in rises.items() for rise in own}
        )
        total, found = slots.get(ALL, np.zeros(1)), []
        for key, own in rises.items():
            counts = [(rise, people.get((key, rise.minutes), 0)) for rise in own]
            likely = [
                (rise, count / max(count, storm.count_last(total, rise.minutes)))
                for rise, count in counts
                if rise.decades(count) >= storm.LEAST
            ]
            if likely:
                most = max(count for _rise, count in counts)
                found.append((-most, KINDS.index(key.split(":")[0]), key, likely))
        return [(key, likely) for _most, _kind, key, likely in sorted(found)]

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
        longest = max(rise.minutes for _key, own in rising for rise, _share in own)
        recent = self._search_recent(company, timedelta(minutes=longest), dismissed)
        by_key = recent._group_by_volume_key()
        watched = self._get_watched_keys(company)
        campaigns = self._get_campaign_keys(company)
        background = self._get_background(company, timedelta(minutes=longest))
        for key, rises in rising:
            for rise, share in rises:
                since = fields.Datetime.now() - timedelta(minutes=rise.minutes)
                members = by_key.get(key, recent.browse())
                members = members._filter_effective_since(since)
                incident = self._find_sharing(members, recent, watched)
                evidence = rise.decades(len(members.profile_id))
                voices = members._get_voices(campaigns)
                found = surge.judge(key, evidence, voices, background, share)
                if incident and evidence >= storm.LEAST or found == surge.INCIDENT:
                    self._raise(incident, members, key, rise)
                    watched = self._get_watched_keys(company)
                elif found:
                    self._suspect_campaign(members, recent, key, rise)
                if found or incident:
                    break

    def _search_recent(self, company, period, dismissed):
        """Return the mentions that can be part of a new incident.

        :param period: how far back
        :param dismissed: set of keys
        """
        recent = self.env["social.care.mention"].search(
            [
                ("company_id", "=", company.id),
                ("effective_at", ">=", fields.Datetime.now() - period),
                ("is_own", "=", False),
                ("deleted_at", "=", False),
                ("exception_of_id", "=", False),
                "|",
                ("incident_id", "=", False),
                ("incident_id.state", "=", "open"),
            ]
        )
        return recent.filtered(
            lambda m: not m._is_individual_case() and not m._is_dismissed(dismissed)
        )

    def _get_background(self, company, period):
        """Return what a rise is compared with: the mentions before that period.

        :return: a ``tools.surge.Background``
        """
        now = fields.Datetime.now()
        before = self.env["social.care.mention"].search(
            [
                ("company_id", "=", company.id),
                ("effective_at", "<", now - period),
                ("effective_at", ">=", now - period - BEFORE),
                ("is_own", "=", False),
                ("deleted_at", "=", False),
            ],
            order="effective_at DESC",
            limit=MOST_BEFORE,
        )
        topics = self.env["social.care.topic"].search(
            [("company_id", "=", company.id), ("is_trouble", "=", True)]
        )
        return surge.Background(tuple(before._get_voices({})), frozenset(topics.ids))

    def _raise(self, incident, members, key, rise):
        """Put the mentions of a rising key into an incident.

        :param incident: the one that they belong to; empty for a new one
        """
        people = len(members.profile_id)
        if not incident:
            incident = self._get_campaign_keys(members.company_id).get(key)
            if incident:
                incident._begin(members[-1].account_id)
            else:
                incident = self._open(members, key, people, rise)
        if incident._add_key(key, people, rise).watched:
            incident._collect_earlier(
                members.filtered(lambda m: m._find_incident({key: incident}))
            )

    def _find_sharing(self, members, recent, watched):
        """Return the open incident that many of these mentions are in, or share a
        hashtag or copies with: unrelated mentions share hardly any.

        :param members: mentions of a rising key
        :param recent: all mentions of the window
        :param watched: as ``_get_watched_keys`` returns it
        """
        if not members:
            return self.browse()
        shared = Counter()
        for mention in members:
            keys = watched.keys() & mention._get_volume_keys()
            shared.update({watched[key] for key in keys} | set(mention.incident_id))
        for incident, count in shared.most_common(1):
            if incident.state == "open" and count >= surge.SHARED * len(members):
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

    def _open(self, members, key, people, rise):
        incident = self._create_for(members, key, people, rise, "open")
        incident._announce(members[-1].account_id)
        return incident

    def _create_for(self, members, key, people, rise, state):
        first = members[-1]
        topic = self._get_main_topic(members)
        team = topic.team_id.filtered(first._can_be_with) or first._get_default_team()
        return self.create(
            {
                "name": self.env._(
                    "Unusually many: %s", topic.name or self._describe_key(key)
                ),
                "state": state,
                "company_id": first.company_id.id,
                "topic_id": topic.id,
                "team_id": team.id,
                "usual": rise.usual * MINUTES / rise.minutes,
                "peak": people,
            }
        )

    def _announce(self, account):
        """Create the ticket of a new incident and notify the supervisors."""
        self._create_ticket(account)
        self._notify_supervisors(self.name, self._describe())
        self._message_log(body=self._describe())

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

    def _add_key(self, key, people, rise):
        """Add a key that rises, unless it is known; returns it."""
        self.peak = max(self.peak, people)
        known = self.key_ids.filtered(lambda own: own.key == key)
        return known[:1] or self.env["social.care.incident.key"].create(
            {
                "incident_id": self.id,
                "company_id": self.company_id.id,
                "key": key,
                "name": self._describe_key(key),
                "count": people,
                "usual": rise.usual * MINUTES / rise.minutes,
                "calm_below": storm.compute_calm_below(rise, people),
                "watched": self.state == "open" and self._is_collecting(key),
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
        words = self.env._("Many people say the same. See the incident.")
        self.ticket_id = tickets.create(
            {
                "name": self.name,
                "description": words,
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
        open_ones = self.search([("state", "in", ("open", "maybe_campaign"))])
        by_company = list(open_ones.grouped("company_id").items())
        random.shuffle(by_company)
        for company, incidents in by_company:
            incidents._check_calm(company)
            campaigns = set(self._get_campaign_keys(company))
            if campaigns:
                self._raise_on(company, campaigns)
            if pace.is_over():
                break

    def _check_calm(self, company):
        wanted = {(own.key, MINUTES) for own in self._get_keys_to_check()}
        counts = self._count_people(company, wanted)
        for incident in self:
            incident._update_watch({key: counts[key, at] for key, at in counts})

    def _get_keys_to_check(self):
        """Return the keys that keep incidents open."""
        return self.key_ids.filtered(
            lambda own: own.watched or own.incident_id.state == "maybe_campaign"
        )

    def _count_people(self, company, wanted):
        """Count the people of keys in windows of time, without mentions of ended
        incidents: one person who goes on and on keeps no incident open.

        :param wanted: set of (key, minutes until now)
        :return: {(key, minutes): count}
        """
        if not wanted:
            return {}
        self.env["social.care.mention"].flush_model()
        keys, minutes = zip(*wanted, strict=True)
        now = fields.Datetime.now()
        # SQL: the keys lie in a JSON list, which the ORM cannot group by.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT w.key, w.minutes, count(DISTINCT m.profile_id)
                FROM social_care_mention m
                CROSS JOIN LATERAL (
                    SELECT jsonb_array_elements_text(m.watch_keys) AS key
                    UNION SELECT 'group:' || m.group_id
                ) k
                JOIN unnest(%s::varchar[], %s::int[]) AS w(key, minutes)
                    ON w.key = k.key
                    AND m.effective_at >= %s - w.minutes * interval '1 minute'
                LEFT JOIN social_care_incident i ON i.id = m.incident_id
                WHERE m.company_id = %s AND m.effective_at >= %s
                    AND m.deleted_at IS NULL AND NOT m.is_own
                    AND COALESCE(i.state, 'open') = 'open'
                    AND m.exception_of_id IS NULL
                GROUP BY w.key, w.minutes
                """,
                list(keys),
                list(minutes),
                now,
                company.id,
                now - timedelta(minutes=max(minutes)),
            )
        )
        return {(key, at): count for key, at, count in rows}

    def _update_watch(self, counts):
        """Record how many people there are now, and end a calm incident.

        They are compared with what was usual when it was raised: later hours contain
        the storm itself.

        :param counts: {key: people in the window}
        """
        rows = [
            (counts.get(own.key, 0), own.calm_below)
            for own in self._get_keys_to_check()
        ]
        people, calm = max(rows, key=lambda row: row[0] / row[1], default=(0, 1))
        quiet = storm.count_calm_checks(self.quiet, people, calm)
        self.write({"quiet": quiet, "peak": max(self.peak, people)})
        if quiet >= storm.CALM_CHECKS:
            self._end("calm")
