# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import models


class SocialCarePhoneLine(models.Model):
    _inherit = "social.care.phone.line"

    def _get_device_names(self):
        """By what phone systems tell agents in notices: the device, the extension, the
        login or the name. What two agents share tells nobody.

        :return: {name in lower case: device}
        """
        pairs = {
            (name.strip().lower(), line.device)
            for line in self
            for name in line._list_names()
            if name and name.strip()
        }
        count = Counter(name for name, _device in pairs)
        return {name: device for name, device in pairs if count[name] == 1}

    def _list_names(self):
        user = self.user_id
        return (self.device, self.extension, user.login, user.name)
