# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.openapi import BASE
from .social_care_service_base import GROUP

MANAGER = "social_care.group_social_care_manager"
AGENT = "social_care.group_social_care_agent"


class SocialCareApiPage(models.AbstractModel):
    """What the administrator's page about outside desktops shows.

    Addons with another way in add its address in ``_list_addresses``.
    """

    _name = "social.care.api.page"
    _description = "Page about Outside Desktops"

    @api.model
    def get_page(self):
        """Return what the page shows.

        :return: {"addresses": [{"label", "url"}], "curl": command with KEY in place of
            the key, "users": [{"id", "name", "login", "is_agent", "key_until": text or
            False}], "requests_per_minute": number, "document": path}
        :raise AccessError: unless the user is an administrator
        """
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only an administrator may do this."))
        base = self.get_base_url()
        return {
            "addresses": self._list_addresses(base),
            "curl": f'curl -H "Authorization: Bearer KEY" {base}{BASE}/agent',
            "users": self._describe_users(),
            "requests_per_minute": self.env["social.care.api.usage"]._get_limit(),
            "document": f"{BASE}/openapi.json",
        }

    @api.model
    def _list_addresses(self, base):
        """Return the addresses that other systems are given.

        :param base: address of Odoo
        :return: list of {"label", "url"}
        """
        return [
            {"label": self.env._("REST"), "url": f"{base}{BASE}"},
            {
                "label": self.env._("OpenAPI document"),
                "url": f"{base}{BASE}/openapi.json",
            },
            {
                "label": self.env._("JSON-2"),
                "url": f"{base}/json/2/social.care.service/METHOD",
            },
            {"label": self.env._("XML-RPC"), "url": f"{base}/xmlrpc/2/object"},
        ]

    def _describe_users(self):
        """The users of the companies of the reader who may use the API."""
        users = (
            self.env.ref(GROUP)
            .sudo()
            .all_user_ids.filtered(lambda user: user.company_id in self.env.companies)
        )
        until = self._get_key_ends(users)
        agents = self.env.ref(AGENT).sudo().all_user_ids
        return [
            {
                "id": user.id,
                "name": user.name,
                "login": user.login,
                "is_agent": user in agents,
                "key_until": fields.Datetime.to_string(until.get(user)) or False,
            }
            for user in users.sorted("name")
        ]

    def _get_key_ends(self, users):
        """:return: {user: when the last of their valid keys ends}"""
        now = fields.Datetime.now()
        rows = (
            self.env["res.users.apikeys"]
            .sudo()
            ._read_group(
                [("user_id", "in", users.ids), ("expiration_date", ">", now)],
                ["user_id"],
                ["expiration_date:max"],
            )
        )
        return dict(rows)

    @api.model
    def open_users(self):
        """Return the action that lists the users who may use the API.

        :raise AccessError: unless the user is an administrator
        """
        self.get_page()
        group = self.env.ref(GROUP)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Users of outside desktops"),
            "res_model": "res.users",
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("all_group_ids", "in", group.ids)],
        }
