# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.translate import LazyTranslate

from .social_care_reply_checks import ON_NETWORK

_lt = LazyTranslate(__name__)

AGENT = "social_care.group_social_care_agent"
MANAGER = "social_care.group_social_care_manager"
# Name, sequence, title and explanation of each step.
STEPS = (
    (
        "connect",
        10,
        _lt("Connect an account"),
        _lt("Choose a network and log in with your handle."),
    ),
    (
        "people",
        20,
        _lt("Add people"),
        _lt("Agents reply, supervisors see all teams, administrators configure."),
    ),
    (
        "team",
        30,
        _lt("Create a team"),
        _lt("Mentions become tickets of a team. Its members reply."),
    ),
    (
        "rule",
        40,
        _lt("Create a rule"),
        _lt("Rules decide which mentions become tickets, and for which team."),
    ),
    (
        "answer",
        90,
        _lt("Reply to the first mention"),
        _lt("Write to your account like a customer would. The ticket opens here."),
    ),
)
OPTIONAL = {"people"}


class SocialCareSetupGuide(models.AbstractModel):
    """Guide from an empty database to the first answered mention.

    What is done is read from the data. Other addons extend ``_get_steps`` and add a
    method ``_open_<step>`` for each step.
    """

    _name = "social.care.setup.guide"
    _description = "Getting Started with Social Care"

    # -- RPC -------------------------------------------------------------------

    @api.model
    def get_guide(self):
        """Return what the guide shows to an administrator.

        :return: {"steps": [step], "findings": [finding], "is_finished": bool}
        :raise AccessError: unless the user is an administrator
        """
        self._check_manager()
        steps = sorted(self._get_steps(), key=lambda step: step["sequence"])
        return {
            "steps": steps,
            "findings": [finding.as_dict() for finding in self._get_findings()],
            "is_finished": self._is_finished(steps),
        }

    @api.model
    def open_step(self, name):
        """Return the action of a step, its form filled in as far as possible.

        :param name: name of a step of ``get_guide``
        :raise AccessError: unless the user is an administrator
        """
        self._check_manager()
        known = [step["name"] for step in self._get_steps()]
        return getattr(self, f"_open_{name}")() if name in known else False

    @api.model
    def dismiss(self):
        """Open the app with the inbox from now on, even if steps are left.

        :raise AccessError: unless the user is an administrator
        """
        self._check_manager()
        self.env.company.sudo().social_care_is_guide_dismissed = True
        return self._open_inbox()

    def _check_manager(self):
        if not self._is_manager():
            raise AccessError(self.env._("Only an administrator may do this."))

    def _is_manager(self):
        return self.env.user.has_group(MANAGER)

    # -- opening the app -------------------------------------------------------

    @api.model
    def _open_app(self):
        """Open the guide for administrators while steps are left, else the inbox."""
        is_ready = self.env.company.sudo().social_care_is_guide_dismissed
        if is_ready or not self._is_manager() or self._is_finished(self._get_steps()):
            return self._open_inbox()
        return self._action("social_care.social_care_setup_guide_action")

    def _open_inbox(self):
        return self._action("social_care.social_care_inbox_action")

    def _action(self, xmlid):
        return self.env["ir.actions.actions"]._for_xml_id(xmlid)

    # -- steps -----------------------------------------------------------------

    def _is_finished(self, steps):
        return all(step["is_done"] or step["is_optional"] for step in steps)

    @api.model
    def _get_steps(self):
        """Return the steps of the guide.

        Other addons extend it.

        :return: list of dicts, as ``_make_step`` returns them
        """
        done = self._get_done()
        return [
            self._make_step(
                name,
                sequence,
                self.env._(title),
                self.env._(words),
                done[name],
                is_optional=name in OPTIONAL,
            )
            for name, sequence, title, words in STEPS
        ]

    def _get_done(self):
        return {
            "connect": bool(self._find_accounts()),
            "people": len(self._find_agents()) > 1,
            "team": bool(self._find_teams()),
            "rule": bool(self._find_rules() and self._find_routed_streams()),
            "answer": bool(self._find_replies()),
        }

    def _make_step(self, name, sequence, title, words, is_done, is_optional=False):
        return {
            "name": name,
            "sequence": sequence,
            "title": title,
            "words": words,
            "is_done": is_done,
            "is_optional": is_optional,
        }

    def _get_findings(self):
        """Return findings on jobs and scheduled actions of the server, and on the apps
        of the company.
        """
        accounts = self.env["social.care.account"].sudo()
        apps = self.env["social.care.app"].search(
            [("company_id", "=", self.env.company.id)]
        )
        jobs = accounts._diagnose_jobs() + accounts._diagnose_crons()
        return jobs + apps.sudo()._diagnose()

    # -- what there is ---------------------------------------------------------

    def _find_own(self, model, *domain):
        own = [("company_id", "=", self.env.company.id)]
        return self.env[model].search(own + list(domain), limit=1)

    def _find_accounts(self):
        return self._find_own("social.care.account", ("state", "!=", "draft"))

    def _find_agents(self):
        return self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref(AGENT).ids),
                ("company_ids", "in", self.env.company.ids),
                ("share", "=", False),
            ]
        )

    def _find_teams(self):
        return self._find_own(
            "helpdesk.ticket.team", ("user_ids", "in", self._find_agents().ids)
        )

    def _find_rules(self):
        return self._find_own("social.care.rule", ("action", "=", "ticket"))

    def _find_routed_streams(self):
        return self._find_own("social.care.stream", ("stage", "=", "routed"))

    def _find_replies(self):
        return self._find_own("social.care.reply", ("state", "in", ON_NETWORK))

    # -- forms, filled in ------------------------------------------------------

    def _open_form(self, model, title, views=None, **defaults):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(views and self.env.ref(views).id, "form")],
            "target": "new",
            "context": {f"default_{name}": value for name, value in defaults.items()},
        }

    def _open_connect(self):
        if not self.env["social.care.account"]._fields["network"].get_values(self.env):
            return self._open_networks()
        return self._open_form(
            "social.care.connect", self.env._("Connect an account"), stage="routed"
        )

    def _open_networks(self):
        """Open the list of addons with networks, if none is installed."""
        return {
            **self._action("base.open_module_tree"),
            "domain": [("name", "=like", "social_care_%")],
            "context": {},
        }

    def _open_people(self):
        """Open the form of a new user, whose role the administrator chooses."""
        return self._open_form(
            "res.users",
            self.env._("Add a person"),
            "social_care.res_users_add_form",
            group_ids=self.env.ref("base.group_user").ids,
            social_care_role="agent",
        )

    def _open_team(self):
        return self._open_form(
            "helpdesk.ticket.team",
            self.env._("Create a team"),
            **self._get_team_values(),
        )

    def _get_team_values(self):
        """Return the default values of the first team."""
        return {
            "name": self.env._("Customer care"),
            "user_ids": self._find_agents().ids,
            "company_id": self.env.company.id,
        }

    def _open_rule(self):
        if self._find_rules() and not self._find_routed_streams():
            return self._action("social_care.social_care_stream_action")
        team = self._find_teams()
        return self._open_form(
            "social.care.rule",
            self.env._("Create a rule"),
            name=self.env._("Everything to %s", team.name or ""),
            action="ticket",
            team_id=team.id,
        )

    def _open_no_tickets(self):
        """Open the empty list of tickets, with the addresses to post mentions to."""
        action = self._action("social_care.social_care_ticket_action")
        pushed = self.env["social.care.account"].search(
            [("company_id", "=", self.env.company.id), ("state", "!=", "draft")]
        )
        addresses = Markup().join(
            Markup("<p>%s <code>%s</code></p>")
            % (self.env._("Webhook address of %s:", account.name), account.webhook_url)
            for account in pushed.filtered("has_webhook")
        )
        return {**action, "help": Markup(action["help"] or "") + addresses}

    def _open_answer(self):
        thread = self._find_own("social.care.thread", ("ticket_id.closed", "=", False))
        if not thread.ticket_id:
            return self._open_no_tickets()
        return thread.ticket_id._social_care_open_form()
