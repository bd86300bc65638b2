# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

# What a rule decides about an open ticket, in the order in which it is said.
DECIDED = ("team_id", "user_id", "category_id", "priority", "tag_ids")


class SocialCareMentionRules(models.AbstractModel):
    """Apply the rules to an open ticket again, after a verdict was corrected."""

    _name = "social.care.mention.rules"
    _description = "Rules Applied Again"

    def get_rule_changes(self):
        """Return in words what the rules would change on the open ticket of this
        mention now.

        :return: str, '' if the rules would change nothing
        :raise AccessError: if the user may not read the mention or its ticket
        """
        ticket = self._get_ticket_of_rules("read")
        return self._describe_changes(ticket, self._plan_changes(ticket))

    def apply_rules_again(self):
        """Change the open ticket of this mention as the rules say now.

        Tags are added only. The assignee stays if they are a member of the team. The
        team stays unless a rule names another one: somebody may have transferred the
        ticket.

        :return: str, what changed, in words
        :raise AccessError: if the user may not read the mention or change the ticket
        :raise UserError: if the rules would change nothing
        """
        ticket = self._get_ticket_of_rules("write")
        changes = self._plan_changes(ticket)
        if not changes:
            raise UserError(self.env._("The rules would change nothing on the ticket."))
        words = self._describe_changes(ticket, changes)
        ticket.write(changes)
        ticket._social_care_notify_screens()
        return words

    def _get_ticket_of_rules(self, operation):
        """Return the open ticket of this mention, in sudo; an empty one if it has none.

        :raise AccessError: if the user lacks the access
        """
        self.ensure_one()
        self.check_access("read")
        ticket = self.sudo().thread_id._open_ticket()
        ticket.sudo(False).check_access(operation)
        return ticket.sudo()

    def _plan_changes(self, ticket):
        """Return what the rules would change, as values for the ticket."""
        mention = self.sudo()
        rule = mention.env["social.care.rule"]._decide(mention)[mention]
        state, rule = mention._decide_outcome(rule)
        if not ticket or state != "ticket":
            return {}
        decided = {"team_id": ticket.team_id.id, **rule._get_ticket_vals()}
        vals = mention._get_ticket_vals(decided)
        vals = mention._replace_inactive_team(vals)
        changes = {
            name: vals[name]
            for name in DECIDED
            if vals.get(name) and vals[name] != self._read_raw(ticket, name)
        }
        tags = self._list_linked(vals.get("tag_ids", [])) - set(ticket.tag_ids.ids)
        changes["tag_ids"] = [fields.Command.link(tag) for tag in sorted(tags)]
        changes = {name: value for name, value in changes.items() if value}
        return {**self._plan_release(ticket, changes), **changes}

    def _plan_release(self, ticket, changes):
        """Return the values by which an assignee leaves who is not in the new team."""
        team = ticket.team_id.browse(changes.get("team_id"))
        is_outside = team and ticket.user_id and ticket.user_id not in team.user_ids
        return {"user_id": False} if is_outside else {}

    def _list_linked(self, commands):
        """Return the IDs that commands ``LINK`` and ``SET`` of a tag field name."""
        linked = set()
        for command, record_id, ids in commands:
            linked |= set(ids) if command == fields.Command.SET else {record_id}
        return linked

    def _read_raw(self, ticket, name):
        value = ticket[name]
        return value.id if ticket._fields[name].relational else value

    def _describe_changes(self, ticket, changes):
        """Return values for a ticket in words: "Team: Safety. Priority: High."."""
        return " ".join(
            self._describe_change(ticket, name, changes[name])
            for name in DECIDED
            if name in changes
        )

    def _describe_change(self, ticket, name, value):
        field = ticket._fields[name].get_description(self.env, ["string", "selection"])
        if name == "tag_ids":
            value = ticket.tag_ids.browse(self._list_linked(value)).mapped("name")
            value = ", ".join(value)
        elif name == "priority":
            value = dict(field["selection"])[value]
        else:
            value = ticket[name].browse(value).display_name or self.env._("nobody")
        return self.env._("%(field)s: %(value)s.", field=field["string"], value=value)
