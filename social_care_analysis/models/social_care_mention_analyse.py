# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.queue_job.job import identity_exact

from ..tools.reading import Batch
from ..tools.sample import Sample
from ..tools.watched import watched
from ..tools.worth import spare_danger

LATELY, MOST_BEFORE = timedelta(hours=48), 20
BACKLOG = 2000
CHUNK = 500


class SocialCareMention(models.Model):
    """From a text to verdicts, in batches of one company."""

    _inherit = "social.care.mention"

    def _route(self):
        theirs = self.filtered(lambda m: not m.is_own and not m.deleted_at)
        theirs._analyse()
        theirs._find_copies()
        theirs._watch()
        result = super()._route()
        theirs._after_analysis()
        return result

    def _after_analysis(self):
        """For addons that have a slower step: called once a batch has its way."""

    def _add_version(self, version):
        """A new text, a new verdict."""
        before = self.text
        result = super()._add_version(version)
        if self.text != before and not self.is_own:
            was_aside = self.state == "ignored" and self.worth not in (False, "worth")
            self._analyse()
            self._compare_anew()
            self._after_analysis()
            if was_aside:
                self._come_back()
            if self.state == "incident" and self._needs_person():
                self._leave_incident()
        return result

    def _come_back(self):
        """What its author made worth an answer does not stay aside."""
        back = self.filtered(lambda m: m.worth == "worth" and not m.rule_id)
        back.state = "inbox"
        back.thread_id._notify_changed(back, inbox=True)

    def _analyse(self):
        """Give these mentions their verdicts; what a person corrected stays."""
        for company, mentions in self.grouped("company_id").items():
            sample = mentions._sample()
            mentions._take_all(sample, self._judge_texts(company, sample))

    @api.model
    def _judge_texts(self, company, sample):
        """What the company's steps say of a Sample: dict of kind to verdicts."""
        steps = self.env["social.care.analysis.step"].sudo()
        languages = steps._judge(company, "language", sample)
        sample.batch = Batch(sample.cleaned, languages)
        sample.moods = steps._judge(company, "sentiment", sample)
        sample.hastes = steps._judge(company, "urgency", sample)
        return {
            "language": languages,
            "sentiment": sample.moods,
            "urgency": sample.hastes,
            "topic": steps._judge(company, "topic", sample),
            "worth": spare_danger(
                steps._judge(company, "worth", sample), sample.batch.hits
            ),
        }

    def _sample(self):
        told = self._told_before()
        return Sample(
            texts=[mention.text or "" for mention in self],
            hints=[mention.language or "" for mention in self],
            reaches=self.mapped("reach"),
            messages=[told[mention.id][0] for mention in self],
            repeats=[told[mention.id][1] for mention in self],
        )

    def _told_before(self):
        """Of each mention: how many of its author's lately, and how many of those say
        the very same; itself counted, and no more than matters."""
        self.flush_model(["text", "profile_id", "effective_at"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT m.id, count(o.id), count(o.id) FILTER (WHERE o.text = m.text)
                FROM social_care_mention m
                CROSS JOIN LATERAL (
                    SELECT id, text FROM social_care_mention
                    WHERE profile_id = m.profile_id
                        AND effective_at <= m.effective_at
                        AND effective_at > m.effective_at - %s
                    ORDER BY effective_at DESC
                    LIMIT %s
                ) o
                WHERE m.id IN %s
                GROUP BY m.id
                """,
                LATELY,
                MOST_BEFORE,
                tuple(self.ids) or (0,),
            )
        )
        told = dict.fromkeys(self.ids, (1, 1))
        return told | {id_: (max(own, 1), max(same, 1)) for id_, own, same in rows}

    # -- writing them down -----------------------------------------------------

    def _take_all(self, sample, verdicts):
        """Write down what the steps say of a Sample of these mentions.

        :param verdicts: as ``_judge_texts`` gives them
        """
        names = self.env["social.care.account"].sudo()._own_terms(self.company_id)
        kinds, batch = list(verdicts), sample.batch
        rows = zip(self, batch.texts, batch.hits, *verdicts.values(), strict=True)
        for mention, text, hits, *own in rows:
            mention._take(dict(zip(kinds, own, strict=True)))
            mention._watch_terms(watched(text, hits, names))

    def _take_verdicts(self, kind, verdicts):
        """Verdicts that come later, from a slower step: written down unless a person
        said something else; a ticket that nobody has begun with follows."""
        for mention, verdict in zip(self, verdicts, strict=True):
            team = mention._topic_team()
            mention._take({kind: verdict})
            mention._follow_on_ticket(team)
        self.thread_id._refresh()
        self.thread_id._notify_changed(self)

    def _topic_team(self):
        """Whose ticket it would be where no rule names a team."""
        team = self.topic_id.team_id.filtered(self._can_be_with)
        return team or self._get_default_team()

    def _follow_on_ticket(self, team):
        """Bring an untouched ticket to the topic, unless a rule or a person gave it to
        a team of their choice.

        :param team: whose it was by the topic before
        """
        ticket = self._lone_ticket()
        if not ticket:
            return
        if ticket.team_id == team != self._topic_team():
            ticket.team_id = self._topic_team()
        self._tag_ticket()

    def _tag_ticket(self):
        """The topic's tags come to the ticket; its team only while nobody is there,
        since who corrects a topic must not lose the ticket out of their hands."""
        missing = self.topic_id.tag_ids - self.ticket_id.tag_ids
        if self.ticket_id and missing:
            self.ticket_id.tag_ids |= missing

    def _take(self, verdicts):
        """Write down verdicts, except of kinds that a person corrected."""
        known = self.verdicts or {}
        fresh = {
            kind: verdict
            for kind, verdict in verdicts.items()
            if "by" not in known.get(kind, {})
        }
        vals = {}
        for kind, verdict in fresh.items():
            vals |= getattr(self, f"_{kind}_vals")(verdict)
        told = {
            kind: self._because(kind, verdict)
            for kind, verdict in fresh.items()
            if kind != "language"
        }
        self.write({**vals, "verdicts": known | told})
        if "topic" in fresh:
            self._watch_topic()

    def _language_vals(self, language):
        return {"detected_language": language or False}

    def _sentiment_vals(self, verdict):
        return {"sentiment": verdict.label, "sentiment_score": verdict.score}

    def _urgency_vals(self, verdict):
        return {"urgency": str(verdict.level)}

    def _topic_vals(self, verdict):
        return {"topic_id": int(verdict.label) if verdict.label else False}

    def _worth_vals(self, verdict):
        return {"worth": verdict.reason or "worth"}

    def _because(self, kind, verdict):
        """What a person is told of how a verdict came to be."""
        told = {"words": list(verdict.words)}
        if kind == "urgency":
            told["because"] = list(verdict.because)
        else:
            told["sure"] = verdict.sure
        return told

    def _watch_terms(self, terms):
        topics = [key for key in self.watch_keys or [] if key.startswith("topic:")]
        self._set_watch_keys(topics + [f"term:{term}" for term in terms])

    def _watch_topic(self):
        rest = [key for key in self.watch_keys or [] if not key.startswith("topic:")]
        topic = [f"topic:{self.topic_id.id}"] if self.topic_id else []
        self._set_watch_keys(topic + rest)

    def _set_watch_keys(self, keys):
        """Most mentions have none, and need no write to say so."""
        if keys != (self.watch_keys or []):
            self.watch_keys = keys

    # -- what was there before -------------------------------------------------

    @api.model
    def _enqueue_backlog(self):
        """Analyse what came before this addon did, newest first, within bounds."""
        found = self.search(
            [("is_own", "=", False), ("text", "!=", False), ("sentiment", "=", False)],
            limit=BACKLOG,
        )
        found._enqueue_again()

    def _enqueue_again(self):
        for start in range(0, len(self), CHUNK):
            self[start : start + CHUNK].with_delay(
                priority=25,
                description=self.env._("Analyse mentions"),
                identity_key=identity_exact,
            )._analyse_again()

    def _analyse_again(self):
        """Job: new verdicts for old mentions; what became of them stays."""
        alive = self.exists().filtered(lambda m: m.text and not m.is_own)
        uncounted = alive.filtered(lambda m: not m.sentiment)
        alive._analyse()
        alive._find_copies()
        self.env["social.care.volume"]._add(uncounted)
        alive.thread_id._refresh()
        alive.thread_id._notify_changed(alive)
        alive._after_analysis()

    def action_analyse_again(self):
        """After topics or settings changed: judge these mentions anew, in a job."""
        self.env.user._social_care_check_supervisor()
        self.check_access("read")
        self.sudo()._enqueue_again()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%s mentions are being analysed.", len(self)),
                "type": "info",
            },
        }
