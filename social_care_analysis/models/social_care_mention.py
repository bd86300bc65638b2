# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools import urgency, worth

WORTH = [
    ("worth", "Relevance"),
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
URGENCY = [("0", "Can wait"), ("1", "Soon"), ("2", "Urgent"), ("3", "Danger")]


class SocialCareMention(models.Model):
    """What the analysis says of a mention."""

    _inherit = "social.care.mention"

    state = fields.Selection(
        selection_add=[("incident", "In an incident")],
        ondelete={"incident": lambda mentions: mentions._end_with_addon()},
    )
    detected_language = fields.Char(
        string="Language found", readonly=True, help="Empty where it cannot be told."
    )
    sentiment = fields.Selection(SENTIMENT, readonly=True)
    sentiment_score = fields.Float(
        string="Sentiment from -1 to 1", readonly=True, aggregator="avg"
    )
    urgency = fields.Selection(URGENCY, readonly=True)
    topic_id = fields.Many2one(
        "social.care.topic", readonly=True, index="btree_not_null", ondelete="set null"
    )
    worth = fields.Selection(WORTH, readonly=True)
    verdicts = fields.Json(
        readonly=True,
        help="By kind: how sure, on what words it rests, and who corrected it.",
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

    def _is_pressing(self):
        """Somebody may come to harm."""
        return self.urgency == str(urgency.HIGHEST)

    def _end_with_addon(self):
        """Without incidents whoever waits for an answer waits in the inbox."""
        waiting = self.filtered(lambda m: not m.answered_at and not m.deleted_at)
        waiting.state = "inbox"
        (self - waiting).state = "context"
        self.thread_id._refresh()

    # -- what becomes of it ----------------------------------------------------

    def _decide_outcome(self, rule):
        """What is surely not worth an answer goes aside, with its reason; a post of a
        storm to its incident."""
        state, rule = super()._decide_outcome(rule)
        if self._goes_aside(rule):
            return "ignored", rule.browse()
        if self.incident_id:
            return "incident", rule.browse()
        return state, rule

    def _goes_aside(self, rule):
        """Whether this mention is set aside: not what must be read, nor where a rule
        speaks of relevance itself, nor where a person reads everything anyway.

        :param rule: the ``social.care.rule`` that acts, may be empty
        """
        aside = self.worth and self.worth != worth.WORTH
        aside = aside and self.company_id.social_care_put_aside
        stage = self.stream_id.stage or "manual"
        heard = rule.worth or self._must_be_read()
        return bool(aside and stage != "manual" and not heard)

    def _must_be_read(self):
        """Whether no machine may set this mention aside: it is private or says danger,
        or its author is a contact or somebody whom we ever answered."""
        author = self.profile_id
        return bool(
            self.private
            or self._is_pressing()
            or author.partner_id
            or author.is_answered
        )

    def _note_aside(self, rule):
        """What the analysis put aside is there for what it was found to be."""
        if rule:
            return super()._note_aside(rule)
        labels = dict(self._fields["worth"]._description_selection(self.env))
        return self.env["social.care.log"]._note(
            self, "set_aside", lambda mention: labels.get(mention.worth, "")
        )

    def _alert(self, decisions):
        """Nobody is woken for what goes aside; of a storm its incident tells."""
        heard = self.filtered(
            lambda m: not m._goes_aside(decisions[m]) and not m.incident_id
        )
        return super(SocialCareMention, heard)._alert(decisions)

    def _get_ticket_vals(self, decided):
        """The topic's team where neither rule nor person named one, its tags, and a
        priority by urgency."""
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

    # -- personal data ---------------------------------------------------------

    def _erase(self, words):
        """What was learnt from is forgotten too: corrections, signatures, and the
        words that a verdict rests on."""
        result = super()._erase(words)
        own = [("mention_id", "in", self.ids)]
        self.env["social.care.correction"].search(own).unlink()
        self.env["social.care.signature"].search(own).unlink()
        for mention in self.filtered("verdicts"):
            mention.verdicts = {
                kind: {**verdict, "words": []}
                for kind, verdict in mention.verdicts.items()
            }
        self.watch_keys = False
        return result

    def _export(self):
        """What is thought of a person's words is about them, too."""
        said = {
            "language": self.detected_language or None,
            "sentiment": self.sentiment or None,
            "urgency": self.urgency or None,
            "topic": self.topic_id.name or None,
            "worth": self.worth or None,
            "corrected": {one.kind: one.label for one in self.correction_ids},
        }
        return {**super()._export(), "analysis": said}

    # -- the conversation panel ------------------------------------------------

    def _get_panel_values(self):
        return {**super()._get_panel_values(), "analysis": self._panel_analysis()}

    def _panel_analysis(self):
        # Another team's incident may have collected it: its name is no secret.
        topic, incident = self.topic_id, self.incident_id.sudo()
        return {
            "language": self.detected_language or "",
            "sentiment": self.sentiment or "",
            "urgency": self.urgency or "",
            "topic": topic
            and {"id": topic.id, "name": topic.name, "color": topic.color}
            or False,
            "worth": self.worth or "",
            "copies": self.copy_count,
            "verdicts": self.verdicts or {},
            "incident": incident
            and {"id": incident.id, "name": incident.name}
            or False,
        }
