# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest

from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import AGENT, ChannelCase

SPAM = "Click here, subscribe to my channel, crypto giveaway: double your bitcoin"
ADVERT = "Shop now! 50% off, use code SAVE. Limited offer: https://shop.example"


class AnalysisCase(ChannelCase):
    """The company of the channel's tests, with the usual topics. It hears people on
    the demo network; where that is not installed there is nothing to hear."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.numbers = iter(range(1, 10**6))
        topics = cls.env["social.care.topic"].with_company(cls.company)
        topics.action_create_usual()

    @classmethod
    def topic(cls, name):
        found = cls.env["social.care.topic"].search(
            [("company_id", "=", cls.company.id)]
        )
        return found.filtered(lambda topic: topic.name == name)

    @classmethod
    def other_company(cls):
        """Another company with an agent and an account of its own."""
        company = cls.env["res.company"].create({"name": "Other"})
        agent = cls.make_user("stranger", AGENT, company)
        account = cls.make_account(
            "other", "them", company, cls.make_team("Others", agent, company)
        )
        return company, agent, account

    def fresh(self, text, **post):
        """An event: somebody says something, a second after what was said before."""
        number = next(self.numbers)
        return self.post(f"own{number}", text, **{"at": number, **post})

    def say(self, text, **post):
        """The mention of a text that somebody has just posted."""
        return self.hear(self.fresh(text, **post))

    def person(self, followers=5):
        """Somebody who has not said anything so far."""
        number = next(self.numbers)
        return {
            "external_id": f"person{number}",
            "handle": f"person{number}",
            "name": f"Person {number}",
            "followers": followers,
        }

    def corrections(self, mentions, kind=None):
        domain = [("mention_id", "in", mentions.ids)]
        if kind:
            domain.append(("kind", "=", kind))
        return self.env["social.care.correction"].search(domain)

    def queries(self, call):
        """How many queries it takes, with nothing in memory."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
