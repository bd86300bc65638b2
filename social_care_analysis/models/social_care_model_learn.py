# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import evaluate, gate
from .social_care_model import LEARNT

# Fewer teach nothing that could be judged; so many new ones are worth another try.
FEWEST, NEWS = 50, 25
CONFUSIONS = 10
# So many old ones are deleted in one transaction.
GC_BATCH = 100


class SocialCareModel(models.Model):
    """Learning: in a job, judged on corrections that were kept aside."""

    _inherit = "social.care.model"

    @api.model
    def _cron_learn(self):
        """Learn where enough was corrected since the last time."""
        for company, kind in self._with_news():
            self._enqueue_learning(company, kind)

    def _with_news(self):
        """(company, kind) with enough corrections, and enough new ones."""
        self.env["social.care.correction"].flush_model()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.company_id, c.kind
                FROM social_care_correction c
                LEFT JOIN (
                    SELECT company_id, kind, max(last_correction_id) AS id
                    FROM social_care_model GROUP BY company_id, kind
                ) last ON last.company_id = c.company_id AND last.kind = c.kind
                WHERE c.kind IN %s
                GROUP BY c.company_id, c.kind
                HAVING count(*) >= %s
                    AND count(*) FILTER (WHERE c.id > COALESCE(last.id, 0)) >= %s
                """,
                LEARNT,
                FEWEST,
                NEWS,
            )
        )
        companies = self.env["res.company"]
        return [(companies.browse(company), kind) for company, kind in rows]

    @api.model
    def action_learn_now(self, _selected=()):
        """Learn from all that was corrected in this company, whatever is selected.

        :raise UserError: where there is too little to learn from
        """
        self._check_administrator()
        company = self.env.company
        corrections = self.env["social.care.correction"].sudo()
        counts = corrections._count_by_value(company)
        ready = [kind for kind, own in counts.items() if own.total() >= FEWEST]
        if not ready:
            raise UserError(
                self.env._(
                    "There is too little to learn from: it takes %(fewest)s "
                    "corrections of a kind, and the most that there are is %(most)s.",
                    fewest=FEWEST,
                    most=max((own.total() for own in counts.values()), default=0),
                )
            )
        taught = [kind for kind in ready if gate.learnable(kind, counts[kind])]
        if not taught:
            raise UserError(
                self.env._(
                    "There is too little to learn from: each answer takes "
                    "%(fewest)s examples, and “No reply needed” also takes "
                    "%(fewest)s mentions that people called relevant.",
                    fewest=gate.FEWEST_EXAMPLES,
                )
            )
        for kind in taught:
            self.sudo()._enqueue_learning(company, kind)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._(
                    "It is learning. What it learns appears here within a minute."
                ),
                "type": "info",
            },
        }

    def _enqueue_learning(self, company, kind):
        self.with_delay(
            priority=30,
            description=self.env._("Learn from corrections: %s", kind),
            identity_key=f"social_care.learn.{company.id}.{kind}",
        )._learn(company, kind)

    @api.model
    def _learn(self, company, kind):
        """Job: learn from the corrections, judge on those kept aside and on recent
        mentions drawn at random, and use the new model only where it is not worse.

        :return: the record, used or not; an empty one where there is too little to
            learn from
        """
        if not self._may_learn(company, kind):
            return self.browse()
        rows = self.env["social.care.correction"]._rows(company, kind)
        taught, held_back = evaluate.split(rows)
        taught = gate.teachable(kind, rows, taught)
        if not taught or not held_back:
            return self.browse()
        builtin = self.env[f"social.care.analysis.{kind}"]
        candidate = builtin._learn(company, [row[1:] for row in taught])
        if candidate is None:
            return self.browse()
        return self._judge(company, kind, candidate, rows, held_back)

    def _may_learn(self, company, kind):
        """Whether nobody else learns the same just now."""
        key = f"social_care.learn.{company.id}.{kind}"
        [(free,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", key)
        )
        return free

    def _judge(self, company, kind, candidate, rows, held_back):
        """Keep a candidate with what it is worth, and use it if it is no worse."""
        builtin = self.env[f"social.care.analysis.{kind}"]
        _ids, texts, languages, labels = zip(*held_back, strict=True)
        new, old = (
            evaluate.score(labels, builtin._labels(company, texts, languages, model))
            for model in (candidate, self._in_use(company, kind))
        )
        check = self._try_out(company, kind, candidate)
        model = self.create(
            {
                "company_id": company.id,
                "kind": kind,
                "state": "rejected",
                "data": b64encode(candidate.to_bytes()),
                "correction_count": len(rows),
                "last_correction_id": self._last_correction(company, kind),
                "held_back_count": len(held_back),
                **self._score_vals(new, old),
                **self._check_vals(check),
            }
        )
        if check.is_safe and evaluate.is_no_worse(new, old):
            model._use_or_propose()
        return model

    def _use_or_propose(self):
        """Use this model. The first one that would set mentions aside waits for an
        administrator, who sees how many there are."""
        siblings = self.search(
            [("company_id", "=", self.company_id.id), ("kind", "=", self.kind)]
        )
        siblings.filtered(lambda model: model.state == "ready").state = "retired"
        if self.kind == "worth" and not any(siblings.mapped("used_at")):
            self.state = "ready"
        else:
            self._use()

    def _last_correction(self, company, kind):
        last = self.env["social.care.correction"].search(
            [("company_id", "=", company.id), ("kind", "=", kind)], limit=1
        )
        return last.id

    def _score_vals(self, new, old):
        return {
            "accuracy": new.accuracy,
            "macro_f1": new.macro_f1,
            "before_accuracy": old.accuracy,
            "before_f1": old.macro_f1,
            "confusions": new.confusions[:CONFUSIONS],
        }

    @api.autovacuum
    def _gc_old(self):
        """Keep a quarter of a year to go back to."""
        limit = fields.Datetime.now() - timedelta(days=92)
        old = self.search(
            [("state", "!=", "active"), ("write_date", "<", limit)], limit=GC_BATCH
        )
        old.unlink()
        return len(old), len(old) == GC_BATCH
