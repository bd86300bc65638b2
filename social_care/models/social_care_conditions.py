# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml.builder import E

from odoo import api, models


class SocialCareConditions(models.AbstractModel):
    """Rules whose conditions are declared: what they require, and their form."""

    _name = "social.care.conditions"
    _description = "Conditions of Rules"

    @api.model
    def _get_conditions(self):
        """Return the declared conditions. Other addons extend it and append their own.

        :return: tuple of ``tools.rules.Condition``
        """
        return ()

    def _read_asked(self):
        """Return {name of the condition: requirement of this rule}."""
        conditions = self._get_conditions()
        return {one.name: one.read_asked(self) for one in conditions}

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Add the declared conditions that no view shows to the form."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for group in arch.xpath("//group[@name='conditions']"):
            missing = [
                condition
                for condition in self._get_conditions()
                if not arch.xpath(f"//field[@name='{condition.name}']")
            ]
            group.extend(map(self._build_condition_field, missing))
        return arch, view

    def _build_condition_field(self, condition):
        placeholder = condition.get_placeholder(self.env)
        hint = {"placeholder": placeholder} if placeholder else {}
        if self._fields[condition.name].type == "many2many":
            hint |= {"widget": "many2many_tags", "options": "{'no_create': True}"}
        return E.field(name=condition.name, **hint)
