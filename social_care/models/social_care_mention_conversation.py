# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.versions import name_parent


class SocialCareMentionConversation(models.AbstractModel):
    """Find the conversation that a mention belongs to, also when its parent arrives
    later.
    """

    _name = "social.care.mention.conversation"
    _description = "Conversation of a Mention"

    def _find_parents(self, account, versions):
        """Find the mentions that posts answer.

        :param versions: list of ``tools.versions.Version``
        :return: ({external ID: mention}, the versions, whose posts name their parents
            by these IDs, whichever version of them they answer)
        """
        named = {version.post.parent_external_id for version in versions} - {""}
        found = self._find_by_external_id(account.scope, named)
        first_ids = {name: parent.external_id for name, parent in found.items()}
        parents = {parent.external_id: parent for parent in found.values()}
        return parents, [name_parent(version, first_ids) for version in versions]

    def _find_threads(self, account, posts, profiles, parents):
        """Find or create the conversation of each post.

        A reply belongs to the conversation of its parent. A comment under a post of
        ours opens a conversation of its own: otherwise everybody who comments on one
        announcement would share a ticket. If the parent is unknown, the network's own
        conversation counts.

        :param posts: list of ``tools.values.Post``, parents before their replies
        :param profiles: {external ID of the author: profile}
        :param parents: {external ID: mention} that they answer
        :return: {external ID of the post: ``social.care.thread``}
        """
        places = {
            eid: (parent.thread_id.external_id, parent._is_own_root())
            for eid, parent in parents.items()
            if parent.thread_id
        }
        keys, starters = {}, {}
        for post in posts:
            own = profiles[post.author.external_id].is_own
            key = self._get_thread_key(post, places, own)
            places[post.external_id] = (key, own and not post.parent_external_id)
            keys[post.external_id] = key
            if key not in starters or starters[key].is_context:
                starters[key] = post
        threads = self._make_threads(account, starters, profiles)
        return {external_id: threads[key] for external_id, key in keys.items()}

    def _get_thread_key(self, post, places, own):
        if post.parent_external_id not in places:
            return post.thread_external_id
        key, under_own_root = places[post.parent_external_id]
        return post.external_id if under_own_root and not own else key

    def _is_own_root(self):
        return self.is_own and not self.parent_external_id

    def _make_threads(self, account, starters, profiles):
        """Return conversations by external ID, creating those that are missing."""
        model = self.env["social.care.thread"]
        found = model.search(
            [("scope", "=", account.scope), ("external_id", "in", list(starters))]
        )
        threads = {thread.external_id: thread for thread in found}
        created = model.create(
            [
                self._get_thread_vals(
                    account, key, profiles[post.author.external_id], post.private
                )
                for key, post in starters.items()
                if key not in threads
            ]
        )
        return threads | {thread.external_id: thread for thread in created}

    def _get_thread_vals(self, account, key, profile, private):
        return {
            **self._get_account_vals(account),
            "external_id": key,
            "profile_id": profile.id,
            "private": private,
        }

    # -- parents that come later -----------------------------------------------

    def _adopt_children(self, moved):
        """Move replies that arrived before their parent into its conversation.

        :param moved: mentions that moved already and whose tickets have to be settled
        :return: the conversations that lost or got a mention
        """
        changed = self.env["social.care.thread"]
        parents = self.filtered("thread_id")
        while parents:
            moves = parents._find_moves()
            for child, thread in moves.items():
                changed |= child.thread_id | thread
                child._move_to(thread)
            parents = self.browse().concat(*moves)
            moved += parents
        moved._settle()
        return changed

    def _find_moves(self):
        """Find replies to these mentions that are in another conversation. Those that
        named a version of their parent name its first ID from now on.

        :return: {mention: conversation that it belongs to}
        """
        parents = {name: m for m in self for name in m._list_external_ids()}
        children = self.search(
            [
                ("scope", "in", self.mapped("scope")),
                ("parent_external_id", "in", list(parents)),
                ("thread_id", "!=", False),
            ]
        )
        places = {}
        for child in children:
            parent = parents[child.parent_external_id]
            if child.parent_external_id != parent.external_id:
                child.parent_external_id = parent.external_id
            places[child] = child._find_place_under(parent)
        return {c: place for c, place in places.items() if place != c.thread_id}

    def _find_place_under(self, parent):
        own_branch = parent._is_own_root() and not self.is_own
        return self._find_or_create_branch() if own_branch else parent.thread_id

    def _find_or_create_branch(self):
        """Return the conversation that a comment under a post of ours opens."""
        model = self.env["social.care.thread"]
        key = self.external_id
        found = model.search([("scope", "=", self.scope), ("external_id", "=", key)])
        return found or model.create(
            self._get_thread_vals(self.account_id, key, self.profile_id, self.private)
        )

    def _move_to(self, thread):
        """Move a mention and the replies to it. The last mention takes the ticket
        along.
        """
        left, ticket = self.thread_id, self.thread_id.ticket_id
        self.thread_id = thread
        self.env["social.care.reply"].search(
            [
                ("mention_id", "=", self.id),
                ("state", "not in", ("queued", "sending", "unknown")),
            ]
        ).thread_id = thread
        on_ticket = [("thread_id", "=", left.id), ("ticket_id", "=", ticket.id)]
        if ticket and not self.search_count(on_ticket, limit=1):
            left.write({"ticket_id": False, "team_id": left.mention_ids[:1].team_id.id})
            if not thread.ticket_id:
                thread.write({"ticket_id": ticket.id, "team_id": ticket.team_id.id})

    def _settle(self):
        """Put moved mentions onto the ticket of their conversation, or onto a new one,
        as if everything had arrived in the right order.
        """
        alive = self.filtered(lambda m: not m.deleted_at)
        for mention in self - alive:
            mention._follow_ticket_of_thread()
        for mention in alive.filtered(lambda m: m.state in ("inbox", "ticket")):
            mention._change_ticket(mention.thread_id.ticket_id)
        homeless = alive.filtered(
            lambda m: m.state == "ticket" and not m.thread_id.ticket_id
        )
        homeless.ticket_id = False
        homeless._apply_decisions(self.env["social.care.rule"]._decide(homeless))

    def _change_ticket(self, ticket):
        """Move to the ticket of the conversation and close the previous ticket if it is
        empty. If the new ticket was closed too long ago, the conversation takes over
        the previous one.
        """
        left = self.ticket_id
        if not ticket or ticket == left:
            return
        if self._join_ticket():
            self._close_empty(left, ticket)
        elif left:
            self.thread_id.write({"ticket_id": left.id, "team_id": left.team_id.id})

    def _follow_ticket_of_thread(self):
        """Move a deleted mention to the ticket of its conversation. It neither reopens
        that ticket nor keeps one of its own.
        """
        left, ticket = self.ticket_id, self.thread_id.ticket_id
        if left and ticket and ticket != left:
            self.ticket_id = ticket
            self._close_empty(left, ticket)

    def _close_empty(self, left, ticket):
        if left and not self.search_count([("ticket_id", "=", left.id)], limit=1):
            left._social_care_close_as_duplicate(ticket)
