# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.urgency import SELF_HARM


class SocialCareMentionSelfHarm(models.AbstractModel):
    """A mention of somebody who may harm themselves: a named person is alerted at once,
    and no machine replies.
    """

    _name = "social.care.mention.self.harm"
    _description = "Self-Harm in a Mention"

    def _route(self):
        result = super()._route()
        self._alert_of_self_harm()
        return result

    def _add_version(self, version):
        """Alert of an edited text, unless the text before was an alert already."""
        was_alerted = self._is_self_harm()
        result = super()._add_version(version)
        if not was_alerted:
            self._alert_of_self_harm()
        return result

    def _analyze_again(self):
        """Alert of what is found in old mentions that nobody answered."""
        alive = self.exists()
        known = alive.filtered(lambda m: m._is_self_harm())
        result = super()._analyze_again()
        (alive - known).filtered(lambda m: not m.answered_at)._alert_of_self_harm()
        return result

    def _is_self_harm(self):
        """Return whether the author, or somebody they write about, may harm
        themselves. A person who corrects the urgency to *Soon* or less denies it.
        """
        return (
            self.urgency_kind == SELF_HARM and not self.is_own and not self.deleted_at
        )

    def _decide_outcome(self, rule):
        """Leave to the inbox what a rule would ignore."""
        state, rule = super()._decide_outcome(rule)
        if state == "ignored" and self._is_self_harm():
            return "inbox", rule.browse()
        return state, rule

    def _alert_of_self_harm(self):
        """Notify the contacts for self-harm, and give them an activity on the ticket.

        The notification has no word of the customer: it outlives what they delete.
        """
        for mention in self.filtered(lambda m: m._is_self_harm()):
            company = mention.company_id.sudo()
            for user in company._social_care_get_self_harm_users():
                mention._send_self_harm_notice(user, company)
                mention._schedule_self_harm_activity(user, company)

    def _send_self_harm_notice(self, user, company):
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=user.partner_id.ids,
            subject=self.env._("Self-harm: read this message now"),
            body=company.social_care_self_harm_guidance or "",
            model=self._name,
            res_id=self.id,
        )

    def _schedule_self_harm_activity(self, user, company):
        """Schedule one activity for each ticket and user."""
        ticket = self.ticket_id.sudo()
        kind = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        summary = self.env._("Self-harm: act now")
        if not ticket or ticket.activity_ids.filtered(
            lambda activity: activity.user_id == user and activity.summary == summary
        ):
            return
        ticket.activity_schedule(
            activity_type_id=kind.id if kind else False,
            date_deadline=fields.Date.context_today(self),
            summary=summary,
            note=company.social_care_self_harm_guidance,
            user_id=user.id,
        )
