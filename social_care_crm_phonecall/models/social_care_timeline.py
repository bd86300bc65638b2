# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_crm.tools.timeline import Path, Source

CALL = Source(
    code="call",
    model="crm.phonecall",
    label=lambda env: env._("Logged calls"),
    icon="fa-phone",
    paths=(
        Path(
            "crm_phonecall row WHERE row.partner_id = person.id AND row.active",
            at="row.date",
        ),
    ),
    fields=("name", "state", "user_id", "duration", "partner_id"),
)


class SocialCareTimeline(models.AbstractModel):
    _inherit = "social.care.timeline"

    @api.model
    def _get_sources(self):
        return (*super()._get_sources(), CALL)

    def _describe_call(self, calls, subject):
        states = dict(calls._fields["state"]._description_selection(self.env))
        return {
            call.id: {
                "title": self.env._("Call"),
                "text": self._shorten(call.name),
                "person": self._get_person(call.partner_id, subject.partner),
                "state": states.get(call.state, ""),
                "user_ids": call.user_id.ids,
                # The field counts minutes.
                "seconds": int(call.duration * 60) or False,
            }
            for call in calls
        }
