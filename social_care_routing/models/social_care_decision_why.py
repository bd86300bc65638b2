# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareDecision(models.Model):
    """The reasons of a decision in words."""

    _inherit = "social.care.decision"

    def _why(self):
        """:return: list of words, the weightiest first"""
        if not self:
            return []
        if self.kind == "by_hand":
            if self.explanation.get("is_own"):
                return [self.env._("Picked without the queue")]
            return [self.env._("Assigned by %s", self.explanation["by"])]
        return [*self._why_known(), *self._why_skills(), *self._why_load()]

    def _why_you(self):
        """As ``_why``, said to the person who is offered it."""
        return [
            *([self.env._("The customer knows you")] if self._why_known() else []),
            *self._why_skills(),
            *self._why_your_load(),
        ]

    def _why_your_load(self):
        why = self.explanation
        if why["choice"] == 1:
            return [self.env._("Nobody else can take it now")]
        if not why["load"]:
            return [self.env._("You have nothing else to do")]
        if why["known"]:
            return []
        if why.get("weight"):
            words = self.env._(
                "Your skills and your load fit best of %s people", why["choice"]
            )
            return [words]
        return [self.env._("You have least to do of %s people", why["choice"])]

    def _why_known(self):
        known = self.explanation["known"]
        return [self.env._("The customer knows them")] if known else []

    def _why_skills(self):
        """The skills that were asked for and are there."""
        needs = self.lane_id.needs or []
        if not needs:
            return []
        names = self.env["hr.skill"].browse(need[0] for need in needs).mapped("name")
        fit = self.explanation["fit"]
        words = [self.env._("%(skills)s: %(fit)s %%", skills=", ".join(names), fit=fit)]
        if self.ring:
            words.append(self.env._("After relaxation step %s", self.ring))
        return words

    def _why_load(self):
        why = self.explanation
        words = self._why_least()
        if why["idle"]:
            words.append(self.env._("Was given nothing for %s min", why["idle"]))
        return words

    def _why_least(self):
        """What of their load speaks for them: nothing where the customer knows them."""
        why = self.explanation
        if why["choice"] == 1:
            return [self.env._("Nobody else can take it now")]
        if not why["load"]:
            return [self.env._("Has nothing else to do")]
        if why["known"]:
            return []
        if why.get("weight"):
            return [self.env._("Skills and load fit best of %s people", why["choice"])]
        return [self.env._("Has least to do of %s people", why["choice"])]

    def _why_given_back(self):
        """Why it went back to the queue after they had it, if it did."""
        if not self.given_back_at:
            return []
        return [self.env._("Went back to the queue (%s)", self.given_back_why)]
