# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.arguments import is_label, is_text, takes

from ..tools import duplicates
from ..tools.relevance import RELEVANT
from ..tools.text import read
from ..tools.urgency import HIGHEST
from ..tools.verdict import is_unsure

RELEVANCE = [
    (RELEVANT, "Relevant"),
    ("spam", "Spam"),
    ("advert", "Advert"),
    ("bot", "Bot"),
    ("job", "Job post"),
    ("other", "Different meaning"),
]
SENTIMENT = [
    ("negative", "Negative"),
    ("neutral", "Neutral"),
    ("positive", "Positive"),
]
# The kinds of data/urgency/kinds.txt, the most serious first.
URGENCY_KINDS = [
    ("self_harm", "Self-harm"),
    ("danger", "Danger"),
    ("vulnerable", "Vulnerable person"),
    ("data_leak", "Data leak"),
    ("legal", "Legal"),
    ("press", "Press"),
    ("outage", "Outage"),
]
URGENCY = [("0", "Can wait"), ("1", "Soon"), ("2", "Urgent"), ("3", "Danger")]


class SocialCareMention(models.Model):
    """The verdicts of the analysis on a mention, and what follows from them."""

    _name = "social.care.mention"
    _inherit = [
        "social.care.mention.self.harm",
        "social.care.mention.analysis",
        "social.care.mention.incident",
        "social.care.mention",
    ]

    state = fields.Selection(
        selection_add=[("incident", "In an incident")],
        ondelete={"incident": lambda mentions: mentions._reset_incident_state()},
    )
    detected_language = fields.Char(
        string="Language found", readonly=True, help="Empty where it cannot be told."
    )
    sentiment = fields.Selection(SENTIMENT, readonly=True)
    sentiment_score = fields.Float(
        string="Sentiment from -1 to 1", readonly=True, aggregator="avg"
    )
    urgency = fields.Selection(URGENCY, readonly=True)
    urgency_kind = fields.Selection(
        URGENCY_KINDS,
        string="Kind of urgency",
        readonly=True,
        help="What makes it urgent: the most serious matter that was found.",
    )
    urgency_guidance = fields.Text(
        string="What to do", compute="_compute_urgency_guidance"
    )
    topic_id = fields.Many2one(
        "social.care.topic", readonly=True, index="btree_not_null", ondelete="set null"
    )
    relevance = fields.Selection(RELEVANCE, readonly=True)
    verdicts = fields.Json(
        readonly=True,
        help="By kind: how sure, on what words it rests, and who corrected it.",
    )
    is_unsure = fields.Boolean(
        string="Unsure",
        compute="_compute_is_unsure",
        store=True,
        help="The analysis is less than 60 % sure of a verdict that nobody corrected.",
    )
    is_corrected = fields.Boolean(
        string="Corrected by hand", readonly=True, help="A person set a verdict."
    )
    correction_ids = fields.One2many(
        "social.care.correction",
        "mention_id",
        groups="social_care.group_social_care_supervisor",
    )
    watch_keys = fields.Json(
        readonly=True, help="Under what its volume is counted: topic, copies, terms."
    )
    group_id = fields.Many2one(
        "social.care.mention.group",
        string="Alike",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    original_id = fields.Many2one(
        "social.care.mention",
        string="Copy of",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="This is the very same post, passed on.",
    )
    copy_count = fields.Integer(string="Others like it", compute="_compute_copy_count")
    incident_id = fields.Many2one(
        "social.care.incident",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    exception_of_id = fields.Many2one(
        "social.care.incident",
        string="Exception of",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="It is about this incident, but needs an answer of its own.",
    )

    _analysis_idx = models.Index("(company_id, effective_at)")
    _self_harm_idx = models.Index(
        "(thread_id, profile_id) WHERE urgency_kind = 'self_harm'"
    )
    _author_idx = models.Index("(profile_id, effective_at)")
    _answered_idx = models.Index("(profile_id) WHERE answered_at IS NOT NULL")

    @api.depends("group_id.mention_ids")
    def _compute_copy_count(self):
        rows = self._read_group(
            [("group_id", "in", self.group_id.ids)], ["group_id"], ["__count"]
        )
        counts = dict(rows)
        for mention in self:
            mention.copy_count = max(counts.get(mention.group_id, 1) - 1, 0)

    @api.depends("verdicts")
    def _compute_is_unsure(self):
        fields_ = self.env["social.care.analysis.kind"]._get_correctable()
        for mention in self:
            verdicts = mention.verdicts or {}
            mention.is_unsure = any(
                mention[name] and is_unsure(verdicts.get(kind, {}))
                for kind, name in fields_.items()
            )

    @api.depends("urgency_kind", "company_id")
    @api.depends_context("lang")
    def _compute_urgency_guidance(self):
        guidance = self.env["helpdesk.ticket"]._social_care_get_guidance()
        for mention in self:
            own = mention._is_self_harm() and (
                mention.company_id.sudo().social_care_self_harm_guidance
            )
            mention.urgency_guidance = own or guidance.get(mention.urgency_kind, False)

    def _is_pressing(self):
        """Return whether somebody may come to harm."""
        return self.urgency == str(HIGHEST)

    def _is_irrelevant(self):
        """Return whether the analysis, or a person, found a reason not to reply."""
        return bool(self.relevance) and self.relevance != RELEVANT

    def _reset_incident_state(self):
        """Give mentions of incidents another state when this addon is uninstalled:
        without incidents, those that wait for a reply wait in the inbox.
        """
        waiting = self.filtered(lambda m: not m.answered_at and not m.deleted_at)
        waiting.state = "inbox"
        (self - waiting).state = "context"
        self.thread_id._refresh()

    # -- outcome ---------------------------------------------------------------

    def _decide_outcome(self, rule):
        """Set irrelevant mentions aside, and leave those of an incident to it."""
        state, rule = super()._decide_outcome(rule)
        if self._is_set_aside(rule):
            return "ignored", rule.browse()
        if self.incident_id:
            return "incident", rule.browse()
        return state, rule

    def _is_set_aside(self, rule):
        """Return whether this mention is set aside as irrelevant.

        It is not where a person has to read it, where the rule itself asks for a
        relevance, or in the manual stage, where a person reads everything.

        :param rule: the ``social.care.rule`` that acts, may be empty
        """
        is_wanted = self.company_id.social_care_set_aside_irrelevant
        is_manual = (self.stream_id.stage or "manual") == "manual"
        return bool(
            self._is_irrelevant()
            and is_wanted
            and not is_manual
            and not rule.relevance
            and not self._has_to_be_read()
        )

    def _has_to_be_read(self):
        """Return whether no machine may set this mention aside: it is private or names
        danger, or its author is a contact or was answered before.
        """
        author = self.profile_id
        return bool(
            self.private
            or self._is_pressing()
            or author._get_customer()
            or author.is_answered
        )

    def _note_aside(self, rule):
        """Log the relevance as the reason where the analysis set mentions aside."""
        if rule:
            return super()._note_aside(rule)
        labels = dict(self._fields["relevance"]._description_selection(self.env))
        return self.env["social.care.log"]._note(
            self, "set_aside", lambda mention: labels.get(mention.relevance, "")
        )

    def _alert(self, decisions):
        """Alert nobody of what is set aside, nor of a mention whose incident alerts."""
        heard = self.filtered(
            lambda m: not m._is_set_aside(decisions[m]) and not m.incident_id
        )
        return super(SocialCareMention, heard)._alert(decisions)

    def _get_ticket_vals(self, decided):
        """Add the topic's team, where neither rule nor person named one, its tags, and
        a priority by urgency.
        """
        vals = super()._get_ticket_vals(decided)
        topic = self.topic_id
        if topic.team_id and not decided.get("team_id"):
            vals["team_id"] = topic.team_id.id
        if topic.tag_ids:
            links = [fields.Command.link(tag.id) for tag in topic.tag_ids]
            vals["tag_ids"] = [*decided.get("tag_ids", []), *links]
        if self.urgency in ("2", "3"):
            vals.setdefault("priority", self.urgency)
        return vals

    # -- buttons and chips -----------------------------------------------------

    @takes(kind=is_text, value=is_label)
    def correct(self, kind, value):
        """Set a verdict by hand; the analysis learns from it.

        :param kind: language, sentiment, urgency, topic, relevance, or the kind of a
            step of another addon that has a field
        :param value: one of ``get_correction_choices``: a label; of a topic its id,
            False for none
        :raises AccessError: unless the user may read the mentions
        :raises UserError: if there is no such kind or value
        """
        self.check_access("read")
        mentions = self.sudo().filtered(lambda m: not m.is_own and not m.deleted_at)
        mentions._check_choice(kind, value)
        mentions._record_correction(kind, value)
        mentions._apply_relevance_correction(kind)
        mentions.thread_id._refresh()
        mentions.thread_id._notify_changed(mentions, inbox=kind == "relevance")

    @api.model
    def get_correction_choices(self):
        """Return {kind: [[value, words, ...]]} of what a person can choose; of a topic
        its color, too.
        """
        return {
            kind: self._get_choices(kind, self.env.companies)
            for kind in self.env["social.care.analysis.kind"]._get_correctable()
        }

    def action_restore(self):
        """Correct the relevance of what the analysis had set aside, too."""
        self.check_access("read")
        wrong = self.sudo().filtered(
            lambda m: m.state == "ignored" and m._is_irrelevant()
        )
        wrong._record_correction("relevance", RELEVANT)
        return super().action_restore()

    def action_analyze_again(self):
        """Judge these mentions anew in a job, after topics or settings changed.

        :raises AccessError: unless the user is a supervisor who may read them
        """
        self.env.user._social_care_check_supervisor()
        self.check_access("read")
        self.sudo()._enqueue_analysis()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%s mentions are being analyzed.", len(self)),
                "type": "info",
            },
        }

    def action_leave_incident(self):
        """Route mentions as if there were no incident.

        :raises AccessError: unless the user may read them, and is a supervisor where
            there are several
        """
        self.check_access("read")
        if len(self) > 1:
            self.env.user._social_care_check_supervisor()
        self.sudo().filtered(lambda m: m.state == "incident")._leave_incident()

    # -- copies ----------------------------------------------------------------

    def _find_copies(self):
        """Group mentions with those that said the same in the last days.

        A private message is never a copy: two people who write us the same have
        nothing to do with each other.
        """
        public = self.filtered(lambda m: not m.private and m.text and not m.group_id)
        for company, mentions in public.grouped("company_id").items():
            self.env["social.care.mention.group"]._group_mentions(company, mentions)

    def _regroup_after_edit(self):
        """Group mentions anew by their edited text."""
        own = [("mention_id", "in", self.ids)]
        self.env["social.care.signature"].search(own).unlink()
        self.write({"group_id": False, "original_id": False})
        self._find_copies()

    def _is_copy_of(self, original):
        """Return whether a mention with the same words passes another one on.

        Identical wording by different authors is not treated as a copy unless marked
        as a repost.
        """
        return self.profile_id == original.profile_id or duplicates.is_passed_on(
            read(self.text)
        )

    def _get_ticket_key(self):
        """Put a copy into its original's conversation, except in an incident."""
        original = self.original_id.thread_id
        return (
            original if original and not self.incident_id else super()._get_ticket_key()
        )

    def _join_ticket(self):
        return super()._join_ticket() or self._join_ticket_of_original()

    def _join_ticket_of_original(self):
        """Put a copy on the open ticket of its original.

        :return: whether it is on one
        """
        ticket = self._get_ticket_of_original()
        if not ticket or self.incident_id:
            return False
        place = {"ticket_id": ticket.id, "team_id": ticket.team_id.id}
        self.thread_id.write(place)
        self.write({"state": "ticket", **place})
        return True

    def _get_ticket_of_original(self):
        """Return the original's ticket; where that is closed, one of a later copy."""
        ticket = self.original_id.thread_id.ticket_id._social_care_find_original()
        if not ticket or (ticket.active and not ticket.closed):
            return ticket
        later = self.search(
            [
                ("original_id", "=", self.original_id.id),
                ("ticket_id", "!=", False),
                ("ticket_id.closed", "=", False),
            ],
            limit=1,
        )
        return later.thread_id._open_ticket()

    def _notify_joined(self):
        """Reposts do not count as a new customer message."""
        told = self.filtered(
            lambda m: m.original_id.profile_id in (m.profile_id, m.profile_id.browse())
        )
        return super(SocialCareMention, told)._notify_joined()

    # -- personal data ---------------------------------------------------------

    def _erase(self, words):
        """Erase what rests on the words, too: corrections, signatures, the words that a
        verdict quotes, and the kind of urgency, which may tell of somebody's health.
        """
        result = super()._erase(words)
        own = [("mention_id", "in", self.ids)]
        self.env["social.care.correction"].search(own).unlink()
        self.env["social.care.signature"].search(own).unlink()
        for mention in self.filtered("verdicts"):
            mention.verdicts = {
                kind: {**verdict, "words": []}
                for kind, verdict in mention.verdicts.items()
            }
        self.write({"watch_keys": False, "urgency_kind": False})
        return result

    def _get_language(self):
        return self.detected_language or super()._get_language()

    def _export(self):
        """Add the verdicts: what is thought of a person's words is about them, too."""
        verdicts = {
            "language": self.detected_language or None,
            "sentiment": self.sentiment or None,
            "urgency": self.urgency or None,
            "urgency_kind": self.urgency_kind or None,
            "topic": self.topic_id.name or None,
            "relevance": self.relevance or None,
            **{own["kind"]: own["label"] for own in self._get_other_verdicts()},
            "corrected": {c.kind: c.label for c in self.correction_ids},
        }
        return {**super()._export(), "analysis": verdicts}

    # -- the conversation panel ------------------------------------------------

    def _get_panel_values(self):
        return {**super()._get_panel_values(), "analysis": self._get_panel_analysis()}

    def _get_panel_analysis(self):
        # Another team's incident may have collected it: its name is no secret.
        topic, incident = self.topic_id, self.incident_id.sudo()
        return {
            "language": self.detected_language or "",
            "sentiment": self.sentiment or "",
            "urgency": self.urgency or "",
            "urgency_kind": self._describe_urgency_kind(),
            "topic": topic
            and {"id": topic.id, "name": topic.name, "color": topic.color}
            or False,
            "relevance": self.relevance or "",
            "others": self._get_other_verdicts(),
            "copies": self.copy_count,
            "verdicts": self.verdicts or {},
            "incident": incident
            and {"id": incident.id, "name": incident.name}
            or False,
        }

    @api.model
    def _get_urgency_kinds(self):
        """Return the selection of ``urgency_kind``, with what other addons add."""
        return self._fields["urgency_kind"]._description_selection(self.env)

    def _describe_urgency_kind(self):
        return dict(self._get_urgency_kinds()).get(self.urgency_kind, "")

    def _get_other_verdicts(self):
        """Return {kind, name, label} of each verdict that has no field."""
        verdicts = self.verdicts or {}
        return [
            {
                "kind": kind._get_kind(),
                "name": kind._get_label(),
                "label": verdicts[kind._get_kind()]["label"],
            }
            for kind in self.env["social.care.analysis.kind"]._get_all()
            if "label" in verdicts.get(kind._get_kind(), {})
        ]
