# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCarePlacementSetting(models.AbstractModel):
    """A setting that decides where work waits in the queue: each change of it places
    the waiting items of its teams or companies anew.
    """

    _name = "social.care.placement.setting"
    _description = "Setting of the Queue"

    def _get_placed(self):
        """Return the teams or companies whose work is placed anew by a change.

        :return: recordset with ``_enqueue_social_care_placement``
        """
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        settings = super().create(vals_list)
        settings._get_placed()._enqueue_social_care_placement()
        return settings

    def write(self, vals):
        before = self._get_placed()
        result = super().write(vals)
        (before | self._get_placed())._enqueue_social_care_placement()
        return result

    def unlink(self):
        before = self._get_placed()
        result = super().unlink()
        before._enqueue_social_care_placement()
        return result
