# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


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
