# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

from ..tools.urgency import SELF_HARM

# So many conversations an hour get a notice each; one more for each so many others
# tells of them, so that a raid does not bury whoever is in need under its mails.
MOST_NOTICES = 10
NOTICE_PERIOD = timedelta(hours=1)


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
        """Alert of an edited text, unless the text before was an alert already, and
        bring it back to the inbox if the text before was ignored.
        """
        was_alerted = self._is_self_harm()
        result = super()._add_version(version)
        if not was_alerted and self._is_self_harm():
            self.filtered(lambda m: m.state == "ignored")._bring_back()
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
        """Notify the contacts for self-harm, with an activity on each ticket."""
        alarming = self.sudo().filtered(lambda m: m._is_self_harm())
        for company, mentions in alarming.grouped("company_id").items():
            users = company._social_care_get_self_harm_users()
            if users:
                mentions._send_self_harm_notices(users)
                mentions._schedule_self_harm_activities(users)

    def _send_self_harm_notices(self, users):
        """Notify of each conversation, up to ``MOST_NOTICES`` an hour, and of how many
        more there are.
        """
        talks = self.grouped(lambda mention: mention.thread_id or mention)
        firsts = [mentions[0] for mentions in talks.values()]
        known = self._count_self_harm_lately()
        room = max(MOST_NOTICES - known, 0)
        for mention in firsts[:room]:
            subject = self.env._("Self-harm: read this message now")
            mention._send_self_harm_notice(users, subject)
        total, rest = known + len(firsts), firsts[room:]
        if rest and total // MOST_NOTICES > known // MOST_NOTICES:
            more = total - MOST_NOTICES
            subject = self.env._("Self-harm: %s more conversations", more)
            rest[0]._send_self_harm_notice(users, subject)

    def _count_self_harm_lately(self):
        """Count the other conversations with self-harm that this company received
        within ``NOTICE_PERIOD``.
        """
        domain = [
            ("company_id", "in", self.company_id.ids),
            ("urgency_kind", "=", SELF_HARM),
            ("received_at", ">=", fields.Datetime.now() - NOTICE_PERIOD),
            ("id", "not in", self.ids),
        ]
        [(count,)] = self._read_group(domain, aggregates=["thread_id:count_distinct"])
        return count

    def _send_self_harm_notice(self, users, subject):
        """Send a notice without the customer's words: it outlives what they delete."""
        self.env["mail.thread"].message_notify(
            partner_ids=users.partner_id.ids,
            subject=subject,
            body=self.company_id.social_care_self_harm_guidance or "",
            model=self._name,
            res_id=self.id,
        )

    def _schedule_self_harm_activities(self, users):
        """Schedule one activity for each ticket and user. It sends no mail: the notice
        does.
        """
        summary = self.env._("Self-harm: act now")
        tickets = self.ticket_id.with_context(mail_activity_quick_update=True)
        known = tickets.activity_ids.filtered(lambda own: own.summary == summary)
        for user in users:
            own = known.filtered(lambda activity, user=user: activity.user_id == user)
            asked = tickets.browse(own.mapped("res_id"))
            (tickets - asked).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=self.company_id.social_care_self_harm_guidance,
                user_id=user.id,
            )
