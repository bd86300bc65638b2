# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode

from odoo import api, models
from odoo.tools import SQL

from ..tools import evaluate, gate
from ..tools.evaluate import ACCEPTED_WEIGHT, MOST_ACCEPTED, Example

# A model is trained from FEWEST corrections on, and anew after NEWS new ones.
FEWEST, NEWS = 50, 25
# How many of the most frequent confusions are kept.
CONFUSIONS = 10


class SocialCareTrainedModelTraining(models.AbstractModel):
    """The training of models, in jobs: on corrections, which are errors, and on what
    people handled without correcting it.
    """

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
        """Job: train a model on all corrections and accepted verdicts, evaluate it on
        each by a model that did not learn from it and on recent mentions drawn at
        random, and use it only where it is not worse.

        :param company: a ``res.company``
        :param kind: code of a step that learns
        :return: the record, in use or not; empty where there are too few corrections
        """
        if not self._try_training_lock(company, kind):
            return self.browse()
        found = self._get_examples(company, kind)
        examples = gate.filter_teachable(kind, found)
        if not examples:
            return self.browse()
        step = self.env["social.care.analysis.kind"]._get(kind)
        rows = [(one.text, one.language, one.label) for one in examples]
        candidate = step._learn(company, rows, [one.weight for one in examples])
        if candidate is None:
            return self.browse()
        taught = {one.label for one in examples}
        rest = [one for one in found if one.label not in taught]
        return self._evaluate(company, kind, candidate, examples, rest)

    def _get_examples(self, company, kind):
        """Return the ``tools.evaluate.Example`` to train on: the corrections, and up to
        ``MOST_ACCEPTED`` accepted verdicts for each.
        """
        corrections = self.env["social.care.correction"]._search_latest(company, kind)
        known = self._search_active(company.id, kind).create_date
        corrected = [
            Example(
                one.text,
                one.language or "",
                one._get_engine_label(),
                is_new=not known or one.write_date > known,
            )
            for one in corrections
        ]
        most = MOST_ACCEPTED * len(corrections)
        return [*corrected, *self._get_accepted(company, kind, known, most)]

    def _get_accepted(self, company, kind, known, most):
        """Return the latest verdicts that people accepted, as examples.

        :param known: when the model in use was trained
        """
        step = self.env["social.care.analysis.kind"]._get(kind)
        accepted = self.env["social.care.mention"].search(
            step._get_accepted_domain(company), order="effective_at DESC", limit=most
        )
        return [
            Example(
                one.text,
                one.detected_language or "",
                str(step._get_stored_label(one)),
                ACCEPTED_WEIGHT,
                is_new=not known or (one.answered_at or one.handled_at) > known,
            )
            for one in accepted
        ]

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

    def _evaluate(self, company, kind, candidate, examples, rest):
        """Store a candidate with its figures, and use it if it is no worse.

        :param candidate: a ``tools.learner.Model``
        :param examples: all that it was trained on, as ``tools.evaluate.Example``
        :param rest: those with labels too rare to be learned, which it gets wrong
        :return: the record
        """
        said = [*candidate.tested, *self._label(company, kind, candidate, rest)]
        tested = list(zip([*examples, *rest], said, strict=True))
        judged = [(one, label) for one, label in tested if one.is_new]
        new, old = self._compare(company, kind, judged or tested)
        check = self._try_out(company, kind, candidate)
        corrected = sum(one.weight == 1 for one in examples)
        model = self.create(
            {
                "company_id": company.id,
                "kind": kind,
                "state": "rejected",
                "data": b64encode(candidate.to_bytes()),
                "correction_count": corrected,
                "accepted_count": len(examples) - corrected,
                "last_correction_id": self._get_last_correction_id(company, kind),
                "held_back_count": len(judged or tested),
                **self._prepare_score_vals(new, old),
                **self._prepare_check_vals(check),
            }
        )
        is_likely_better = evaluate.is_no_worse(new, old) and not check.changes_too_much
        if check.is_safe and is_likely_better:
            model._use_or_propose()
        return model

    def _compare(self, company, kind, judged):
        """Compare a candidate with what is in use, on texts that neither knows. Without
        any they are as good as each other. Accepted verdicts count fully here: where
        nobody spoke, the old verdict is the standard.

        :param judged: pairs (``tools.evaluate.Example``, label by a model that did not
            learn from it)
        :return: two ``tools.evaluate.Score``
        """
        examples, tested = zip(*judged, strict=True)
        right = [one.label for one in examples]
        new = evaluate.score(right, tested)
        if not any(one.is_new for one in examples):
            return new, new
        in_use = self._get_in_use(company, kind)
        said = self._label(company, kind, in_use, examples)
        return new, evaluate.score(right, said)

    def _label(self, company, kind, model, examples):
        """Return the label of each example by a model (None: the rules)."""
        step = self.env["social.care.analysis.kind"]._get(kind)
        texts = [one.text for one in examples]
        languages = [one.language for one in examples]
        return step._label_texts(company, texts, languages, model) if texts else []

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
