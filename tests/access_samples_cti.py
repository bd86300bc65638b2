# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields


class CtiSamples:
    """One record of each model of the phone; see ``AccessCase``."""

    def make_social_care_phone_system(self):
        return self.make(
            "social.care.phone.system",
            name="Access",
            binding="asterisk",
            company_id=self.company.id,
            team_id=self.team.id,
            allowed_prefixes="+48",
            ari_url="http://127.0.0.1:1/ari",
        )

    def make_social_care_phone_line(self):
        return self.make(
            "social.care.phone.line",
            system_id=self.sample("social.care.phone.system").id,
            user_id=self.users["agent"].id,
            device="PJSIP/access",
            extension="21",
        )

    def make_social_care_phone_queue(self):
        return self.make(
            "social.care.phone.queue",
            system_id=self.sample("social.care.phone.system").id,
            name="access",
            team_id=self.team.id,
        )

    def make_social_care_call(self):
        line = self.sample("social.care.phone.line")
        leg = {"line_id": line.id, "user_id": line.user_id.id, "device": line.device}
        return self.make(
            "social.care.call",
            system_id=line.system_id.id,
            key="access",
            direction="in",
            number="+48500100001",
            team_id=self.team.id,
            state="talking",
            started_at=fields.Datetime.now(),
            leg_ids=[
                fields.Command.create({**leg, "state": "talking", "channel": "1.1"})
            ],
        )

    def make_social_care_call_leg(self):
        return self.sample("social.care.call").leg_ids

    def make_social_care_call_hearing(self):
        call = self.sample("social.care.call")
        return self.make("social.care.call.hearing", call_id=call.id)

    def make_social_care_lease(self):
        return self.make("social.care.lease", name="access", epoch=1)

    def make_social_care_lease_beat(self):
        return self.make(
            "social.care.lease.beat",
            name="access",
            node="here:1",
            beat_at=fields.Datetime.now(),
        )

    def make_social_care_blocked_caller(self):
        return self.make(
            "social.care.blocked.caller",
            system_id=self.sample("social.care.phone.system").id,
            number="+48500100009",
        )

    def make_social_care_phone_notice(self):
        return self.make(
            "social.care.phone.notice",
            system_id=self.sample("social.care.phone.system").id,
            call="access",
            digest="access",
            said={},
            received_at=fields.Datetime.now(),
        )
