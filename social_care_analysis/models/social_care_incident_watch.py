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
# What rises is part of an incident that this share of its mentions is in.
SHARED = 0.25
# What is no incident is none for so long.
REFUSED = timedelta(hours=6)
# Of what rises alike, the first of these says best what it is about.
KINDS = ("topic", "term", "group")
# A look at all incidents ends after this time.
LOOK_SECONDS = 20


class SocialCareIncident(models.Model):
    """When an incident begins, what it collects, and when it has calmed."""

    _inherit = "social.care.incident"

    @api.model
    def _watch(self, company, mentions):
        """Raise incidents over what rises with these new mentions, and collect them.

        Called before they are routed, so that a storm makes no tickets.
        """
        now = fields.Datetime.now()
        fresh = mentions._effective_since(now - WINDOW)
        keys = {key for mention in fresh for key in mention._volume_keys()}
        if not keys:
            return
        watched = self._watched(company)
        self._collect(fresh, watched)
        refused = self._refused(company)
        rising = self._rising(company, keys - self._known(company) - refused)
        if rising:
            self._raise(company, rising, refused)
            self._collect(fresh, self._watched(company))

    def _known(self, company):
        """What open incidents know of, also the words that they do not collect by."""
        own = [("company_id", "=", company.id), ("incident_id.state", "=", "open")]
        return set(self.env["social.care.incident.key"].search(own).mapped("key"))

    def _watched(self, company):
        """{key: open incident}."""
        found = self.env["social.care.incident.key"].search(
            [("company_id", "=", company.id), ("watched", "=", True)]
        )
        return {own.key: own.incident_id for own in found}

    def _rising(self, company, keys):
        """[(key, people, Levels)] of what is far above its usual level, the most
        frequent first."""
        volume = self.env["social.care.volume"]
        now = fields.Datetime.now()
        counts = volume._counts(company, keys, now - WINDOW) if keys else {}
        many = [key for key, count in counts.items() if count >= storm.FEWEST]
        people = self._people(company, many) if many else {}
        many = {key: n for key, n in people.items() if n >= storm.FEWEST}
        if not many:
            return []
        rows = [
            (key, many[key], storm.levels(history, MINUTES))
            for key, history in volume._history(company, many, now).items()
        ]
        rows = [row for row in rows if storm.look(storm.Watch(), row[1], row[2]).storm]
        return sorted(
            rows, key=lambda row: (-row[1], KINDS.index(row[0].split(":")[0]))
        )

    def _refused(self, company):
        """What was no incident, lately."""
        ended = self.env["social.care.incident.key"].search(
            [
                ("company_id", "=", company.id),
                ("incident_id.state", "=", "cancelled"),
                ("incident_id.calmed_at", ">", fields.Datetime.now() - REFUSED),
            ]
        )
        return set(ended.mapped("key"))

    def _collect(self, mentions, watched):
        """New mentions of an open incident belong to it, except what needs a person."""
        found = {}
        for mention in mentions.filtered(lambda m: not m.incident_id):
            incident = mention._incident_among(watched)
            if incident:
                found.setdefault(incident, self.env["social.care.mention"])
                found[incident] += mention
        for incident, own in found.items():
            exceptions = own._exceptions_of(incident)
            exceptions.exception_of_id = incident
            (own - exceptions).incident_id = incident
            incident._go_on_holding()
        if found:
            self.concat(*found)._notify_changed()

    # -- the beginning ---------------------------------------------------------

    def _raise(self, company, rising, refused):
        """Open incidents; what mostly is in one already becomes a part of it.

        :param rising: see ``_rising``
        :param refused: keys of what was no incident lately
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
            lambda m: not m._needs_person() and not m._is_refused(refused)
        )
        for key, _count, levels in rising:
            members = recent.filtered(lambda m, key=key: key in m._volume_keys())
            people = len(members.profile_id)
            if people >= levels.starts:
                incident = self._sharing(members, recent) or self._open(
                    members, key, people, levels
                )
                if incident._add_key(key, people, levels).watched:
                    incident._take_in(
                        members.filtered(
                            lambda m, own={key: incident}: m._incident_among(own)
                        )
                    )

    def _sharing(self, members, recent):
        """The incident that a good part of the members is in or shares a hashtag or
        copies with: what has nothing to do with it has hardly any."""
        watched = self._watched(members.company_id)
        shared = Counter()
        for mention in members:
            keys = watched.keys() & mention._volume_keys()
            shared.update({watched[key] for key in keys} | set(mention.incident_id))
        for incident, count in shared.most_common(1):
            if incident.state == "open" and count >= SHARED * len(members):
                return incident
        return self._of_same_people(members, recent)

    def _of_same_people(self, members, recent):
        """The incident that most of these people are in already, unless they have come
        to something else."""
        topic, people = self._topic_of(members), members.profile_id
        for incident, own in recent.grouped("incident_id").items():
            same = 2 * len(own.profile_id & people) >= len(people)
            if same and incident.state == "open" and topic <= incident.topic_id:
                return incident
        return self.browse()

    def _open(self, members, key, count, levels):
        first = members[-1]
        topic = self._topic_of(members)
        team = topic.team_id.filtered(first._can_be_with) or first._get_default_team()
        incident = self.create(
            {
                "name": self.env._(
                    "Unusually many: %s", topic.name or self._key_name(key)
                ),
                "company_id": first.company_id.id,
                "topic_id": topic.id,
                "team_id": team.id,
                "usual": levels.usual,
                "peak": count,
            }
        )
        incident._make_ticket(first.account_id)
        incident._tell_supervisors(incident.name, incident._story())
        incident._message_log(body=incident._story())
        return incident

    def _topic_of(self, members):
        """What most of them are about, if there is such a topic."""
        topic, own = max(
            members.grouped("topic_id").items(), key=lambda pair: len(pair[1])
        )
        return topic if 2 * len(own) >= len(members) else topic.browse()

    def _key_name(self, key):
        """In words; of copies nothing is quoted, since no erasure would find it."""
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
                "name": self._key_name(key),
                "count": count,
                "usual": levels.usual,
                "watched": self._tells(key),
            }
        )

    def _tells(self, key):
        """Whether to collect by it. Words such as "again", and other topics, rise with
        a storm; who says them alone has a matter of their own."""
        if not self.key_ids or key.startswith(("group:", "term:#")):
            return True
        kind, _colon, value = key.partition(":")
        return kind == "topic" and self.topic_id.id in (False, int(value))

    def _make_ticket(self, account):
        tickets = self.env["helpdesk.ticket"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        self.ticket_id = tickets.create(
            {
                "name": self.name,
                "description": self.env._(
                    "Many people say the same: see the incident."
                ),
                "team_id": self.team_id.id,
                "channel_id": account.channel_id.id,
                "company_id": self.company_id.id,
                "priority": "3",
                "user_id": False,
            }
        )

    def _take_in(self, members):
        """What came before the incident was raised, as far as nobody has begun, and
        what has just come and has no way yet."""
        free = members.filtered(lambda m: not m.incident_id)
        free -= free._exceptions_of(self)
        free.filtered(lambda m: m.state == "context").incident_id = self
        begun = free.filtered(lambda m: m._is_untouched())
        begun -= begun._beside_another_matter()
        tickets = begun.ticket_id
        begun._enter_incident(self)
        for ticket in tickets - begun._on_tickets(tickets).ticket_id:
            ticket._social_care_close_as_duplicate(self.ticket_id)

    # -- the end ---------------------------------------------------------------

    @api.model
    def _cron_look(self):
        """Look at each open incident; three calm looks in a row end it. In random
        order and for some seconds: what is not looked at now is so another time."""
        pace = Pace(LOOK_SECONDS)
        open_ones = self.search([("state", "=", "open")]).grouped("company_id")
        companies = list(open_ones)
        random.shuffle(companies)
        for company in companies:
            open_ones[company]._look(company)
            if pace.is_over():
                break

    def _look(self, company):
        keys = self.key_ids.filtered("watched").mapped("key")
        counts = self._people(company, keys) if keys else {}
        for incident in self:
            incident._look_at(counts)

    def _people(self, company, keys):
        """{key: how many people said it in the window}, without what belongs to an
        incident that has ended: one who goes on and on keeps no incident open."""
        self.env["social.care.mention"].flush_model()
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

    def _look_at(self, counts):
        """What was usual when it was raised counts: later hours have the storm itself
        in them.

        :param counts: dict of key to people in the window
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
