# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care.tools.pace import Pace

MOST_HOURS = 24 * 31
# Of fewer mentions a share says nothing.
FEWEST = 10
# A look at all levels ends after this time.
LOOK_SECONDS = 20


class SocialCareLevel(models.Model):
    """A level that people want to be told of when it is crossed."""

    _name = "social.care.level"
    _description = "Social Care Level"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    measure = fields.Selection(
        [
            ("count", "Mentions"),
            ("negative", "Negative mentions"),
            ("urgent", "Urgent mentions"),
            ("negative_share", "Share of negative, in percent"),
        ],
        required=True,
        default="negative",
    )
    account_ids = fields.Many2many(
        "social.care.account",
        string="Accounts",
        check_company=True,
        context={"active_test": False},
    )
    topic_ids = fields.Many2many(
        "social.care.topic",
        string="Topics",
        check_company=True,
        context={"active_test": False},
    )
    hours = fields.Float(
        string="Within hours", required=True, default=1, help="0.5 is half an hour."
    )
    threshold = fields.Float(string="From", required=True, default=20)
    user_ids = fields.Many2many(
        "res.users",
        string="Alert",
        domain=[("share", "=", False)],
        required=True,
        default=lambda self: self.env.user,
    )
    last_value = fields.Float(string="Now", readonly=True, copy=False)
    is_crossed = fields.Boolean(string="Crossed", readonly=True, copy=False)
    crossed_at = fields.Datetime(string="Last crossed", readonly=True, copy=False)

    @api.constrains("hours", "threshold")
    def _check_numbers(self):
        for level in self:
            if not 0 < level.hours <= MOST_HOURS or level.threshold <= 0:
                raise ValidationError(
                    self.env._(
                        "Hours and level must be more than 0, and hours at most %s.",
                        MOST_HOURS,
                    )
                )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.model_create_multi
    def create(self, vals_list):
        """It shows at once how things stand; the alarm comes with the next look."""
        levels = super().create(vals_list)
        for level in levels:
            level.last_value = level._measure()
        return levels

    @api.model
    def _cron_look(self):
        """Tell people of levels that were crossed since the last look, once each time
        until it has gone back below. In random order and for some seconds: whoever is
        not looked at now is so another time."""
        pace = Pace(LOOK_SECONDS)
        levels = list(self.search([("active", "=", True)]))
        random.shuffle(levels)
        for level in levels:
            level._look()
            if pace.is_over():
                break

    def _look(self):
        value = self._measure()
        crossed = value >= self.threshold
        if crossed and not self.is_crossed:
            self.crossed_at = fields.Datetime.now()
            self._alert(value)
        self.write({"last_value": value, "is_crossed": crossed})

    def _measure(self):
        rows = self.env["social.care.mention"]._read_group(
            self._domain(), ["sentiment", "urgency"], ["__count"]
        )
        total = sum(count for _mood, _urgency, count in rows)
        negative = sum(count for mood, _urgency, count in rows if mood == "negative")
        urgent = sum(count for _mood, urgency, count in rows if urgency in ("2", "3"))
        share = 100 * negative / total if total >= FEWEST else 0
        return {
            "count": total,
            "negative": negative,
            "urgent": urgent,
            "negative_share": share,
        }[self.measure]

    def _domain(self):
        since = fields.Datetime.now() - timedelta(hours=self.hours)
        domain = [
            ("company_id", "=", self.company_id.id),
            ("effective_at", ">=", since),
            ("is_own", "=", False),
            "|",
            ("worth", "in", (False, "worth")),
            ("state", "!=", "ignored"),
        ]
        if self.account_ids:
            domain.append(("account_id", "in", self.account_ids.ids))
        if self.topic_ids:
            domain.append(("topic_id", "in", self.topic_ids.ids))
        return domain

    def _alert(self, value):
        people = self._get_people_to_alert()
        if not people:
            return
        self.env["mail.thread"].message_notify(
            partner_ids=people.partner_id.ids,
            subject=self.env._("Level crossed: %s", self.name),
            body=Markup("<p>%s</p>") % self._sentence(value),
            model=self._name,
            res_id=self.id,
        )

    def _get_people_to_alert(self):
        """Of those who are to be told, who works here and may read mentions.

        :return: ``res.users``
        """
        mentions = self.env["social.care.mention"]
        return self.user_ids.filtered(
            lambda user: (
                user.active
                and not user.share
                and self.company_id in user.company_ids
                and mentions.with_user(user).has_access("read")
            )
        )

    def _sentence(self, value):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        return self.env._(
            "%(measure)s in the last %(hours)g h: %(value)g (level: %(level)g).",
            measure=labels[self.measure],
            hours=self.hours,
            value=round(value, 1),
            level=self.threshold,
        )
