# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareReplyActs(models.AbstractModel):
    """What a macro does to the ticket once the reply is published."""

    _name = "social.care.reply.acts"
    _description = "Acts of a Reply"

    act_tag_ids = fields.Many2many(
        "helpdesk.ticket.tag",
        "social_care_reply_act_tag_rel",
        string="Tags to add",
        readonly=True,
        copy=False,
    )
    act_stage_id = fields.Many2one(
        "helpdesk.ticket.stage", string="Stage to move to", readonly=True, copy=False
    )
    act_team_id = fields.Many2one(
        "helpdesk.ticket.team", string="Team to assign", readonly=True, copy=False
    )
    act_user_id = fields.Many2one(
        "res.users", string="Agent to assign", readonly=True, copy=False
    )

    def _take_acts(self, acts):
        """Note what the author wants to happen to the ticket.

        :param acts: dict as ``is_acts_or_false`` accepts it, False for nothing
        :raise AccessError: if the author may not change the ticket, or not read what
            they chose
        :raise UserError: if the ticket does not take it
        """
        if not acts or not any(acts.values()):
            return
        ticket = self.thread_id._open_ticket()
        ticket.sudo(False).check_access("write")
        self.write(
            {
                "act_tag_ids": [fields.Command.set(acts.get("tag_ids", []))],
                "act_stage_id": acts.get("stage_id", False),
                "act_team_id": acts.get("team_id", False),
                "act_user_id": acts.get("user_id", False),
            }
        )
        for records in self._get_acts().values():
            records.sudo(False).check_access("read")
        if ticket:
            ticket._social_care_check_acts(**self._get_acts())

    def _get_acts(self):
        return {
            "tags": self.act_tag_ids,
            "stage": self.act_stage_id,
            "team": self.act_team_id,
            "user": self.act_user_id,
        }

    def _get_panel_acts(self):
        """Return the acts for the conversation panel."""
        ticket = self.thread_id.sudo()._open_ticket()
        return ticket._social_care_describe_acts(**self.sudo()._get_acts())

    def _apply_acts(self, ticket):
        """Change the ticket in the name of the author.

        :param ticket: open ``helpdesk.ticket`` of the reply, in sudo
        :raise UserError: if the ticket refuses
        """
        acts = self._get_acts()
        if acts["stage"].closed and self._note_overtaken(ticket):
            acts["stage"] = acts["stage"].browse()
        ticket.with_user(self.user_id).sudo()._social_care_apply_acts(**acts)
