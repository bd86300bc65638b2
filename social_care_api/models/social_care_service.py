# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.routing import Map, Rule

from odoo import api, models, tools

from ..tools.openapi import build_document


class SocialCareService(models.AbstractModel):
    """Everything that the desktop of another contact center can do.

    An addon adds operations by methods with the decorator ``operation``; all skins then
    offer them.
    """

    _name = "social.care.service"
    _inherit = [
        "social.care.service.agent",
        "social.care.service.work",
        "social.care.service.reply",
        "social.care.service.ticket",
        "social.care.service.supervision",
    ]
    _description = "Service for Outside Desktops"

    @api.model
    def _list_operations(self):
        """Return the operations of all installed addons.

        :return: list of ``tools.operation.Operation``, by path
        """
        members = (getattr(type(self), name) for name in dir(type(self)))
        found = [m.operation for m in members if hasattr(m, "operation")]
        return sorted(found, key=lambda one: (one.path, one.method))

    @api.model
    @tools.ormcache()
    def _get_document(self):
        """Return the OpenAPI document, which anybody may ask for.

        :return: dict of JSON values that is not changed
        """
        return build_document(self._list_operations())

    @api.model
    @tools.ormcache()
    def _get_routes(self):
        """Return how REST finds an operation.

        :return: ({name: operation}, ``werkzeug.routing.Map`` with these names)
        """
        operations = {one.name: one for one in self._list_operations()}
        rules = [
            Rule(
                one.path.replace("{", "<int:").replace("}", ">"),
                endpoint=one.name,
                methods=[one.method],
            )
            for one in operations.values()
        ]
        return operations, Map(rules, strict_slashes=True, merge_slashes=False)
