# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_crm.tools.timeline import Path, Source

PHONE_CALL = Source(
    code="phone_call",
    model="social.care.call",
    label=lambda env: env._("Phone calls"),
    icon="fa-phone",
    paths=(
        Path(
            "social_care_call row WHERE row.partner_id = person.id "
            "AND row.merged_into_id IS NULL",
            at="row.started_at",
        ),
    ),
    fields=(
        "direction",
        "outcome",
        "state",
        "user_id",
        "talk_seconds",
        "note",
        "number",
    ),
)


class SocialCareTimeline(models.AbstractModel):
    _inherit = "social.care.timeline"

    @api.model
    def _get_sources(self):
        return (*super()._get_sources(), PHONE_CALL)

    def _describe_phone_call(self, calls, subject):
        directions = dict(calls._fields["direction"]._description_selection(self.env))
        outcomes = dict(calls._fields["outcome"]._description_selection(self.env))
        return {
            call.id: {
                "title": directions[call.direction],
                "text": self._shorten(call.note),
                "person": self._get_person(call.partner_id, subject.partner),
                "state": outcomes.get(call.outcome, ""),
                "user_ids": call.user_id.ids,
                "seconds": call.talk_seconds or False,
                "phone": call.number or False,
            }
            for call in calls
        }
