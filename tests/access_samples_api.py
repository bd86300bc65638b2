# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields


class ApiSamples:
    """One record of each model of the API; see ``AccessCase``."""

    def make_social_care_api_request(self):
        return self.make(
            "social.care.api.request",
            user_id=self.users["agent"].id,
            request_id="access",
            operation="add_note",
            digest="0",
            answer={},
        )

    def make_social_care_api_usage(self):
        return self.make(
            "social.care.api.usage",
            user_id=self.users["agent"].id,
            key_index="access",
            minute=1,
            spent=1,
        )

    def make_social_care_api_nonce(self):
        return self.make(
            "social.care.api.nonce",
            user_id=self.users["agent"].id,
            digest="access",
            created_at="2026-11-27 10:00:00",
        )

    def make_social_care_api_event_type(self):
        return self.env.ref("social_care_api_events.type_work_waiting")

    def make_social_care_api_subscription(self):
        return self.make(
            "social.care.api.subscription",
            name="Access",
            company_id=self.company.id,
            user_id=self.manager.id,
            url="https://desktop.example.com/hooks",
        )

    def make_social_care_api_delivery(self):
        return self.make(
            "social.care.api.delivery",
            subscription_id=self.sample("social.care.api.subscription").id,
            type="work.waiting",
            subject=f"ticket/{self.ticket.id}",
            ticket_id=self.ticket.id,
            data={},
            key="access",
            happened_at=fields.Datetime.now(),
            state="sent",
        )

    def get_api_dialogs(self):
        """Values of rows of dialogs; see ``dialog``."""
        subscription = {
            "subscription_id": self.sample("social.care.api.subscription").id
        }
        return {
            "social.care.api.replay": subscription,
            "social.care.api.rotation": subscription,
        }
