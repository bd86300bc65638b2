# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

from ..tools.direction import get_direction
from ..tools.text import remove_unseen, shorten
from ..tools.thanks import is_thanks
from ..tools.versions import put_parents_first

TITLE = 80


class SocialCareMentionRouting(models.AbstractModel):
    """Decide what becomes of a new mention: context, inbox, ignored or a ticket."""

    _name = "social.care.mention.routing"
    _description = "Routing of Mentions"

    def _route(self):
        """Give each new mention its state: join an open ticket, or follow the stage of
        the stream and the rules.

        The first message of a conversation decides about its ticket, also if a reply
        to it was received before.
        """
        theirs = self.filtered(lambda m: not m.is_own and not m.deleted_at)
        theirs = theirs.sorted(lambda m: (m.effective_at, m.id))
        theirs = self.browse().concat(*put_parents_first(theirs))
        joined = theirs.filtered(lambda m: m._join_ticket())
        rest = theirs - joined
        decisions = self.env["social.care.rule"]._decide(rest)
        rest._apply_decisions(decisions)
        rest._alert(decisions)
        joined._notify_joined()

    def _apply_decisions(self, decisions):
        """Apply rules. Mentions with the same outcome get their tickets in one batch.

        Once a mention opens a ticket, later ones of the same conversation join it, as
        if they had arrived one after the other.

        :param decisions: {mention: ``social.care.rule``}, as ``rule._decide`` returns
            them
        """
        for (state, rule), mentions in self._group_by_outcome(decisions).items():
            mentions.write(
                {
                    "rule_id": rule.id,
                    "state": "inbox" if state == "ticket" else state,
                    "team_id": False,
                }
            )
            if state == "ignored":
                mentions._note_aside(rule)
            if state == "ticket":
                mentions._open_tickets(rule._get_ticket_vals())
            else:
                mentions._set_teams()

    def _group_by_outcome(self, decisions):
        """Return {(state, rule): mentions}; those of one ticket are in one group."""
        groups, openers = defaultdict(self.browse), {}
        for mention in self:
            places = mention.thread_id, mention._get_ticket_key()
            outcome = mention._decide_outcome(decisions[mention])
            for place in places:
                outcome = openers.get(place, outcome)
            if outcome[0] == "ticket":
                openers |= dict.fromkeys(places, outcome)
            groups[outcome] += mention
        return groups

    def _decide_outcome(self, rule):
        """Decide the state of a mention by the stage of its stream.

        Other addons extend it.

        :param rule: the rule that matched, may be empty
        :return: (state, rule that is recorded as the reason)
        """
        stage = self.stream_id.stage or "manual"
        if stage == "manual":
            return "inbox", rule.browse()
        if rule.action == "ignore":
            return "ignored", rule
        if stage == "monitored" or rule.action == "inbox":
            return "inbox", rule
        return "ticket", rule

    def _note_aside(self, rule):
        """Log why these mentions were set aside.

        :param rule: the rule that did it; empty if something else did
        """
        self.env["social.care.log"]._note(self, "set_aside", rule.name or "")

    def _set_teams(self):
        for team, mentions in self.grouped(lambda m: m._get_default_team()).items():
            mentions.team_id = team
            mentions.thread_id.filtered(lambda t: not t._open_ticket()).team_id = team
            mentions.thread_id.filtered(lambda t: not t.ticket_id).team_id = team

    def _get_default_team(self):
        """Return the team of the stream, else that of the account, if it can work on
        tickets of this company.
        """
        teams = self.stream_id.team_id + self.account_id.team_id
        return teams.filtered(self._can_be_with)[:1]

    def _can_be_with(self, team):
        """Whether a team can get tickets from here: it is active and of this company,
        or of none.
        """
        company = team.sudo().company_id
        return team.active and (not company or company == self.company_id)

    # -- joining a conversation ------------------------------------------------

    def _join_ticket(self):
        """Join the ticket of the conversation if it is open or recent enough to be
        reopened; of a duplicate, its original. Thanks for an answer stay on the ticket
        and do not reopen it.

        :return: whether there was such a ticket
        """
        ticket = self.thread_id.ticket_id._social_care_find_original()
        if not ticket.active or not self._is_only_thanks(ticket):
            return bool(ticket) and self._take_part(ticket)
        self.write(
            {
                "state": "ignored",
                "no_reply_reason": "thanks",
                "ticket_id": ticket.id,
                "team_id": ticket.team_id.id,
            }
        )
        return True

    def _take_part(self, ticket):
        """Put this mention on a ticket, if the ticket takes new messages.

        :param ticket: ``helpdesk.ticket``, one record
        :return: whether it does
        """
        ticket._social_care_leave_archived_team(self._get_default_team())
        if not ticket._social_care_take_back():
            return False
        self.thread_id._move_to_original(ticket)
        self.write(
            {"state": "ticket", "ticket_id": ticket.id, "team_id": ticket.team_id.id}
        )
        return True

    def _join_chosen_ticket(self, ticket):
        """Put mentions, and the rest of their conversations, on a ticket that a person
        chose. A ticket that this leaves empty is closed as a duplicate.

        :param ticket: open ``helpdesk.ticket``
        :raise UserError: for another company
        """
        if self.company_id != ticket.company_id:
            raise UserError(
                self.env._("Conversations cannot move to a ticket of another company.")
            )
        for thread in self.thread_id:
            left = thread.ticket_id - ticket
            thread.write({"ticket_id": ticket.id, "team_id": ticket.team_id.id})
            thread.mention_ids.filtered(lambda m: not m.is_own).write(
                {"ticket_id": ticket.id, "team_id": ticket.team_id.id}
            )
            thread.mention_ids._close_empty(left, ticket)
        self.filtered(lambda m: m.state in ("inbox", "ignored")).write(
            {"state": "ticket", "no_reply_reason": False}
        )
        ticket._social_care_wake()
        self.thread_id._refresh()
        self.thread_id._notify_changed(self, inbox=True)
        if ticket.user_id != self.env.user:
            self._notify_joined()

    def _notify_joined(self):
        """Notify the owner of a ticket that the customer wrote again. If nobody owns it
        and no customer waited there before, notify its team.
        """
        heard = self.filtered(lambda mention: mention.state == "ticket")
        for ticket in heard.ticket_id:
            if ticket.user_id or not any(
                ticket.social_care_thread_ids.mapped("waiting_since")
            ):
                ticket._social_care_notify(self.env._("The customer wrote again"))
        self.env["social.care.waiting"]._notify_heard(heard.ticket_id)

    # -- tickets ---------------------------------------------------------------

    def _open_tickets(self, vals):
        """Put each mention on a ticket: that of its conversation if one is open, else a
        new one for each conversation.

        :param vals: dict of values that a rule or a person decided
        """
        fresh = self.filtered(lambda m: not m.thread_id._open_ticket())
        groups = fresh.grouped(lambda m: m._get_ticket_key())
        tickets = self._create_tickets([group[0] for group in groups.values()], vals)
        for group, ticket in zip(groups.values(), tickets, strict=True):
            group.thread_id.write(
                {"ticket_id": ticket.id, "team_id": ticket.team_id.id}
            )
        for ticket, mentions in self.grouped(lambda m: m.thread_id.ticket_id).items():
            mentions.write(
                {
                    "state": "ticket",
                    "ticket_id": ticket.id,
                    "team_id": ticket.team_id.id,
                }
            )
        tickets._social_care_notify_owners()
        tickets._social_care_notify_second()

    def _get_ticket_key(self):
        """Return what mentions on the same ticket have in common.

        Other addons extend it, for instance for copies of one post.

        :return: any record, the conversation by default
        """
        return self.thread_id

    def _create_tickets(self, mentions, vals):
        model = self.env["helpdesk.ticket"].sudo()
        return model.with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        ).create(
            [
                mention._replace_inactive_team(mention._get_ticket_vals(vals))
                for mention in mentions
            ]
        )

    def _replace_inactive_team(self, vals):
        """Replace a team that cannot work on the ticket and an owner who is not a
        member of it. Rules and topics may name records that are gone.

        :param vals: dict of values for ``helpdesk.ticket``
        :return: the corrected dict
        """
        team = self.env["helpdesk.ticket.team"].sudo().browse(vals["team_id"])
        if not self._can_be_with(team):
            team = self._get_default_team()
        owner = self.env["res.users"].sudo().browse(vals["user_id"])
        if owner and not (owner.active and (not team or owner in team.user_ids)):
            owner = owner.browse()
        return {**vals, "team_id": team.id, "user_id": owner.id}

    def _get_ticket_vals(self, decided):
        """Return the values of the ticket that this mention opens.

        Other addons extend it.

        :param decided: dict of values that a rule or a person decided; they win
        :return: dict of values for ``helpdesk.ticket``
        """
        return {
            "name": self._get_ticket_title(self.text),
            "description": self._get_ticket_description(self.text),
            "team_id": self._get_default_team().id,
            "channel_id": self.account_id.channel_id.id,
            "company_id": self.company_id.id,
            "partner_id": self.profile_id._get_customer().id,
            "partner_name": self.author_name,
            "user_id": False,
            **decided,
        }

    def _get_ticket_title(self, text):
        handle = self.author_handle
        author = f"@{handle}" if handle else self.author_name
        return f"{author}: {self._quote(text)}"

    def _quote(self, text):
        return shorten(remove_unseen(text or ""), TITLE) or self.env._("(no text)")

    def _get_ticket_description(self, text):
        words = Markup('<p style="white-space: pre-wrap" dir="%s">%s</p>')
        return words % (get_direction(text), text or "…")

    def _update_ticket_quote(self, title, text):
        """Replace what the ticket quotes of this mention. Text that a person wrote
        instead or around it stays.

        :param title: new title of the ticket
        :param text: new text of the mention
        """
        ticket, vals = self.ticket_id, {}
        description = self._get_requoted_description(ticket, text)
        if ticket and ticket.name.endswith(f": {self._quote(self.text)}"):
            vals["name"] = title
        if description:
            vals["description"] = description
        if vals:
            ticket.write(vals)

    def _get_requoted_description(self, record, text):
        """Return the description of a ticket or lead with another text in its quote of
        this mention.

        :return: HTML, or None where it does not quote the mention
        """
        new = self._store_description(record, self._get_ticket_description(text))
        description = record.description or ""
        for words in self._get_quote_spellings():
            if (quote := self._store_description(record, words)) in description:
                return description.replace(quote, new)
        return None

    def _get_quote_spellings(self):
        """Up to 19.0.1.2.0 a quote had no direction."""
        quote = self._get_ticket_description(self.text)
        direction = f' dir="{get_direction(self.text)}"'
        return quote, Markup(quote.replace(direction, "", 1))

    def _store_description(self, record, description):
        """Return a description, spelled as the database stores it."""
        return record._fields["description"].convert_to_cache(description, record)

    # -- alerts ----------------------------------------------------------------

    def _alert(self, decisions):
        """Notify users at once, in one notification each, of all mentions that they may
        read.

        :param decisions: {mention: ``social.care.rule``}
        """
        told = defaultdict(self.browse)
        for mention in self:
            for user in mention._get_alert_users(decisions[mention]):
                told[user] += mention
        for user, mentions in told.items():
            readable = mentions.with_user(user)._filtered_access("read")
            if readable:
                readable.with_env(self.env)._send_alert(user)

    def _get_alert_users(self, rule):
        if self.stream_id.stage == "manual":
            return rule.alert_user_ids.browse()
        chosen = self.stream_id.alert_user_ids | rule.alert_user_ids
        return chosen.filtered(
            lambda user: (
                user.active and not user.share and self.company_id in user.company_ids
            )
        )

    def _send_alert(self, user):
        """Send one notification. A single mention is quoted, and erased with it; of
        several only the accounts are named, because no erasure would find their
        authors.
        """
        if len(self) > 1:
            self._send_notice(
                user,
                self.env._("%s new social mentions", len(self)),
                self.account_id.mapped("name"),
            )
        else:
            self._send_notice(
                user, self.display_name, [self.text], model=self._name, res_id=self.id
            )

    def _send_notice(self, user, subject, lines, **about):
        rows = Markup("").join(Markup("<li>%s</li>") % line for line in lines)
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=user.partner_id.ids,
            subject=subject,
            body=Markup("<ul>%s</ul>") % rows,
            **about,
        )

    def _forget_notices(self):
        """Erase notifications that quote these mentions, also those that wait in a
        browser.
        """
        notices = self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )
        if notices:
            told = self.browse(notices.mapped("res_id"))
            self.env["social.care.personal.data"]._forget_everywhere(
                told._get_quotable()
            )
        notices.unlink()

    def _is_only_thanks(self, ticket):
        """Whether the author only says thanks on a ticket. If we have just asked
        something, it is an answer.

        :param ticket: ``helpdesk.ticket``, one record
        """
        if self.media or not ticket.team_id._social_care_is_ignoring_thanks():
            return False
        names = (
            self.author_name,
            self.account_id.name,
            self.account_id.handle,
            ticket.company_id.name,
            ticket.user_id.name,
        )
        if not is_thanks(self.text, names):
            return False
        return ticket.closed or not self._is_answer_to_question()

    def _is_answer_to_question(self):
        ours = self.thread_id.mention_ids.filtered(
            lambda mention: mention.is_own and not mention.deleted_at
        )
        last = ours.sorted(lambda mention: (mention.posted_at, mention.id))[-1:]
        return "?" in (last.text or "")

    def _wait_again(self):
        """Let these messages wait for a reply, because the network took the last one
        back. A ticket that was closed since is reopened.
        """
        self.handled_at = False
        for ticket in self.ticket_id.filtered(lambda t: t.active and t.closed):
            ticket._social_care_reopen()

    def _need_reply(self):
        """Put these messages back to where somebody has to reply to them."""
        for mention in self:
            ticket = mention.thread_id.ticket_id._social_care_find_original()
            mention.write(
                {"no_reply_reason": False, "state": "inbox", "handled_at": False}
            )
            if ticket and mention._take_part(ticket):
                mention._notify_joined()
        self.thread_id._refresh()
        self.thread_id._notify_changed(self, inbox=True)
