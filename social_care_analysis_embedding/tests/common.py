# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest
from unittest.mock import patch

import numpy as np

from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_analysis_embedding.tools import embedding
from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

# A text is about what its word is, in the model of the tests.
WORDS = ("bag", "bill", "thanks")


def meant(texts, seconds=None):
    """As the wheel does it, at once: texts with the same one of WORDS are the same."""
    found = np.zeros((len(texts), embedding.WIDTH), np.float32)
    for row, text in zip(found, texts, strict=True):
        places = [at for at, word in enumerate(WORDS) if word in text.lower()]
        row[places or [len(WORDS)]] = 1
    return found


class EmbeddingCase(ChannelCase):
    """A company with two topics, of which one has a keyword that nobody uses. It hears
    people on the demo network."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.env["social.care.topic"].search(
            [("company_id", "=", cls.company.id)]
        ).unlink()
        cls.luggage = cls.make_topic("Bags", "portmanteau")
        cls.billing = cls.make_topic("Bills", "invoice*")
        cls.row = cls.env["social.care.embedding"].create(
            {"company_id": cls.company.id}
        )

    def setUp(self):
        super().setUp()
        self.wheel = patch.object(embedding, "embed", side_effect=meant)
        self.embed = self.wheel.start()
        self.addCleanup(self.wheel.stop)

    @classmethod
    def make_topic(cls, name, keywords):
        return cls.env["social.care.topic"].create(
            {"name": name, "keywords": keywords, "company_id": cls.company.id}
        )

    def said(self, *texts):
        """Mentions that came in."""
        self.heard = getattr(self, "heard", 0)
        uids = [f"said-{self.heard + at}" for at in range(len(texts))]
        self.heard += len(texts)
        events = [self.post(uid, text) for uid, text in zip(uids, texts, strict=True)]
        return self.hear_at_once(*events)

    def corrected(self, topic, *texts):
        mentions = self.said(*texts)
        mentions.with_user(self.supervisor).correct("topic", topic.id)
        return mentions

    def switch_on(self):
        self.row.tried_at = "2026-01-01"
        self.row.action_switch_on()
        return self.env["social.care.analysis.step"].search(
            [("company_id", "=", self.company.id), ("kind", "=", "topic")]
        )

    def jobs(self, method, kind="topic"):
        """Jobs of a method; of second looks those of one step."""
        found = self.env["queue.job"].search([("method_name", "=", method)])
        return found.filtered(lambda job: job.args in ([], [kind], (kind,), ()))
