# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care.tools.pace import Pace

MOST_HOURS = 24 * 31
# Minimum number of mentions: a share of fewer is not meaningful.
FEWEST = 10
# Time limit of one check of all thresholds, in seconds.
CHECK_SECONDS = 20


class SocialCareAlertThreshold(models.Model):
    """A threshold that alerts people once when it is crossed."""

    _name = "social.care.alert.threshold"
    _description = "Alert Threshold"
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
        string="Time frame (hours)",
        required=True,
        default=1,
        help="0.5 is half an hour.",
    )
    threshold = fields.Float(required=True, default=20)
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
        for alert in self:
            if not 0 < alert.hours <= MOST_HOURS or alert.threshold <= 0:
                raise ValidationError(
                    self.env._(
                        "The hours and the threshold must be positive, and the hours "
                        "at most %s.",
                        MOST_HOURS,
                    )
                )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.model_create_multi
    def create(self, vals_list):
        """Show the current value at once; alerts come with the next check."""
        thresholds = super().create(vals_list)
        for threshold in thresholds:
            threshold.last_value = threshold._measure()
        return thresholds

    @api.model
    def _cron_look(self):
        """Alert people of thresholds that were crossed since the last check, once until
        the value has gone back below.

        In random order and for ``CHECK_SECONDS``: the next run checks the others.
        """
        pace = Pace(CHECK_SECONDS)
        thresholds = list(self.search([("active", "=", True)]))
        random.shuffle(thresholds)
        for threshold in thresholds:
            threshold._check_crossing()
            if pace.is_over():
                break

    def _check_crossing(self):
        value = self._measure()
        crossed = value >= self.threshold
        if crossed and not self.is_crossed:
            self.crossed_at = fields.Datetime.now()
            self._alert(value)
        self.write({"last_value": value, "is_crossed": crossed})

    def _measure(self):
        """Return the current value: a count of mentions, or a share in percent."""
        rows = self.env["social.care.mention"]._read_group(
            self._get_domain(), ["sentiment", "urgency"], ["__count"]
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

    def _get_domain(self):
        since = fields.Datetime.now() - timedelta(hours=self.hours)
        domain = [
            ("company_id", "=", self.company_id.id),
            ("effective_at", ">=", since),
            ("is_own", "=", False),
            "|",
            ("relevance", "in", (False, "relevant")),
            ("state", "!=", "ignored"),
        ]
        if self.account_ids:
            domain.append(("account_id", "in", self.account_ids.ids))
        if self.topic_ids:
            domain.append(("topic_id", "in", self.topic_ids.ids))
        return domain

    def _alert(self, value):
        people = self.company_id._social_care_filter_readers(self.user_ids)
        if not people:
            return
        self.env["mail.thread"].message_notify(
            partner_ids=people.partner_id.ids,
            subject=self.env._("Alert threshold crossed: %s", self.name),
            body=Markup("<p>%s</p>") % self._describe(value),
            model=self._name,
            res_id=self.id,
        )

    def _describe(self, value):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        return self.env._(
            "%(measure)s in the last %(hours)g h: %(value)g "
            "(threshold: %(threshold)g).",
            measure=labels[self.measure],
            hours=self.hours,
            value=round(value, 1),
            threshold=self.threshold,
        )
