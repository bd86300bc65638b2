# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care.tools.text import get_web_link

EMPLOYEE = "base.group_user"


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_rating_delay_hours = fields.Integer(
        string="Ask after (hours)",
        default=2,
        help="A customer is asked for a rating this long after the ticket was closed.",
        groups=EMPLOYEE,
    )
    social_care_rating_pause_days = fields.Integer(
        string="Days between requests",
        default=90,
        help="A person is not asked again within this many days, whatever profile they "
        "write with.",
        groups=EMPLOYEE,
    )
    social_care_rating_valid_days = fields.Integer(
        string="Link expires after (days)",
        default=7,
        help="The link to the page of the rating can be used once within this many "
        "days.",
        groups=EMPLOYEE,
    )
    social_care_review_url = fields.Char(
        string="Public review page",
        help="Shown on the thank-you page after four or five stars. Some review "
        "platforms do not allow to ask satisfied customers only.",
        groups=EMPLOYEE,
    )
    social_care_review_text = fields.Char(
        string="Invitation",
        translate=True,
        help="Text of the button that opens the public review page.",
        groups=EMPLOYEE,
    )

    _social_care_rating_delay = models.Constraint(
        "CHECK (social_care_rating_delay_hours BETWEEN 0 AND 720)",
        "Ask for ratings within 30 days after closing a ticket.",
    )
    _social_care_rating_pause = models.Constraint(
        "CHECK (social_care_rating_pause_days BETWEEN 1 AND 3650)",
        "Ask a person for ratings at most once a day.",
    )
    _social_care_rating_valid = models.Constraint(
        "CHECK (social_care_rating_valid_days BETWEEN 1 AND 90)",
        "The link to a rating expires after 1 to 90 days.",
    )

    @api.constrains("social_care_review_url")
    def _check_social_care_review_url(self):
        for company in self:
            url = company.social_care_review_url
            if url and not get_web_link(url):
                raise ValidationError(
                    self.env._(
                        "Enter the address of the review page with https:// in front."
                    )
                )
