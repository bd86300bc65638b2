# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_crm.tools.timeline import Path, Source

STAR, NO_STAR = "★", "☆"
_AT = "COALESCE(row.rated_on, row.write_date)"
RATING = Source(
    code="rating",
    model="rating.rating",
    label=lambda env: env._("Ratings"),
    icon="fa-smile-o",
    paths=(
        Path(
            "rating_rating row WHERE row.partner_id = person.id AND row.consumed"
            # A rating on the contact itself is part of its form.
            " AND row.res_model != 'res.partner'",
            at=_AT,
        ),
        # A rating names no contact as long as the link is not proven.
        Path(
            "rating_rating row WHERE row.social_care_profile_id = person.id"
            " AND row.consumed",
            at=_AT,
            person="profile",
        ),
    ),
    fields=(
        "rating",
        "feedback",
        "rated_partner_id",
        "partner_id",
        "social_care_profile_id",
        "res_model",
        "res_id",
    ),
)


class SocialCareTimeline(models.AbstractModel):
    _inherit = "social.care.timeline"

    @api.model
    def _get_sources(self):
        return (*super()._get_sources(), RATING)

    def _search_readable(self, source, ids):
        """Any employee may read ratings; here only those of records that they may read,
        too.
        """
        found = super()._search_readable(source, ids)
        return self._filter_by_document(found) if source == RATING else found

    def _filter_by_document(self, ratings):
        """Return the ratings whose document the user may read, one search by model."""
        kept = ratings.browse()
        for model, own in ratings.grouped("res_model").items():
            if model in self.env and self.env[model].has_access("read"):
                documents = self.env[model].with_context(active_test=False)
                readable = documents.search([("id", "in", own.mapped("res_id"))]).ids
                kept |= own.filtered(lambda rating, ids=readable: rating.res_id in ids)
        return kept

    def _describe_rating(self, ratings, subject):
        return {
            rating.id: {
                "title": self.env._("Rating"),
                "state": self._draw_stars(rating.rating),
                "text": self._shorten(rating.feedback),
                "person": self._get_person(rating.partner_id, subject.partner),
                "unproven": self._is_of_unproven(rating, subject),
                "names": rating.sudo().rated_partner_id.mapped("name"),
                "model": rating.res_model,
                "res_id": rating.res_id,
            }
            for rating in ratings
        }

    def _is_of_unproven(self, rating, subject):
        profile = rating.social_care_profile_id
        return bool(profile) and self._is_unproven(profile, subject)

    def _draw_stars(self, rating):
        full = min(round(rating), 5)
        return STAR * full + NO_STAR * (5 - full)
