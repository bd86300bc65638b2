# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools.arguments import is_id, is_id_or_false, takes
from ..tools.listing import list_names

SUPERVISOR = "social_care.group_social_care_supervisor"


class SocialCareMacro(models.Model):
    """A text that agents insert with one click, and what it does to the ticket.

    Unlike Odoo's canned responses, which stay available as shortcuts, it belongs to a
    company, is written in the languages of customers, has placeholders, and changes
    the ticket.
    """

    _name = "social.care.macro"
    _inherit = ["social.care.macro.rendering"]
    _description = "Social Care Macro"
    _order = "sequence, name, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        default=lambda self: self._get_default_owner(),
        ondelete="cascade",
        index="btree_not_null",
        help="Only the owner uses the macro. Without an owner it is shared.",
    )
    is_shared = fields.Boolean(
        string="Shared",
        compute="_compute_is_shared",
        inverse="_inverse_is_shared",
        help="All agents of the teams can use it. Supervisors edit shared macros.",
    )
    team_ids = fields.Many2many(
        "helpdesk.ticket.team",
        string="Teams",
        check_company=True,
        help="Teams that the macro is offered to. Leave empty for all.",
    )
    text_ids = fields.One2many("social.care.macro.text", "macro_id", copy=True)
    tag_ids = fields.Many2many(
        "helpdesk.ticket.tag", string="Add tags", check_company=True
    )
    stage_id = fields.Many2one(
        "helpdesk.ticket.stage", string="Move to stage", check_company=True
    )
    assign_team_id = fields.Many2one(
        "helpdesk.ticket.team",
        string="Assign to team",
        check_company=True,
        ondelete="restrict",
    )
    assign_user_id = fields.Many2one(
        "res.users",
        string="Assign to agent",
        domain="[('share', '=', False)]",
        help="Must be a member of the team of the ticket.",
    )
    placeholder_help = fields.Text(
        string="Placeholders", compute="_compute_placeholder_help"
    )

    @api.model
    def _get_default_owner(self):
        is_supervisor = self.env.user.has_group(SUPERVISOR)
        return self.env["res.users"] if is_supervisor else self.env.user

    @api.depends("user_id")
    def _compute_is_shared(self):
        for macro in self:
            macro.is_shared = not macro.user_id

    def _inverse_is_shared(self):
        for macro in self:
            macro.user_id = False if macro.is_shared else self.env.user

    @api.depends_context("lang")
    def _compute_placeholder_help(self):
        lines = (
            f"{{{one.name}}}  {one.get_label(self.env)}"
            for one in self._get_placeholders()
        )
        self.placeholder_help = "\n".join(lines)

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.constrains("user_id")
    def _check_owner(self):
        """Record rules look at the owner that a macro had, not at its new one."""
        user = self.env.user
        may_share = user._is_superuser() or user.has_group(SUPERVISOR)
        for macro in self:
            is_allowed = macro.user_id == user if macro.user_id else may_share
            if not (is_allowed or user._is_superuser()):
                raise AccessError(
                    self.env._(
                        "Agents write their own macros, supervisors the shared ones, "
                        "too."
                    )
                )

    @api.constrains("assign_team_id", "assign_user_id")
    def _check_assignment(self):
        for macro in self.filtered("assign_user_id"):
            team, user = macro.assign_team_id, macro.assign_user_id
            if team and user not in team.user_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not a member of %(team)s.",
                        person=user.name,
                        team=team.name,
                    )
                )

    @api.constrains("text_ids", "tag_ids", "stage_id", "assign_team_id")
    def _check_not_empty(self):
        for macro in self:
            if not (macro.text_ids or any(macro._get_acts().values())):
                raise ValidationError(
                    self.env._(
                        "Write a text, or choose what the macro “%s” changes.",
                        macro.name,
                    )
                )

    def _get_acts(self):
        """Return what the macro does to a ticket, as
        ``helpdesk.ticket._social_care_apply_acts`` takes it.
        """
        return {
            "tags": self.tag_ids,
            "stage": self.stage_id,
            "team": self.assign_team_id,
            "user": self.assign_user_id,
        }

    # -- the composer ----------------------------------------------------------

    @api.model
    @takes(thread_id=is_id, mention_id=is_id_or_false)
    def get_macros(self, thread_id, mention_id=False):
        """Return the macros that the user can use in a conversation, with their texts
        in the language of the customer.

        :param thread_id: ID of the ``social.care.thread``
        :param mention_id: ID of the message that is answered; its language counts
        :return: list of dicts: ``id``, ``name``, ``is_own``, ``text`` ('' for none),
            ``missing`` (placeholders without a value, str) and ``acts``, see
            ``helpdesk.ticket._social_care_describe_acts``
        :raise AccessError: if the user may not read the conversation
        """
        thread = self.env["social.care.thread"].browse(thread_id)
        thread.check_access("read")
        own = [("id", "=", mention_id), ("thread_id", "=", thread_id)]
        mentions = self.env["social.care.mention"]
        mention = mentions.search(own) or thread.last_mention_id
        macros = self._search_for(thread)
        texts = macros._render(thread, mention)
        ticket = thread.sudo()._open_ticket()
        return [
            {
                "id": macro.id,
                "name": macro.name,
                "is_own": bool(macro.user_id),
                "text": texts[macro].text,
                "missing": macro._describe_missing(texts[macro].missing),
                "acts": ticket._social_care_describe_acts(**macro.sudo()._get_acts()),
            }
            for macro in macros
        ]

    @api.model
    def _search_for(self, thread):
        return self.search(
            [
                ("company_id", "=", thread.company_id.id),
                "|",
                ("team_ids", "=", False),
                ("team_ids", "in", thread.team_id.ids),
            ]
        )

    def _describe_missing(self, names):
        labels = {one.name: one.get_label(self.env) for one in self._get_placeholders()}
        return list_names([labels.get(name, name) for name in names])

    @api.model
    @takes(macro_id=is_id, thread_id=is_id)
    def apply_to_ticket(self, macro_id, thread_id):
        """Do what a macro does, without a reply.

        :param macro_id: ID of a ``social.care.macro``
        :param thread_id: ID of the ``social.care.thread`` whose open ticket changes
        :raise AccessError: if the user may not use the macro or change the ticket
        :raise UserError: if there is no open ticket, or it refuses
        """
        macro = self.browse(macro_id)
        thread = self.env["social.care.thread"].browse(thread_id)
        for record in (macro, thread):
            record.check_access("read")
        ticket = thread._open_ticket()
        if not ticket:
            raise UserError(self.env._("This conversation has no open ticket."))
        ticket.check_access("write")
        acts = macro.sudo()._get_acts()
        ticket.sudo()._social_care_check_acts(**acts)
        ticket.sudo()._social_care_apply_acts(**acts)
        thread._notify_changed()
