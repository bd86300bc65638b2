# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.moderation import ACTIONS

from ..tools import crowd


class SocialCareDemoPerson(models.Model):
    """A customer on the demo network that any user can act as."""

    _name = "social.care.demo.person"
    _description = "Demo Network Person"
    _order = "name, id"

    name = fields.Char(required=True)
    handle = fields.Char(required=True)
    followers = fields.Integer()
    verified = fields.Boolean()
    language = fields.Char(default="en")
    in_crowd = fields.Boolean(help="One of many who complain at once.")
    muted_by_ids = fields.Many2many(
        "social.care.account",
        "social_care_demo_person_muted_rel",
        help="Companies that hear nothing of this person any more.",
    )
    blocked_by_ids = fields.Many2many(
        "social.care.account",
        "social_care_demo_person_blocked_rel",
        help="Companies to whom this person cannot write any more.",
    )

    _handle_unique = models.Constraint(
        "UNIQUE (handle)", "This name is taken on the demo network."
    )

    def _get_author_vals(self, account):
        """Return this person as the network describes them to an account."""
        own = f"@{account.id}" if account.demo_is_scoping_people else ""
        return {
            "external_id": f"person-{self.id}{own}",
            "handle": self.handle,
            "name": self.name,
            "followers": self.followers,
            "verified": self.verified,
        }

    def _set_moderated(self, account, code, undo):
        """Do what a company asked for, or take it back.

        :param account: ``social.care.account`` of the company
        :param code: ``mute`` or ``block``
        """
        command = fields.Command.unlink if undo else fields.Command.link
        self.write({ACTIONS[code].field: [command(account.id)]})

    @api.model
    def _get_crowd(self, count):
        """Return so many people, always the same ones."""
        wanted = dict(crowd.make_names(count))
        known = self.search([("handle", "in", list(wanted))])
        missing = wanted.keys() - set(known.mapped("handle"))
        return known + self.create(
            [
                {"handle": handle, "name": wanted[handle], "in_crowd": True}
                for handle in sorted(missing)
            ]
        )

    @api.model
    def _complain(self, account, count):
        """Let so many people complain about one failure, each of them once."""
        posts = self.env["social.care.demo.post"].create(
            [
                {
                    "account_id": account.id,
                    "person_id": person.id,
                    "text": crowd.make_words(number, account.handle),
                }
                for number, person in enumerate(self._get_crowd(count))
            ]
        )
        for post in posts:
            post._tell("post")
        return posts
