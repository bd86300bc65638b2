# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_routing.tests.routing_common import RoutingCase


class EventsCase(RoutingCase):
    """A desktop that wants to be told everything of its company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["social.care.api.subscription"].search([]).unlink()
        cls.deliveries = cls.env["social.care.api.delivery"]
        cls.subscription = cls.make_subscription("Desktop")

    @classmethod
    def make_subscription(cls, name, **values):
        subscription = cls.env["social.care.api.subscription"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "user_id": cls.manager.id,
                "url": "https://desktop.example.com/hooks",
                **values,
            }
        )
        with trap_jobs():
            subscription.action_switch_on()
        return subscription

    def setUp(self):
        super().setUp()
        self.seen = 0

    def list_told(self, subscription=None):
        """:return: records of what was told since the last call, oldest first"""
        self.env.cr.flush()
        told = self.deliveries.search(
            [
                ("subscription_id", "=", (subscription or self.subscription).id),
                ("id", ">", self.seen),
            ],
            order="id",
        )
        self.seen = told[-1:].id or self.seen
        return told

    def list_types(self, subscription=None):
        return self.list_told(subscription).mapped("type")
