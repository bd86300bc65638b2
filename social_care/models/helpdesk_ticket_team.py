# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.listing import list_names


class HelpdeskTicketTeam(models.Model):
    """Keep the work of a team: it cannot be archived while it is in use, and members
    who leave release their tickets.
    """

    _inherit = "helpdesk.ticket.team"

    social_care_reopen_days = fields.Integer(
        string="Reopen within (days)",
        default=14,
        help="A customer who writes again within this many days reopens the closed "
        "ticket. Later, a new ticket is created. Set 0 to always create a new "
        "ticket.",
        groups="base.group_user",
    )
    social_care_reopen_stage_id = fields.Many2one(
        comodel_name="helpdesk.ticket.stage",
        string="Stage when reopened",
        domain="[('closed', '=', False), '|', ('team_ids', '=', False),"
        " ('team_ids', '=', id)]",
        help="Left empty, a reopened ticket returns to the first stage of the team.",
        groups="base.group_user",
    )
    social_care_resolved_stage_id = fields.Many2one(
        comodel_name="helpdesk.ticket.stage",
        string="Stage when resolved",
        domain="[('closed', '=', True), '|', ('team_ids', '=', False),"
        " ('team_ids', '=', id)]",
        help="Left empty, a resolved ticket moves to the first closed stage of the "
        "team.",
        groups="base.group_user",
    )
    social_care_progress_stage_id = fields.Many2one(
        comodel_name="helpdesk.ticket.stage",
        string="Stage in progress",
        domain="[('closed', '=', False), '|', ('team_ids', '=', False),"
        " ('team_ids', '=', id)]",
        help="A ticket moves here with our first reply, and again when the customer "
        "writes. Left empty, replies do not change the stage.",
        groups="base.group_user",
    )
    social_care_pending_stage_id = fields.Many2one(
        comodel_name="helpdesk.ticket.stage",
        string="Stage while waiting for the customer",
        domain="[('closed', '=', False), '|', ('team_ids', '=', False),"
        " ('team_ids', '=', id)]",
        help="A ticket moves here when we have replied to everything the customer "
        "wrote.",
        groups="base.group_user",
    )
    social_care_ignore_thanks = fields.Boolean(
        string="Ignore thanks",
        default=True,
        help="A message that only says thanks, such as “Thanks!” or 👍, neither "
        "reopens a ticket nor waits for a reply.",
        groups="base.group_user",
    )

    social_care_account_ids = fields.One2many(
        "social.care.account", "team_id", groups="social_care.group_social_care_agent"
    )
    social_care_stream_ids = fields.One2many(
        "social.care.stream", "team_id", groups="social_care.group_social_care_agent"
    )
    social_care_rule_ids = fields.One2many(
        "social.care.rule", "team_id", groups="social_care.group_social_care_agent"
    )

    def _social_care_get_reopen_stage(self):
        """Return the stage of tickets whose customer wrote again; without a team that
        of any ticket.
        """
        stages = self._social_care_get_open_stages()
        return self.social_care_reopen_stage_id & stages or stages[:1]

    def _social_care_get_open_stages(self):
        return self._get_applicable_stages().filtered(lambda stage: not stage.closed)

    def _social_care_get_resolved_stage(self):
        """Return the stage of resolved tickets; empty if the team has no closed one."""
        stages = self._get_applicable_stages().filtered("closed")
        return self.social_care_resolved_stage_id & stages or stages[:1]

    def _social_care_get_followed_stages(self):
        """Return the stages that tickets leave by themselves; others have a meaning of
        their own.
        """
        chosen = self.social_care_progress_stage_id | self.social_care_pending_stage_id
        first = self._social_care_get_open_stages()[:1]
        return first | self._social_care_get_reopen_stage() | chosen

    def _social_care_get_answered_stage(self, is_waited_on):
        """Return the stage of a ticket that we replied to.

        :param is_waited_on: whether the customer still waits for another reply
        :return: ``helpdesk.ticket.stage``, empty if the team wants none
        """
        progress = self.social_care_progress_stage_id
        pending = self.social_care_pending_stage_id
        wanted = progress if is_waited_on else pending or progress
        return wanted & self._social_care_get_open_stages()

    def _social_care_get_question_stage(self):
        """Return the stage of a ticket whose customer wrote again while it waited for
        them.
        """
        wanted = self.social_care_progress_stage_id
        return wanted & self._social_care_get_open_stages() or (
            self._social_care_get_reopen_stage()
        )

    def _social_care_check_takes(self, companies, user):
        """Check that tickets can be given to this team, and to a user of it.

        :param companies: ``res.company`` of the tickets
        :param user: ``res.users``, may be empty
        :raise UserError: otherwise
        """
        company = self.company_id
        if company and companies != company:
            raise UserError(self.env._("%s belongs to another company.", self.name))
        if user and user not in self.user_ids:
            raise UserError(
                self.env._(
                    "%(person)s is not a member of %(team)s.",
                    person=user.name,
                    team=self.name,
                )
            )

    @api.model
    def _social_care_get_domain(self):
        """Return the domain of the teams that take part in Social Care: those that an
        account, a stream or a rule names.

        Other addons add the teams that their own records name.

        :return: ``odoo.fields.Domain``
        """
        names = ("account", "stream", "rule")
        return Domain.OR(
            Domain(f"social_care_{name}_ids", "!=", False) for name in names
        )

    def _social_care_is_ignoring_thanks(self):
        """Whether thanks need no reply; also where a ticket has no team."""
        return self.social_care_ignore_thanks or not self

    def write(self, vals):
        """Refuse to archive a team in use, and release the tickets of members who
        leave.
        """
        if not vals.get("active", True):
            for team in self.filtered("active"):
                team._social_care_check_unused(team._social_care_get_uses())
        if vals.get("company_id"):
            elsewhere = [("company_id", "!=", vals["company_id"])]
            for team in self:
                team._social_care_check_unused(team._social_care_get_uses(elsewhere))
        before = {team: team.user_ids for team in self} if "user_ids" in vals else {}
        result = super().write(vals)
        for team, people in before.items():
            team._social_care_release_tickets_of(people - team.user_ids)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_social_care_used(self):
        for team in self:
            uses = team._social_care_get_uses()
            ended = team._social_care_search_tickets([("closed", "=", True)])
            if ended:
                uses.append(self.env._("%s closed tickets", len(ended)))
            team._social_care_check_unused(uses)

    def _social_care_check_unused(self, uses):
        """Check that nothing needs this team.

        :param uses: list of str, as ``_social_care_get_uses`` returns it
        :raise UserError: with what still needs it
        """
        if uses:
            raise UserError(
                self.env._(
                    "The team %(team)s is still in use. Move its tickets and choose "
                    "another team in these places first:\n%(uses)s",
                    team=self.sudo().name,
                    uses="\n".join(f"• {use}" for use in uses),
                )
            )

    def _social_care_get_uses(self, domain=()):
        """Return what would lose its team with this one.

        Other addons extend it.

        :param domain: additional domain on ``company_id``
        :return: list of str for users, empty if nothing needs the team
        """
        tickets = self._social_care_search_tickets([("closed", "=", False), *domain])
        accounts = self._social_care_search_uses("social.care.account", domain)
        streams = self._social_care_search_uses("social.care.stream", domain)
        rules = self._social_care_search_uses("social.care.rule", domain)
        macros = self._social_care_search_macros(domain)
        uses = (
            self._social_care_describe_uses(
                self.env._("Open tickets"), tickets, "number"
            ),
            self._social_care_describe_uses(self.env._("Accounts"), accounts),
            self._social_care_describe_uses(self.env._("Streams"), streams),
            self._social_care_describe_uses(self.env._("Rules"), rules),
            self._social_care_describe_uses(self.env._("Macros"), macros),
        )
        return [use for use in uses if use]

    def _social_care_search_uses(self, model, domain=()):
        """Return records of a model that name this team, in all companies."""
        return self.env[model].sudo().search([("team_id", "in", self.ids), *domain])

    def _social_care_search_macros(self, domain):
        """Return macros for this team, or that assign tickets to it."""
        named = ["|", ("team_ids", "in", self.ids), ("assign_team_id", "in", self.ids)]
        return self.env["social.care.macro"].sudo().search([*domain, *named])

    def _social_care_describe_uses(self, label, records, name="display_name"):
        """Return one line for a list of uses; records of other companies are not named.

        :param label: what the records are, in the plural
        :param name: name of the field that names a record
        :return: str, empty without records
        """
        companies = self.env.user.company_ids
        seen = records.filtered(lambda record: record.company_id <= companies)
        names = seen.mapped(name)
        if records - seen:
            names = [*names[:4], self.env._("in other companies")]
        return names and f"{label}: {list_names(names)}" or ""

    def _social_care_search_tickets(self, domain):
        return self._social_care_search_uses("helpdesk.ticket", domain)

    # -- people who leave ------------------------------------------------------

    def _social_care_release_tickets_of(self, people):
        """Release the open tickets that users have in this team.

        :param people: ``res.users`` who left the team
        """
        if people:
            owned = [("user_id", "in", people.ids), ("closed", "=", False)]
            self._social_care_search_tickets(owned)._social_care_release_owner()

    def _social_care_notify_released(self, tickets, owner_name):
        """Notify the members of the team that tickets need a new owner; without members
        or team, the supervisors.
        """
        people = self.sudo().user_ids
        for company, own in tickets.sudo().grouped("company_id").items():
            told = people or company._social_care_get_supervisors()
            self._social_care_send_released(own, owner_name, told.partner_id)

    def _social_care_send_released(self, tickets, owner_name, people):
        if not people:
            return
        rows = Markup("").join(
            Markup("<li>%s</li>") % ticket.number for ticket in tickets
        )
        (self or self.env["mail.thread"]).sudo().message_notify(
            partner_ids=people.ids,
            subject=self.env._(
                "%(count)s ticket(s) of %(person)s are back in the queue",
                count=len(tickets),
                person=owner_name,
            ),
            body=Markup("<ul>%s</ul>") % rows,
        )
