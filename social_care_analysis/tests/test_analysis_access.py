# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user

from odoo.addons.social_care_demo.tests.channel_common import MANAGER, SUPERVISOR

from .learning_common import LearningCase

# What each group may do, as letters of (r)ead, (w)rite, (c)reate and (u)nlink.
RIGHTS = {
    "social.care.topic": ("r", "rwcu", "rwcu"),
    "social.care.correction": ("", "r", "r"),
    "social.care.trained.model": ("", "", "r"),
    "social.care.mention.group": ("r", "r", "r"),
    "social.care.signature": ("", "", ""),
    "social.care.volume": ("", "", ""),
    "social.care.incident": ("r", "rw", "rw"),
    "social.care.incident.key": ("r", "r", "r"),
    "social.care.alert.threshold": ("", "rwcu", "rwcu"),
    "social.care.analysis.step": ("", "", "rwcu"),
}
SYSTEM = "base.group_system"


class TestAnalysisRights(LearningCase):
    """Who may do what with what the analysis keeps."""

    def test_each_group_has_its_rights(self):
        users = (self.agent, self.supervisor, self.manager)
        for model, expected in RIGHTS.items():
            found = tuple(self.rights(model, user) for user in users)
            self.assertEqual(found, expected, model)

    def test_all_models_are_told_of(self):
        own = self.env["ir.model"].search(
            [("model", "=like", "social.care.%"), ("transient", "=", False)]
        )
        ours = own.filtered(
            lambda m: (
                m.modules.split(", ")[0] == "social_care_analysis"
                and not self.env[m.model]._abstract
            )
        )
        self.assertEqual(set(ours.mapped("model")), set(RIGHTS))

    def test_others_have_none(self):
        for group in ("base.group_user", "base.group_portal"):
            login = group.rsplit("_", 1)[1]
            user = new_test_user(self.env, f"analysis_{login}", groups=group)
            for model in RIGHTS:
                self.assertEqual(self.rights(model, user), "", (model, group))

    def test_nobody_writes_down_counts_and_signatures(self):
        system = new_test_user(self.env, "analysis_system", groups=SYSTEM)
        for user in (self.agent, self.supervisor, self.manager, system):
            for model in ("social.care.signature", "social.care.volume"):
                self.assertFalse(set(self.rights(model, user)) - {"r"}, model)

    def test_nobody_writes_a_verdict(self):
        mention = self.say("My parcel is late")
        values = {
            "sentiment": "positive",
            "urgency": "3",
            "topic_id": False,
            "relevance": "spam",
            "verdicts": {},
        }
        for user in (self.agent, self.supervisor, self.manager):
            for name, value in values.items():
                with self.assertRaises(AccessError):
                    mention.with_user(user).write({name: value})

    def test_nobody_writes_or_deletes_a_correction(self):
        mention = self.say("My parcel is late")
        mention.with_user(self.agent).correct("sentiment", "neutral")
        correction = self.corrections(mention)
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                correction.with_user(user).write({"value": "positive"})
            with self.assertRaises(AccessError):
                correction.with_user(user).unlink()

    def test_the_bytes_of_a_model_are_the_system_s(self):
        self.good_and_bad()
        model = self.learn()
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                model.with_user(user).read(["data"])
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                model.with_user(user).write({"data": b"junk"})
        self.assertTrue(model.with_user(self.manager).read(["accuracy", "state"]))

    def test_only_administrators_go_back(self):
        self.good_and_bad()
        model = self.learn()
        for user in (self.agent, self.supervisor):
            for name in ("action_activate", "action_go_back_to_start"):
                with self.assertRaises(AccessError):
                    getattr(model.with_user(user), name)()
        self.assertEqual(model.state, "active")

    def call(self, name, *args, user=None):
        """As a client calls it, with what stands in place of records."""
        models = self.env["social.care.trained.model"].with_user(user or self.manager)
        return call_kw(models, name, list(args), {})

    def test_without_a_record_it_is_said_in_words(self):
        self.good_and_bad()
        model = self.learn()
        for args in ((), ([],), ([0],)):
            for name in ("action_activate", "action_go_back_to_start"):
                with self.subTest(name=name, args=args):
                    with self.assertRaisesRegex(
                        UserError, "Open a model first|This page is outdated"
                    ):
                        self.call(name, *args)
                    # Whether it is the right or the record that is missing first.
                    with self.assertRaises(UserError):
                        self.call(name, *args, user=self.supervisor)
        self.assertEqual(model.state, "active")

    def test_with_a_record_it_does_what_it_says(self):
        self.good_and_bad()
        model = self.learn()
        self.call("action_go_back_to_start", model.ids)
        self.assertEqual(model.state, "retired")
        self.call("action_activate", model.ids)
        self.assertEqual(model.state, "active")

    def test_of_several_models_none_is_chosen_at_random(self):
        self.good_and_bad()
        models = self.learn()
        models |= models.sudo().copy({"state": "retired"})
        with self.assertRaisesRegex(UserError, "Choose one model"):
            self.call("action_activate", models.ids)

    def test_what_is_learnt_from_needs_no_record(self):
        self.good_and_bad(60)
        for args in ((), ([],), ([1, 2],)):
            with self.subTest(args=args):
                found = self.call("action_learn_now", *args)
                self.assertEqual(found["tag"], "display_notification")

    def test_an_agent_s_mentions_are_judged_by_the_model(self):
        self.good_and_bad()
        self.learn()
        mention = self.say("zorblat night")
        mention.with_user(self.agent).sudo(False)._get_panel_analysis()
        self.assertEqual(mention.sentiment, "positive")


class TestOtherCompanies(LearningCase):
    """Nobody reads what another company's analysis knows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.theirs, _agent, account = cls.other_company()
        cls.strangers = cls.make_user(
            "their_supervisor", SUPERVISOR, cls.theirs
        ) + cls.make_user("their_manager", MANAGER, cls.theirs)

    def test_records_are_of_one_company(self):
        self.good_and_bad()
        model = self.learn()
        mention = self.say("My parcel is late")
        mention.with_user(self.agent).correct("sentiment", "neutral")
        step = self.env["social.care.analysis.step"].create(
            {"company_id": self.company.id, "kind": "sentiment"}
        )
        supervisor, manager = self.strangers
        self.assert_hidden(supervisor, self.topic("Delivery"))
        self.assert_hidden(supervisor, self.corrections(mention))
        self.assert_hidden(manager, model)
        self.assert_hidden(manager, step)

    def assert_hidden(self, user, records):
        self.assertTrue(records)
        own = records.with_user(user)
        self.assertNotIn(records, own.search([]))
        with self.assertRaises(AccessError):
            own.read(["company_id"])

    def test_a_model_of_another_company_is_not_used_or_retired(self):
        self.good_and_bad()
        model = self.learn()
        manager = self.strangers[1]
        for name in ("action_activate", "action_go_back_to_start"):
            with self.assertRaises(AccessError):
                getattr(model.with_user(manager), name)()

    def test_an_administrator_changes_no_other_company_s_steps(self):
        step = self.env["social.care.analysis.step"].create(
            {"company_id": self.company.id, "kind": "sentiment"}
        )
        manager = self.strangers[1]
        with self.assertRaises(AccessError):
            step.with_user(manager).unlink()
        with self.assertRaises(AccessError):
            step.with_user(manager).create(
                {"company_id": self.company.id, "kind": "urgency"}
            )
