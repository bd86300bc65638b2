# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.queue_job.job import identity_exact

from ..tools import gate
from ..tools.reading import read_known
from ..tools.relevance import RELEVANT
from ..tools.sample import Sample
from ..tools.urgency import HIGHEST, list_dangers
from ..tools.watched import watched

# How far back an author's earlier messages count, and how many of them.
LATELY, MOST_BEFORE = timedelta(hours=48), 20
# How many old mentions an installation analyzes, and how many one job takes.
BACKLOG = 2000
CHUNK = 500
# How many mentions one job of a deferred handler takes.
SECOND_LOOK_CHUNK = 200
_RECENT_MESSAGES = """
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
"""


class SocialCareMentionAnalysis(models.AbstractModel):
    """The analysis of a mention: from its text to verdicts, and their correction."""

    _name = "social.care.mention.analysis"
    _description = "Analysis of a Mention"

    def _route(self):
        theirs = self.filtered(lambda m: not m.is_own and not m.deleted_at)
        theirs._analyze()
        theirs._find_copies()
        theirs._watch_volume()
        result = super()._route()
        theirs._enqueue_second_looks()
        return result

    def _add_version(self, version):
        """Analyze an edited text anew."""
        before = self.text
        result = super()._add_version(version)
        if self.text != before and not self.is_own:
            was_aside = self.state == "ignored" and self._is_irrelevant()
            self._reopen_urgency(before or "")
            self._analyze()
            self._regroup_after_edit()
            self._enqueue_second_looks()
            if was_aside:
                self._bring_back_relevant()
            if self.state == "incident" and self._is_individual_case():
                self._leave_incident()
        return result

    def _reopen_urgency(self, before):
        """Let the analysis judge the urgency again that a person corrected, if an edit
        adds danger: the person read another text.

        :param before: the text before the edit
        """
        if not self._is_set_by_hand("urgency"):
            return
        texts, language = [before, self.text or ""], self.detected_language or ""
        then, now = read_known(texts, [language, language]).findings
        if list_dangers(now) - list_dangers(then):
            kept = dict(self.verdicts)
            del kept["urgency"]
            self.verdicts = kept

    def _bring_back_relevant(self):
        """Move mentions to the inbox whose edited text made them relevant."""
        self.filtered(lambda m: m.relevance == RELEVANT and not m.rule_id)._bring_back()

    def _bring_back(self):
        """Move mentions that were set aside to the inbox."""
        self.state = "inbox"
        self.thread_id._notify_changed(self, inbox=True)

    # -- judging ---------------------------------------------------------------

    def _analyze(self):
        """Judge these mentions; verdicts that a person corrected stay."""
        for company, mentions in self.grouped("company_id").items():
            sample = mentions._build_sample()
            mentions._write_sample(sample, self._judge_texts(company, sample))

    @api.model
    def _judge_texts(self, company, sample):
        """Run all steps of the analysis.

        :param company: the ``res.company`` whose handlers and models judge
        :param sample: a ``tools.sample.Sample``
        :return: {kind: list of one verdict for each text}
        """
        steps = self.env["social.care.analysis.step"].sudo()
        for kind in self.env["social.care.analysis.kind"]._get_all():
            sample.verdicts[kind._get_kind()] = steps._judge(company, kind, sample)
        return sample.verdicts

    def _build_sample(self):
        """Return the ``tools.sample.Sample`` of these mentions."""
        counts = self._count_recent_messages()
        return Sample(
            texts=[mention.text or "" for mention in self],
            hints=[mention.language or "" for mention in self],
            reaches=self.mapped("reach"),
            messages=[counts[mention.id][0] for mention in self],
            repeats=[counts[mention.id][1] for mention in self],
        )

    def _count_recent_messages(self):
        """Count what the author of each mention wrote lately, itself included.

        :return: {id: (messages, those with the very same text)}, both up to
            ``MOST_BEFORE``
        """
        self.flush_model(["text", "profile_id", "effective_at"])
        # SQL: one query with a limit for each mention; the ORM would need one each.
        rows = self.env.execute_query(
            SQL(_RECENT_MESSAGES, LATELY, MOST_BEFORE, tuple(self.ids) or (0,))
        )
        counts = dict.fromkeys(self.ids, (1, 1))
        return counts | {id_: (max(own, 1), max(same, 1)) for id_, own, same in rows}

    # -- writing verdicts ------------------------------------------------------

    def _write_sample(self, sample, verdicts):
        """Write the verdicts of a sample of these mentions.

        :param verdicts: as ``_judge_texts`` returns them
        """
        names = self.env["social.care.account"].sudo()._get_own_terms(self.company_id)
        kinds, batch = list(verdicts), sample.batch
        read = zip(batch.texts, batch.hits, batch.findings, strict=True)
        rows = zip(self, read, *verdicts.values(), strict=True)
        for mention, (text, hits, findings), *own in rows:
            mention._write_verdicts(dict(zip(kinds, own, strict=True)))
            mention._watch_terms(watched(text, hits, names, findings))

    def _write_verdicts(self, verdicts):
        """Write verdicts, except of kinds that a person corrected.

        :param verdicts: {kind: verdict}
        """
        known, kinds = self.verdicts or {}, self.env["social.care.analysis.kind"]
        vals, grounds = {}, {}
        for code, verdict in verdicts.items():
            if not self._is_set_by_hand(code):
                kind = kinds._get(code)
                vals |= kind._get_mention_vals(verdict)
                grounds[code] = kind._get_grounds(verdict)
        told = {code: own for code, own in grounds.items() if own is not None}
        self.write({**vals, "verdicts": known | told})
        if "topic" in grounds:
            self._watch_topic()

    def _is_set_by_hand(self, kind):
        """Return whether a person corrected this kind of verdict."""
        return "by" in (self.verdicts or {}).get(kind, {})

    def _watch_terms(self, terms):
        topics = [key for key in self.watch_keys or [] if key.startswith("topic:")]
        self._set_watch_keys(topics + [f"term:{term}" for term in terms])

    def _watch_topic(self):
        rest = [key for key in self.watch_keys or [] if not key.startswith("topic:")]
        topic = [f"topic:{self.topic_id.id}"] if self.topic_id else []
        self._set_watch_keys(topic + rest)

    def _set_watch_keys(self, keys):
        """Most mentions have none: skip the write for them."""
        if keys != (self.watch_keys or []):
            self.watch_keys = keys

    # -- deferred handlers -----------------------------------------------------

    def _enqueue_second_looks(self):
        """Enqueue jobs of the deferred handlers that the companies use."""
        steps = self.env["social.care.analysis.step"].sudo()
        for company, mentions in self.grouped("company_id").items():
            for kind, handler in steps._get_deferred(company).items():
                mentions._filter_unsure(kind, handler)._enqueue_second_look(kind)

    def _filter_unsure(self, kind, handler):
        """Return the mentions that a deferred handler should look at.

        :param kind: code of the step
        :param handler: model of the handler
        """
        return self.filtered(
            lambda mention: (
                mention.text
                and not mention.deleted_at
                and not mention._is_irrelevant()
                and not mention._is_set_by_hand(kind)
                and handler._is_unsure(mention)
            )
        )

    def _enqueue_second_look(self, kind):
        for start in range(0, len(self), SECOND_LOOK_CHUNK):
            self[start : start + SECOND_LOOK_CHUNK].with_delay(
                priority=30, description=self.env._("Analyze mentions again: %s", kind)
            )._take_second_look(kind)

    def _take_second_look(self, kind):
        """Job (may commit): judge mentions of one company by its deferred handler, as
        many as there is time for; another job takes the rest.

        It commits before it writes, since judging takes seconds, and must not get in
        the way of a person who corrects a mention meanwhile.

        :param kind: code of the step
        """
        waiting = self.exists()
        steps = self.env["social.care.analysis.step"].sudo()
        handler = steps._get_deferred(waiting.company_id).get(kind)
        if handler is None:
            return
        verdicts = waiting._filter_unsure(kind, handler)._judge_again(handler)
        self.env.cr.commit()  # pylint: disable=invalid-commit
        self.env.invalidate_all()
        alive = waiting.exists()._filter_unsure(kind, handler)
        ready = alive.filtered(lambda mention: mention.text in verdicts)
        ready._write_late_verdicts(kind, verdicts)
        if verdicts:
            (alive - ready)._enqueue_second_look(kind)

    def _judge_again(self, handler):
        """Judge each text once, copies together, by a deferred handler.

        :return: {text: verdict}, of the texts that there was time for
        """
        if not self:
            return {}
        first = {mention.text: mention for mention in reversed(self)}
        mentions = self.filtered(lambda mention: mention == first[mention.text])
        sample = mentions._build_sample()
        sample.verdicts["language"] = [m.detected_language or "" for m in mentions]
        verdicts = (
            self.env["social.care.analysis.step"]
            .sudo()
            ._judge_deferred(self.company_id, handler, sample)
        )
        return dict(zip(sample.texts, verdicts, strict=False))

    def _write_late_verdicts(self, kind, verdicts):
        """Write verdicts that come after routing, and let untouched tickets follow.

        :param kind: code of the step
        :param verdicts: {text: verdict}
        """
        for mention in self:
            team = mention._get_topic_team()
            mention._write_verdicts({kind: verdicts[mention.text]})
            mention._move_untouched_ticket(team)
        self.thread_id._refresh()
        self.thread_id._notify_changed(self)

    def _get_topic_team(self):
        """Return the team that gets the ticket where no rule names one."""
        team = self.topic_id.team_id.filtered(self._can_be_with)
        return team or self._get_default_team()

    def _move_untouched_ticket(self, team):
        """Move an untouched ticket to the topic's team, unless a rule or a person chose
        its team.

        :param team: the team by the topic before
        """
        ticket = self._get_untouched_ticket()
        if not ticket:
            return
        if ticket.team_id == team != self._get_topic_team():
            ticket.team_id = self._get_topic_team()
        self._tag_ticket()

    def _tag_ticket(self):
        """Add the topic's tags to the ticket. Its team stays: who corrects a topic must
        not lose the ticket that they work on.
        """
        missing = self.topic_id.tag_ids - self.ticket_id.tag_ids
        if self.ticket_id and missing:
            self.ticket_id.tag_ids |= missing

    # -- old mentions ----------------------------------------------------------

    @api.model
    def _enqueue_backlog(self):
        """Enqueue the analysis of the latest mentions that came before this addon."""
        found = self.search(
            [("is_own", "=", False), ("text", "!=", False), ("sentiment", "=", False)],
            limit=BACKLOG,
        )
        found._enqueue_analysis()

    def _enqueue_analysis(self):
        for start in range(0, len(self), CHUNK):
            self[start : start + CHUNK].with_delay(
                priority=25,
                description=self.env._("Analyze mentions"),
                identity_key=identity_exact,
            )._analyze_again()

    def _analyze_again(self):
        """Job: judge old mentions anew; their state stays."""
        alive = self.exists().filtered(lambda m: m.text and not m.is_own)
        uncounted = alive.filtered(lambda m: not m.sentiment)
        alive._analyze()
        alive._find_copies()
        self.env["social.care.volume"]._add(uncounted)
        alive.thread_id._refresh()
        alive.thread_id._notify_changed(alive)
        alive._enqueue_second_looks()

    # -- corrections -----------------------------------------------------------

    def _get_choices(self, kind, companies):
        step = self.env["social.care.analysis.kind"]._get(kind)
        return step._get_correction_choices(companies)

    def _check_choice(self, kind, value):
        if kind not in self.env["social.care.analysis.kind"]._get_correctable():
            raise UserError(self.env._("There is no such verdict to correct."))
        for company in self.company_id:
            choices = self._get_choices(kind, company)
            if value not in [choice[0] for choice in choices]:
                raise UserError(
                    self.env._(
                        "%s does not have this choice anymore. Reload the page.",
                        company.name,
                    )
                )

    def _record_correction(self, kind, value):
        """Set a verdict by hand, and keep it as training data and in the log."""
        self.env["social.care.correction"].sudo()._record(self, kind, value)
        before = {mention: mention._describe_verdict(kind) for mention in self}
        for mention in self:
            mention._set_by_hand(kind, value)
        self.env["social.care.log"]._note(
            self,
            "corrected",
            lambda m: f"{before[m]} → {m._describe_verdict(kind)}",
        )

    def _describe_verdict(self, kind):
        """Return, for example, “Urgency: Soon”."""
        step = self.env["social.care.analysis.kind"]._get(kind)
        field = self._fields[step._mention_field]
        words = value = self[field.name]
        if field.type == "many2one":
            words = value.display_name
        elif field.type == "selection":
            words = dict(field._description_selection(self.env)).get(value)
        return f"{step._get_label()}: {words or '–'}"

    def _set_by_hand(self, kind, value):
        vals = (
            self.env["social.care.analysis.kind"]._get(kind)._get_correction_vals(value)
        )
        by = {"by": self.env.user.name, "words": [], "sure": 1}
        verdicts = {**(self.verdicts or {}), kind: by}
        self.write({**vals, "is_corrected": True, "verdicts": verdicts})
        if kind == "topic":
            self._watch_topic()
            self._tag_ticket()

    def _apply_relevance_correction(self, kind):
        """Route what turned out to be relevant, and set aside what did not."""
        if kind != "relevance":
            return
        back = self.filtered(lambda m: m.relevance == RELEVANT and m.state == "ignored")
        back._apply_decisions(self.env["social.care.rule"]._decide(back))
        aside = self.filtered(lambda m: m.relevance != RELEVANT and m.state == "inbox")
        aside.state = "ignored"

    # -- trial of models -------------------------------------------------------

    def _judge_with(self, company, learned):
        """Judge these mentions with other models; nothing is written.

        :param learned: {kind: ``learner.Model``}, None for the word lists alone
        :return: {kind: list of one verdict for each mention}
        """
        if not self:
            return {kind: [] for kind in learned}
        sample = self._build_sample()
        sample.models = learned
        return self._judge_texts(company, sample)

    def _predict_outcomes(self, verdicts):
        """Predict what would become of these mentions with other verdicts.

        Where a person corrected a mention, that verdict holds: nobody is set aside by
        calling it irrelevant, and no danger is missed where a person denied it.

        :param verdicts: as ``_judge_with`` returns them
        :return: for each mention a pair (is set aside, is danger)
        """
        rows = zip(self, verdicts["relevance"], verdicts["urgency"], strict=True)
        return [
            mention._predict_outcome(bool(own.reason), haste.level == HIGHEST)
            for mention, own, haste in rows
        ]

    def _predict_outcome(self, aside, danger):
        is_irrelevant = self._is_set_by_hand("relevance") and self._is_irrelevant()
        is_harmless = self._is_set_by_hand("urgency") and not self._is_pressing()
        return (
            aside and not is_irrelevant and not self._has_to_be_read(),
            danger and not is_harmless,
        )

    def _count_changes(self, kind, verdicts):
        """Count the verdicts of a kind that other verdicts change and nobody corrected.

        :param verdicts: as ``_judge_with`` returns them
        """
        step = self.env["social.care.analysis.kind"]._get(kind)
        return sum(
            step._get_mention_vals(own)[step._mention_field]
            != step._get_stored_label(mention)
            for mention, own in zip(self, verdicts[kind], strict=True)
            if mention._has_untouched(kind)
        )

    def _limit_changes(self, kind):
        """Return how many verdicts of a kind that nobody corrected a model may change,
        see ``tools.gate``.
        """
        corrections = self.sudo().correction_ids.filtered(lambda own: own.kind == kind)
        wrong = corrections.filtered(lambda own: own.before != own.value)
        handled = self.filtered(lambda m: m.answered_at or m.handled_at)
        return gate.limit_changes(
            sum(mention._has_untouched(kind) for mention in self),
            len(handled | corrections.mention_id),
            len(wrong),
        )

    def _has_untouched(self, kind):
        """Return whether this mention has a verdict that nobody corrected."""
        return kind in (self.verdicts or {}) and not self._is_set_by_hand(kind)
