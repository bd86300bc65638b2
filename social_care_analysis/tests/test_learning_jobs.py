# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw

from odoo.addons.queue_job.job import Job

from .learning_common import BAD, GOOD, LearningCase

LEARN = "odoo.addons.social_care_analysis.models.social_care_trained_model_training"
MODEL = "odoo.addons.social_care_analysis.models.social_care_trained_model"


class TestNews(LearningCase):
    """When it is worth learning (again)."""

    def news(self):
        pairs = self.models._find_news()
        return [kind for company, kind in pairs if company == self.company]

    def test_fewer_than_fifty_are_too_few(self):
        self.good_and_bad(49)
        self.assertEqual(self.news(), [])
        self.good_and_bad(1)
        self.assertEqual(self.news(), ["sentiment"])

    def test_after_that_each_twenty_five(self):
        self.good_and_bad(60)
        self.learn()
        self.assertEqual(self.news(), [])
        self.good_and_bad(24)
        self.assertEqual(self.news(), [])
        self.good_and_bad(1)
        self.assertEqual(self.news(), ["sentiment"])

    def test_a_model_that_was_not_used_is_not_tried_again_and_again(self):
        self.good_and_bad(60)
        self.learn()
        self.let_time_pass()
        self.good_and_bad(25)
        with self.learning_wrongly():
            self.assertEqual(self.learn().state, "rejected")
        self.assertEqual(self.news(), [])

    def test_each_kind_is_for_itself(self):
        self.good_and_bad(50)
        rows = [(f"{GOOD} {n}", str(n % 2)) for n in range(50)]
        self.corrected(rows, "urgency")
        self.assertEqual(set(self.news()), {"sentiment", "urgency"})
        self.learn("urgency")
        self.assertEqual(self.news(), ["sentiment"])

    def test_languages_are_not_learnt(self):
        rows = [(f"{GOOD} {n}", "nl" if n % 2 else "de") for n in range(60)]
        self.corrected(rows, "language")
        self.assertEqual(self.news(), [])

    def test_another_company_s_corrections_are_no_news(self):
        company, stranger, account = self.other_company()
        self.good_and_bad(60, account=account, user=stranger)
        self.assertEqual(self.news(), [])
        self.assertIn((company, "sentiment"), list(self.models._find_news()))


class TestJobs(LearningCase):
    """Learning is done in jobs."""

    def jobs(self):
        found = self.env["queue.job"].search(
            [
                ("model_name", "=", "social.care.trained.model"),
                ("method_name", "=", "_learn"),
            ]
        )
        return found.filtered(lambda job: f".{self.company.id}." in job.identity_key)

    def perform(self, record):
        Job.load(self.env, record.uuid).perform()

    def test_the_cron_enqueues_a_job_for_each_kind_once(self):
        self.good_and_bad(50)
        self.models._cron_learn()
        self.models._cron_learn()
        (job,) = self.jobs()
        self.assertEqual(job.channel, "root.social_care.background")
        self.assertEqual(
            job.identity_key, f"social_care.learn.{self.company.id}.sentiment"
        )

    def test_the_job_learns(self):
        self.good_and_bad(60)
        self.env.ref("social_care_analysis.cron_learn").method_direct_trigger()
        self.perform(self.jobs())
        self.assertEqual(self.in_use().correction_count, 60)

    def test_without_news_there_is_no_job(self):
        self.good_and_bad(49)
        self.models._cron_learn()
        self.assertFalse(self.jobs())

    def test_an_administrator_does_not_wait_for_news(self):
        self.good_and_bad(60)
        self.learn()
        self.models.with_user(self.manager).action_learn_now()
        self.perform(self.jobs())
        self.assertEqual(self.models.search_count([("kind", "=", "sentiment")]), 2)

    def test_with_too_few_corrections_it_says_so(self):
        self.good_and_bad(49)
        rows = [(f"{GOOD} {n}", "nl") for n in range(60)]
        self.corrected(rows, "language")
        with self.assertRaisesRegex(UserError, "needs 50.*there are is 49"):
            self.models.with_user(self.manager).action_learn_now()
        self.assertFalse(self.jobs())

    def test_a_list_s_button_passes_ids_that_do_not_matter(self):
        self.good_and_bad(60)
        model = self.learn()
        call_kw(
            self.models.with_user(self.manager), "action_learn_now", [model.ids], {}
        )
        self.assertTrue(self.jobs())

    def test_it_needs_no_model(self):
        self.good_and_bad(60)
        call_kw(self.models.with_user(self.manager), "action_learn_now", [], {})
        self.assertTrue(self.jobs())

    def test_to_use_none_any_more_a_model_must_be_chosen(self):
        for args in ([], [[]]):
            with self.assertRaisesRegex(UserError, "Open a model"):
                call_kw(
                    self.models.with_user(self.manager),
                    "action_go_back_to_start",
                    args,
                    {},
                )

    def test_with_none_it_says_so_too(self):
        with self.assertRaisesRegex(UserError, "there are is 0"):
            self.models.with_user(self.manager).action_learn_now()

    def test_only_administrators_have_it_learn(self):
        self.good_and_bad(50)
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.models.with_user(user).action_learn_now()

    def test_a_job_that_finds_everything_erased_ends_well(self):
        mentions = self.good_and_bad(50)
        self.models._cron_learn()
        mentions._erase("(erased)")
        self.perform(self.jobs())
        self.assertFalse(self.in_use())


class TestKept(LearningCase):
    """A quarter of a year to go back to."""

    def test_old_ones_go_except_the_one_in_use(self):
        self.good_and_bad()
        first, second, third = self.learn(), self.learn(), self.learn()
        self.age(first + third, 93)
        self.age(second, 91)
        self.models._gc_old()
        self.assertEqual((first + second + third).exists(), second + third)
        self.assertEqual(self.in_use(), third)

    def test_many_go_by_parts(self):
        self.good_and_bad()
        models = self.learn() + self.learn() + self.learn()
        self.age(models, 93)
        with patch(f"{MODEL}.GC_BATCH", 1):
            self.assertEqual(self.models._gc_old(), (1, True))
            self.assertEqual(self.models._gc_old(), (1, True))
            self.assertEqual(self.models._gc_old(), (0, False))
        self.assertEqual(models.exists(), self.in_use())

    def age(self, models, days):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_trained_model SET write_date = %s WHERE id IN %s",
            (fields.Datetime.now() - timedelta(days=days), tuple(models.ids)),
        )
        self.env.invalidate_all()

    def test_what_was_learnt_holds_no_text(self):
        self.good_and_bad()
        model = self.learn()
        content = model.with_context(bin_size=False).data
        self.assertNotIn(BAD.encode(), content)
        values = model.read(["confusions", "confusion_text", "display_name"])
        self.assertNotIn(BAD, str(values))


class TestBroken(LearningCase):
    """Bytes that are none of ours never stop the reading of events."""

    def test_what_does_not_fit_is_not_used(self):
        self.good_and_bad()
        model = self.learn()
        self.assertEqual(self.sentiment_of(f"{GOOD} day"), "positive")
        engine = self.models._get_in_use(self.company, "sentiment")
        for broken in (
            replace(engine, labels=("x", "y")),
            replace(engine, bias=engine.bias[:1]),
            replace(engine, bias=engine.bias * float("nan")),
            replace(engine, rarity=engine.bias),
        ):
            model.data = b64encode(broken.to_bytes())
            self.env.registry.clear_cache()
            self.assertIsNone(self.models._get_in_use(self.company, "sentiment"))
            self.assertTrue(self.sentiment_of("my parcel is late"))

    def test_a_model_without_bytes_is_not_used(self):
        self.good_and_bad()
        self.learn().data = False
        self.env.registry.clear_cache()
        self.assertTrue(self.sentiment_of("my parcel is late"))

    def test_nobody_writes_a_model_by_hand(self):
        self.good_and_bad()
        model = self.learn().with_user(self.manager)
        for vals in ({"state": "retired"}, {"accuracy": 1}):
            with self.assertRaises(AccessError):
                model.write(vals)
        model.action_go_back_to_start()
        self.assertFalse(self.in_use())
