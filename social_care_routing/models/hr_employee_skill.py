# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class HrEmployeeSkill(models.Model):
    """Re-run routing when an employee's skills change; changes that agents make
    themselves wait for a supervisor."""

    _inherit = "hr.employee.skill"

    @api.model_create_multi
    def create(self, vals_list):
        pairs = self._get_social_care_pairs_of_vals(vals_list)
        before = self._get_social_care_levels(pairs)
        records = super().create(vals_list)
        self._note_social_care_change(pairs | records._get_social_care_pairs(), before)
        return records

    def write(self, vals):
        pairs = self._get_social_care_pairs()
        before = self._get_social_care_levels(pairs)
        result = super().write(vals)
        self._note_social_care_change(pairs | self._get_social_care_pairs(), before)
        return result

    def unlink(self):
        pairs = self._get_social_care_pairs()
        before = self._get_social_care_levels(pairs)
        result = super().unlink()
        self._note_social_care_change(pairs, before)
        return result

    def _get_social_care_pairs(self):
        """:return: {(employee, skill)} of these rows"""
        return {(own.employee_id, own.skill_id) for own in self.sudo()}

    def _get_social_care_pairs_of_vals(self, vals_list):
        employees = self.env["hr.employee"].sudo()
        skills = self.env["hr.skill"].sudo()
        return {
            (employees.browse(vals["employee_id"]), skills.browse(vals["skill_id"]))
            for vals in vals_list
            if vals.get("employee_id") and vals.get("skill_id")
        }

    @api.model
    def _get_social_care_levels(self, pairs):
        """The best level that is valid today for each employee and skill.

        :return: {(employee, skill): level}, without missing ones
        """
        employees = {employee.id for employee, _skill in pairs}
        known = self.sudo().search(
            Domain("employee_id", "in", list(employees))
            & self._get_social_care_valid_domain()
        )
        levels = {}
        for own in known.sorted("level_progress"):
            levels[own.employee_id, own.skill_id] = own.skill_level_id
        return {pair: levels[pair] for pair in pairs if pair in levels}

    @api.model
    def _get_social_care_valid_domain(self):
        """Domain of rows that are valid today; expired certifications are not."""
        today = fields.Date.context_today(self)
        until = Domain("valid_to", "=", False) | Domain("valid_to", ">=", today)
        return Domain("valid_from", "<=", today) & until

    # -- who changed it --------------------------------------------------------

    def _note_social_care_change(self, pairs, before):
        """Record changes that agents make to their own skills; they need confirmation.
        Changes by other users apply immediately.

        :param pairs: {(employee, skill)} that may have changed
        :param before: levels before the change, as of ``_get_social_care_levels``
        """
        changes = self.env["social.care.skill.change"].sudo()
        own = self._filter_social_care_own(pairs)
        none = self.env["hr.skill.level"]
        changes._note(
            {pair: before.get(pair, none) for pair in own},
            self._get_social_care_levels(own),
        )
        changes._search_pairs(pairs - own).unlink()
        self.env["social.care.routing.drain"]._schedule()

    def _filter_social_care_own(self, pairs):
        """The ``pairs`` of the current user as an agent. Changes by supervisors need no
        confirmation, since they could confirm them themselves."""
        user = self.env.user
        if user._is_superuser() or user._social_care_is_supervisor():
            return set()
        own = {pair for pair in pairs if pair[0].user_id == user}
        return own if own and self._is_social_care_agent(user) else set()

    def _is_social_care_agent(self, user):
        agents = self.env["social.care.agent"].sudo()
        return bool(agents.search_count([("user_id", "=", user.id)], limit=1))
