# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode

from odoo import api, models
from odoo.tools import SQL

from ..tools import evaluate, gate

# A model is trained from FEWEST corrections on, and anew after NEWS new ones.
FEWEST, NEWS = 50, 25
# How many of the most frequent confusions are kept.
CONFUSIONS = 10


class SocialCareTrainedModelTraining(models.AbstractModel):
    """The training of models, in jobs, evaluated on corrections that are held back."""

    _name = "social.care.trained.model.training"
    _description = "Training of Models"

    @api.model
    def _cron_learn(self):
        """Enqueue training where enough was corrected since the last time."""
        for company, kind in self._find_news():
            self._enqueue_learning(company, kind)

    def _find_news(self):
        """Return pairs (company, kind) with enough corrections and enough new ones."""
        learning = self.env["social.care.analysis.kind"]._get_learning_selection()
        self.env["social.care.correction"].flush_model()
        self.flush_model()
        # SQL: counts against the last model of each kind, in one query.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.company_id, c.kind
                FROM social_care_correction c
                LEFT JOIN (
                    SELECT company_id, kind, max(last_correction_id) AS id
                    FROM social_care_trained_model GROUP BY company_id, kind
                ) last ON last.company_id = c.company_id AND last.kind = c.kind
                WHERE c.kind IN %s
                GROUP BY c.company_id, c.kind
                HAVING count(*) >= %s
                    AND count(*) FILTER (WHERE c.id > COALESCE(last.id, 0)) >= %s
                """,
                tuple(kind for kind, _label in learning),
                FEWEST,
                NEWS,
            )
        )
        companies = self.env["res.company"]
        return [(companies.browse(company), kind) for company, kind in rows]

    def _enqueue_learning(self, company, kind):
        self.with_delay(
            priority=30,
            description=self.env._("Train a model on corrections: %s", kind),
            identity_key=f"social_care.learn.{company.id}.{kind}",
        )._learn(company, kind)

    @api.model
    def _learn(self, company, kind):
        """Job: train a model, evaluate it on corrections held back from training and on
        recent mentions drawn at random, and use it only where it is not worse.

        :param company: a ``res.company``
        :param kind: code of a step that learns
        :return: the record, in use or not; empty where there are too few corrections
        """
        if not self._try_training_lock(company, kind):
            return self.browse()
        rows = self.env["social.care.correction"]._get_rows(company, kind)
        taught, held_back = evaluate.split(rows)
        taught = gate.filter_teachable(kind, rows, taught)
        if not taught or not held_back:
            return self.browse()
        builtin = self.env["social.care.analysis.kind"]._get(kind)
        candidate = builtin._learn(company, [row[1:] for row in taught])
        if candidate is None:
            return self.browse()
        return self._evaluate(company, kind, candidate, rows, held_back)

    def _try_training_lock(self, company, kind):
        """Try to acquire the lock of this training until the transaction ends.

        :return: whether it was free
        """
        key = f"social_care.learn.{company.id}.{kind}"
        # SQL: the ORM knows no advisory locks.
        [(free,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", key)
        )
        return free

    def _evaluate(self, company, kind, candidate, rows, held_back):
        """Store a candidate with its figures, and use it if it is no worse.

        :param candidate: a ``tools.learner.Model``
        :param rows: all corrections, as ``correction._get_rows`` returns them
        :param held_back: those of them that it was not trained on
        :return: the record
        """
        new, old = (
            self._score(company, kind, model, held_back)
            for model in (candidate, self._get_in_use(company, kind))
        )
        check = self._try_out(company, kind, candidate)
        model = self.create(
            {
                "company_id": company.id,
                "kind": kind,
                "state": "rejected",
                "data": b64encode(candidate.to_bytes()),
                "correction_count": len(rows),
                "last_correction_id": self._get_last_correction_id(company, kind),
                "held_back_count": len(held_back),
                **self._prepare_score_vals(new, old),
                **self._prepare_check_vals(check),
            }
        )
        if check.is_safe and evaluate.is_no_worse(new, old):
            model._use_or_propose()
        return model

    def _score(self, company, kind, model, held_back):
        """Compare what a model says of corrected texts with the corrections.

        :param model: a ``tools.learner.Model``, None for word lists alone
        :param held_back: rows that the model was not trained on
        :return: ``tools.evaluate.Score``
        """
        builtin = self.env["social.care.analysis.kind"]._get(kind)
        _ids, texts, codes, labels = zip(*held_back, strict=True)
        told = builtin._label_texts(company, texts, codes, model)
        return evaluate.score(labels, told)

    def _use_or_propose(self):
        """Use this model. The first one of relevance waits for an administrator, who
        sees how many mentions it would set aside.
        """
        siblings = self.search(
            [("company_id", "=", self.company_id.id), ("kind", "=", self.kind)]
        )
        siblings.filtered(lambda model: model.state == "ready").state = "retired"
        if self.kind == "relevance" and not any(siblings.mapped("used_at")):
            self.state = "ready"
        else:
            self._use()

    def _get_last_correction_id(self, company, kind):
        last = self.env["social.care.correction"].search(
            [("company_id", "=", company.id), ("kind", "=", kind)], limit=1
        )
        return last.id

    def _prepare_score_vals(self, new, old):
        return {
            "accuracy": new.accuracy,
            "macro_f1": new.macro_f1,
            "before_accuracy": old.accuracy,
            "before_f1": old.macro_f1,
            "confusions": new.confusions[:CONFUSIONS],
        }
