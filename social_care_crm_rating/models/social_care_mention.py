# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from dataclasses import replace

from odoo import models

from odoo.addons.social_care.tools.values import Post

from ..tools.link import PATH, mask


class SocialCareMention(models.Model):
    """The network repeats what we sent, and customers may quote it. The secret of a
    link to a rating is not kept: agents read messages, administrators events.
    """

    _inherit = "social.care.mention"

    def _sort_values(self, account, values):
        return super()._sort_values(
            account, [(event, _mask_value(event, value)) for event, value in values]
        )


def _mask_value(event, value):
    if not isinstance(value, Post) or PATH not in (value.text or ""):
        return value
    payload = json.dumps(event.payload)
    if PATH in payload:
        event.payload = json.loads(mask(payload))
    return replace(value, text=mask(value.text))
