# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from odoo import models
from odoo.exceptions import UserError

from .social_care_reply_checks import SAID


class SocialCareThreadPanel(models.AbstractModel):
    """Data and actions of the conversation panel."""

    _name = "social.care.thread.panel"
    _description = "Conversation Panel"

    def _get_connector(self):
        """Return the connector that publishes what is said in this conversation.

        Addons extend it for conversations that are not on the network of the account.

        :return: a model that inherits ``social.care.connector``
        """
        return self.account_id.sudo()._get_connector()

    def _get_capabilities(self):
        """Return what can be done in this conversation.

        :return: ``tools.capabilities.Capabilities``
        """
        return self.account_id.sudo()._get_capabilities()

    def _get_no_reply_reason(self, capabilities):
        """Return why nobody can reply here.

        :return: str for agents; False if one can
        """
        account = self.account_id.sudo()
        if not capabilities.visibilities:
            return account._get_connector()._get_listening_reason(account)
        if account.state == "draft":
            return self.env._("The account %s is not connected.", account.name)
        if account.state == "paused":
            return self.env._("The account %s is paused.", account.name)
        if not account.can_publish:
            return self.env._("This is a copied database: publishing is disabled.")
        if not self._get_visibilities(capabilities):
            name = account._get_connector()._get_network_name()
            return self.env._("Private messages cannot be sent on %s.", name)
        return False

    def _explain_no_answerable(self):
        """Return why the network accepts no reply to any message of customers here.

        :return: str for agents; False if it accepts one
        """
        mentions = self.env["social.care.mention"]
        theirs = [
            ("thread_id", "=", self.id),
            ("is_own", "=", False),
            ("is_context", "!=", True),
            ("deleted_at", "=", False),
        ]
        if mentions.search_count(
            [*theirs, ("cannot_reply_reason", "=", False)], limit=1
        ):
            return False
        newest = mentions.search(theirs, order="effective_at desc, id desc", limit=1)
        return newest._explain_cannot_reply() if newest else False

    def _get_visibilities(self, capabilities):
        """Return the visibilities that a reply may have: what was private stays so."""
        return [
            visibility
            for visibility in capabilities.visibilities
            if not (self.private and visibility == "public")
        ]

    def _can_set_up(self):
        """Whether the user may change the account."""
        return self.env.user.has_group("social_care.group_social_care_manager")

    def _get_panel_account(self, account):
        return {
            "network": self.network,
            "network_name": account._get_connector()._get_network_name(),
            "account": {
                "id": account.id,
                "name": account.name,
                "handle": account.handle or "",
            },
            "signature": account._render_signature(self.env.user),
        }

    def _get_panel_permissions(self, capabilities):
        of_account = self._get_no_reply_reason(capabilities)
        reason = of_account or self._explain_no_answerable()
        return {
            "can_reply": not reason,
            "cannot_reply_reason": reason,
            "can_open_account": bool(of_account) and self._can_set_up(),
        }

    def _get_panel_capabilities(self, capabilities):
        return {
            "text_limit": capabilities.text_limit,
            "text_unit": capabilities.text_unit,
            "text_minimum": capabilities.text_minimum,
            "byte_limit": capabilities.byte_limit,
            "media_max": capabilities.media_max,
            "media_bytes": capabilities.media_bytes,
            "media_mimetypes": list(capabilities.media_mimetypes),
            "visibilities": self._get_visibilities(capabilities),
            "can_delete": capabilities.can_delete,
        }

    def _get_panel_openings(self, mentions, capabilities):
        """Return what the reply windows of messages allow.

        :return: {(author, kind): {visibility: dict of plain values}}; without those to
            which replies are accepted at any time
        """
        kinds = {kind for kind, _visibility in capabilities.reply_windows}
        limited = mentions.filtered(lambda m: m.kind in kinds and not m.is_own)
        return {
            place: some[-1:]._get_panel_openings(capabilities)
            for place, some in limited.grouped(lambda m: (m.profile_id, m.kind)).items()
        }

    def _get_panel_composer(self):
        user = self.env["social.care.composer"].sudo()._get_holder(self)
        return {"id": user.id, "name": user.name} if user else False

    def _get_panel_labels(self, account):
        """Return the label of the send button by visibility."""
        name = account._get_connector()._get_network_name()
        labels = {
            "public": self.env._("Reply publicly on %s", name),
            "private": self.env._("Send privately"),
        }
        waits = self.env._("Send for approval")
        return {
            visibility: waits if self._needs_approval(visibility) else label
            for visibility, label in labels.items()
        }

    def _needs_approval(self, visibility):
        """Whether each reply of the user needs approval here, whatever it says."""
        draft = self.env["social.care.reply"].new(
            {
                "thread_id": self.id,
                "mention_id": self.last_mention_id.id,
                "user_id": self.env.uid,
                "visibility": visibility,
                "body": "",
            }
        )
        return bool(draft._explain_approval())

    def _get_panel_messages(self, capabilities, shown):
        shown.fetch(
            ["text", "profile_id", "media", "media_ids", "state", "revision_ids"]
        )
        openings = self._get_panel_openings(shown, capabilities)
        return [
            {
                **mention._get_panel_values(),
                "openings": openings.get((mention.profile_id, mention.kind), {}),
            }
            for mention in shown
        ]

    def _get_panel_replies(self):
        replies = self.reply_ids.filtered(
            lambda reply: (
                reply.state not in ("published", "cancelled")
                # Shown as the message that it is.
                and not (reply.state == "accepted" and reply.published_mention_id)
            )
        )
        return [reply._get_panel_values() for reply in replies.sorted("id")]

    def _get_answerable(self, mention_id):
        """Return the message of this conversation that is answered.

        :raise UserError: if there is none that can be answered
        """
        mention = self.mention_ids.filtered(lambda m: m.id == mention_id)
        if not mention:
            raise UserError(self.env._("That message is not in this conversation."))
        if mention.is_context:
            raise UserError(
                self.env._("This post is shown for context only. Reply to the mention.")
            )
        if reason := mention._explain_cannot_reply():
            raise UserError(reason)
        return mention

    def _take_on(self, user):
        """Hook: a user replies in these conversations. Addons that route work assign
        them the ticket.

        :param user: ``res.users``
        """

    def _find_own_from_elsewhere(self):
        return self.mention_ids.filtered(lambda m: m.is_own and not m.reply_id)

    def _get_said_until(self):
        """Return when we last said something here, as text that only grows: it tells
        whether a draft is stale.
        """
        said = self.reply_ids.filtered(lambda r: r.state in SAID and r.confirmed_at)
        moments = said.mapped("confirmed_at")
        moments += self._find_own_from_elsewhere().mapped("received_at")
        return max(moments, default=datetime(1970, 1, 1)).isoformat()

    def _get_known_until(self):
        """Return up to where somebody knows this conversation who reads it now."""
        return {
            "said_until": self._get_said_until(),
            "heard_until": self._search_heard(limit=1).id,
        }

    def _search_heard(self, after=0, limit=None):
        """Return what the customer of this conversation wrote on its ticket, publicly
        or privately, newest first.

        :param after: ID of a mention; only later ones are returned
        """
        on_ticket = self.sudo().ticket_id.social_care_thread_ids
        threads = self | on_ticket.filtered(lambda t: t.profile_id == self.profile_id)
        return self.env["social.care.mention"].search(
            [
                ("thread_id", "in", threads.ids),
                ("id", ">", after),
                ("is_own", "=", False),
                ("is_context", "!=", True),
                ("deleted_at", "=", False),
            ],
            order="id desc",
            limit=limit,
        )

    def _get_panel_warning(self):
        """Return a warning about a reply whose publication is unconfirmed, '' without
        one.
        """
        reply = self.reply_ids.filtered(lambda r: r.state == "unconfirmed")[:1]
        if not reply:
            return ""
        return self.env._(
            "The publication of a reply of %(author)s is unconfirmed. Check "
            "%(network)s before you reply.",
            author=reply.user_id.name,
            network=self.account_id.sudo()._get_connector()._get_network_name(),
        )
