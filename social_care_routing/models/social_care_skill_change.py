# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareSkillChange(models.Model):
    """A skill that an agent changed in their own profile.

    Odoo lets employees edit their own skills. Routing uses the former level until a
    supervisor confirms; changes by other users apply immediately.
    """

    _name = "social.care.skill.change"
    _description = "Social Care Skill Change"
    _order = "id desc"
    _rec_name = "skill_id"

    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users", string="Agent", required=True, readonly=True, ondelete="cascade"
    )
    skill_id = fields.Many2one(
        "hr.skill", required=True, readonly=True, ondelete="cascade"
    )
    before_level_id = fields.Many2one(
        "hr.skill.level",
        string="Level used in routing",
        readonly=True,
        ondelete="set null",
        help="Routing uses this level until the change is confirmed. If empty, the "
        "skill is not used.",
    )
    after_level_id = fields.Many2one(
        "hr.skill.level", string="New level", compute="_compute_after_level_id"
    )
    state = fields.Selection(
        [("waiting", "To confirm"), ("refused", "Refused")],
        default="waiting",
        required=True,
        readonly=True,
    )

    _once = models.Constraint(
        "UNIQUE (employee_id, skill_id)",
        "There is already a pending change of this skill.",
    )

    def _compute_after_level_id(self):
        """Empty if the agent removed the skill."""
        levels = (
            self.env["hr.employee.skill"]
            .sudo()
            ._get_social_care_levels(self._get_pairs())
        )
        for change in self:
            pair = change.employee_id, change.skill_id
            change.after_level_id = levels.get(pair)

    def _get_pairs(self):
        return {(change.employee_id, change.skill_id) for change in self}

    # -- noting ----------------------------------------------------------------

    @api.model
    def _note(self, before, after):
        """Record changes of skills by the current user, with the level that routing
        keeps using.

        :param before: {(employee, skill): level} before the change
        :param after: {(employee, skill): level} after it
        """
        known = {
            (own.employee_id, own.skill_id): own for own in self._search_pairs(before)
        }
        none, new = self.env["hr.skill.level"], {}
        for pair, level in before.items():
            change = known.get(pair, self.browse())
            counted = change.before_level_id if change else level
            if counted == after.get(pair, none):
                change.unlink()
            elif change:
                change.state = "waiting"
                change.invalidate_recordset(["after_level_id"])
            else:
                new[pair] = level
        self.create(
            [self._prepare_vals(*pair, level) for pair, level in new.items()]
        )._notify_supervisors()

    @api.model
    def _search_pairs(self, pairs):
        """:return: pending changes of these (employee, skill) pairs"""
        employees = {employee.id for employee, _skill in pairs}
        found = self.search([("employee_id", "in", list(employees))])
        return found.filtered(lambda own: (own.employee_id, own.skill_id) in pairs)

    def _prepare_vals(self, employee, skill, level):
        return {
            "employee_id": employee.id,
            "user_id": self.env.uid,
            "skill_id": skill.id,
            "before_level_id": level.id,
        }

    def _notify_supervisors(self):
        """Notify the supervisors of the company."""
        group = self.env.ref("social_care.group_social_care_supervisor").sudo()
        for change in self:
            users = group.all_user_ids.filtered(
                lambda user, company=change.company_id: (
                    company in user.company_ids and not user.share
                )
            )
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=users.partner_id.ids,
                subject=self.env._("Skill change to confirm"),
                body=change._describe(),
            )

    def _describe(self):
        none = self.env._("none")
        return self.env._(
            "%(person)s, %(skill)s: %(before)s → %(after)s",
            person=self.user_id.name,
            skill=self.skill_id.name,
            before=self.before_level_id.name or none,
            after=self.after_level_id.name or none,
        )

    # -- deciding --------------------------------------------------------------

    def action_confirm(self):
        """Use the new levels in routing.

        :raises AccessError: for users who are not supervisors
        """
        for change in self._get_for_supervisor():
            change._log(self.env._("Confirmed for routing: %s", change._describe()))
            change.unlink()
        self.env["social.care.routing.drain"]._schedule()

    def action_refuse(self):
        """Keep using the former levels in routing, whatever the employee's profile
        says.

        :raises AccessError: for users who are not supervisors
        """
        for change in self._get_for_supervisor():
            change._log(self.env._("Refused for routing: %s", change._describe()))
            change.state = "refused"

    def _get_for_supervisor(self):
        self.env.user._social_care_check_supervisor()
        self.check_access("read")
        return self.sudo()

    def _log(self, words):
        self.employee_id._message_log(body=words)
