# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools import embedding, mood, nearest
from .social_care_embedding_trial import FEWEST

# A job reads texts for about this long and leaves the rest to another one: Odoo ends
# workers that use a minute of processor time.
SECONDS = 15
# More corrections hardly help and take long to read.
MOST = 3000
# The steps that it judges by meaning.
KINDS = ("topic", "sentiment")


class SocialCareEmbedding(models.Model):
    """Topics by meaning in one company: whether it uses them, and what they gain."""

    _name = "social.care.embedding"
    _inherit = "social.care.embedding.trial"
    _description = "Topics by Meaning"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    state = fields.Selection([("off", "Off"), ("on", "On")], compute="_compute_step")
    step_error = fields.Char(string="Error of the last job", compute="_compute_step")
    step_failed_at = fields.Datetime(
        string="Time of that error", compute="_compute_step"
    )
    is_trying = fields.Boolean(string="Trial running", readonly=True)
    progress = fields.Float(
        compute="_compute_progress",
        help="Share of the corrections that were read, in percent.",
    )
    tried_at = fields.Datetime(string="Last trial", readonly=True)
    method = fields.Selection(
        [
            ("none", "No corrections"),
            ("start", "Without training, on all corrections"),
            ("turns", "Cross-validation: each fifth, trained on the others"),
            ("held_back", "On held-back corrections, trained on the others"),
        ],
        readonly=True,
    )
    correction_count = fields.Integer(string="Corrections used", readonly=True)
    judged_count = fields.Integer(string="Corrections evaluated on", readonly=True)
    builtin_accuracy = fields.Float(readonly=True)
    builtin_f1 = fields.Float(readonly=True)
    embedding_accuracy = fields.Float(readonly=True)
    embedding_f1 = fields.Float(readonly=True)
    both_accuracy = fields.Float(readonly=True)
    both_f1 = fields.Float(readonly=True)
    better_count = fields.Integer(string="Correct only with it", readonly=True)
    worse_count = fields.Integer(string="Correct only without it", readonly=True)
    unsure_share = fields.Float(
        string="Share of unsure topics",
        readonly=True,
        help="Share of mentions whose topic the built-in analysis is not sure of. Only "
        "these are read.",
    )
    thousand_seconds = fields.Float(
        string="Seconds for 1,000 mentions",
        readonly=True,
        help="Processor time on one core of this machine, measured in the trial.",
    )
    sentiment_count = fields.Integer(
        string="Corrected sentiments",
        compute="_compute_sentiment_count",
        help="It judges sentiments, too, while fewer than 500 have been corrected.",
    )
    topic_ids = fields.One2many(
        "social.care.embedding.topic", "embedding_id", readonly=True
    )
    advice = fields.Text(compute="_compute_advice")
    failed_at = fields.Datetime(readonly=True)
    last_error = fields.Char(readonly=True)

    _once = models.Constraint("UNIQUE (company_id)", "Each company has one record.")

    def _compute_step(self):
        steps = self.env["social.care.analysis.step"].sudo()
        found = steps.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("kind", "in", KINDS),
                ("handler", "=", "embedding"),
            ]
        )
        by_company = found.grouped("company_id")
        for row in self:
            own = by_company.get(row.company_id, steps)
            failed = own.filtered("last_error")[:1]
            row.state = "on" if "topic" in own.mapped("kind") else "off"
            row.step_error = failed.last_error
            row.step_failed_at = failed.failed_at

    def _compute_sentiment_count(self):
        for row in self:
            row.sentiment_count = row.sudo()._count_corrections("sentiment")

    @api.depends("company_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._("Topics by meaning (%s)", row.company_id.name)

    @api.model
    def _find(self, company):
        """Return the record of a company, empty without one."""
        return self.search([("company_id", "=", company.id)])

    @api.model
    def _find_or_create(self, company):
        """Return the record of a company."""
        return self._find(company) or self.create({"company_id": company.id})

    @api.model
    def _action_open(self):
        """Open the form of the current company.

        :raises AccessError: unless the user is an administrator
        """
        self.check_access("read")
        row = self.sudo()._find_or_create(self.env.company)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Topics by Meaning"),
            "res_model": self._name,
            "res_id": row.id,
            "views": [(False, "form")],
        }

    # -- buttons ---------------------------------------------------------------

    def action_try(self):
        """Run a trial in a job."""
        self.ensure_one()
        self.check_access("read")
        self.sudo().write({"is_trying": True, "last_error": False, "failed_at": False})
        self.sudo()._enqueue_trial()

    def action_switch_on(self):
        """Make this the handler of the company's topic and sentiment steps, unless a
        step has a handler of another addon.

        :raises UserError: before a trial
        """
        handler = self.env["social.care.analysis.topic.embedding"]
        handler._check_ready(self.company_id)
        self._change_handlers("builtin", "embedding")

    def action_switch_off(self):
        """Make the built-in handler that of the company's steps again."""
        self._change_handlers("embedding", "builtin")

    def _change_handlers(self, before, after):
        self.ensure_one()
        self.check_access("read")
        for kind in KINDS:
            step = self._find_or_create_step(kind)
            if step.handler == before:
                step.handler = after
        self.invalidate_recordset(["state"])

    def _find_or_create_step(self, kind):
        steps = self.env["social.care.analysis.step"].sudo()
        own = {"company_id": self.company_id.id, "kind": kind}
        domain = [(name, "=", value) for name, value in own.items()]
        return steps.search(domain) or steps.create(own)

    def action_refresh(self):
        """Do nothing: the form reloads the record after any button."""
        self.check_access("read")

    # -- figures ---------------------------------------------------------------

    def _compute_progress(self):
        for row in self:
            corrections = row.sudo()._search_corrections()
            vectors = self.env["social.care.embedding.vector"].sudo()
            known = vectors._find(corrections)
            row.progress = 100 * len(known) / max(len(corrections), 1)

    @api.depends("tried_at", "judged_count", "better_count", "worse_count")
    def _compute_advice(self):
        for row in self:
            row.advice = row._get_advice() if row.tried_at else False

    def _get_advice(self):
        """Return what the figures say, and whether they are enough to say it."""
        if not self.judged_count:
            return self.env._(
                "No topic has been corrected yet, so there is nothing to evaluate. "
                "Until then, the names and keywords of your topics decide. Run another "
                "trial after some corrections."
            )
        if self.judged_count < FEWEST:
            return self.env._(
                "%(count)s corrections are too few to evaluate: the figures below may "
                "be chance. Run another trial from %(fewest)s corrections on.",
                count=self.judged_count,
                fewest=FEWEST,
            )
        return f"{self._describe_difference()} {self._conclude()}"

    def _describe_difference(self):
        return self.env._(
            "Of %(count)s corrected mentions, %(better)s have the right topic only "
            "with it and %(worse)s only without it.",
            count=self.judged_count,
            better=self.better_count,
            worse=self.worse_count,
        )

    def _conclude(self):
        """Apply a sign test: a difference below two standard deviations is chance."""
        gain = self.better_count - self.worse_count
        if gain**2 < 4 * (self.better_count + self.worse_count) or not gain:
            return self.env._("That may be chance: no gain is certain.")
        if gain > 0:
            return self.env._("It is worth switching on.")
        return self.env._("It makes topics worse here. Leave it off.")

    def _note_failure(self, error):
        words = f"{type(error).__name__}: {error}"
        self.write({"failed_at": fields.Datetime.now(), "last_error": words[:500]})

    # -- training data ---------------------------------------------------------

    def _learn(self, rows):
        """Train on the topics' own words and on corrections.

        :param rows: as ``_get_rows`` returns them, may be none
        :return: a ``tools.nearest.Nearest``
        """
        return nearest.learn(self._get_own_words(), self._get_examples(rows))

    def _get_own_words(self):
        rows = nearest.described(
            (str(topic.id), topic.name, topic.keywords or "")
            for topic in self._search_topics()
        )
        labels, texts, weights = zip(*rows, strict=True)
        return nearest.Examples(labels, embedding.embed(texts), weights)

    def _get_examples(self, rows):
        if not rows:
            return nearest.NONE
        vectors = [row[-1] for row in rows]
        return nearest.Examples([row[-2] for row in rows], vectors)

    def _search_topics(self):
        return self.env["social.care.topic"].search(
            [("company_id", "=", self.company_id.id)]
        )

    def _search_corrections(self, kind="topic"):
        """Return the latest corrections of a step, newest first."""
        return self.env["social.care.correction"].search(
            self._get_domain(kind), limit=MOST
        )

    def _count_corrections(self, kind):
        return self.env["social.care.correction"].search_count(self._get_domain(kind))

    def _get_domain(self, kind):
        return [("company_id", "=", self.company_id.id), ("kind", "=", kind)]

    def _learn_moods(self):
        """Train on examples and on corrections of sentiments, see ``mood.learn``."""
        vectors = self.env["social.care.embedding.vector"]
        known = vectors._find(self._search_corrections("sentiment"))
        labels = [vector.correction_id.value for vector in known]
        corrections = nearest.Examples(labels, known._unpack())
        return mood.learn(mood.load_examples(), corrections)

    def _get_rows(self):
        """Return the corrections that were read, oldest first, except those to topics
        that are gone.

        :return: list of (mention id, text, language, label, vector)
        """
        labels = {"", *map(str, self._search_topics().ids)}
        corrections = self.env["social.care.correction"]
        rows = corrections._get_rows(self.company_id, "topic")
        vectors = self._get_vectors()
        return [
            (mention_id, *rest, vectors[mention_id])
            for mention_id, *rest in rows
            if mention_id in vectors and rest[-1] in labels
        ]

    def _get_vectors(self):
        """Return {mention id: vector}."""
        vectors = self.env["social.care.embedding.vector"]
        known = vectors._find(self._search_corrections())
        ids = [vector.correction_id.mention_id.id for vector in known]
        return dict(zip(ids, known._unpack(), strict=True))

    def _embed_corrections(self, kind="topic"):
        """Read corrections that were not read yet, for about ``SECONDS``.

        :return: whether some are left
        """
        vectors = self.env["social.care.embedding.vector"]
        corrections = self._search_corrections(kind)
        missing = corrections - vectors._find(corrections).correction_id
        found = embedding.embed(missing.mapped("text"), SECONDS)
        vectors._store(missing[: len(found)], found)
        return len(found) < len(missing)
