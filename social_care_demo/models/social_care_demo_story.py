# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..tools.files import FILES
from ..tools.story import PEOPLE, REPLIES, STORY, Deleted, Edited


class SocialCareDemoPost(models.Model):
    """Demo data: a morning on the network, received like real mentions."""

    _inherit = "social.care.demo.post"

    @api.model
    def _tell_story(self, account_id):
        """Let people write to an account, then receive it: webhook, polls, tickets."""
        account = self.env["social.care.account"].browse(account_id)
        people = self._find_or_create_people()
        now = fields.Datetime.now()
        posts = {"": self}
        for line in STORY:
            at = now - timedelta(minutes=line.minutes)
            self._tell_line(account, people, posts, line, at)
        for stream in account.stream_ids:
            stream._poll()
        while self.env["social.care.event"]._ingest_batch():
            continue

    @api.model
    def _add_replies(self, account_id, user_id):
        """Add replies of an agent that need attention: one pending approval,
        because it promises money, one failed, one with an
        unconfirmed publication.
        """
        self._add_approval_rule(self.env["social.care.account"].browse(account_id))
        for reply in REPLIES:
            said = [("account_id", "=", account_id), ("text", "=", reply.to)]
            mention = self.env["social.care.mention"].search(said, limit=1)
            draft = self.env["social.care.reply"].create(
                {
                    "thread_id": mention.thread_id.id,
                    "mention_id": mention.id,
                    "user_id": user_id,
                    "body": reply.text,
                    "visibility": "public",
                }
            )
            # The text of a draft is computed.
            draft.flush_recordset()
            draft._note_confirmed()
            if reply.state == "to_approve":
                draft._request_approval(draft._explain_approval())
                continue
            draft.write(
                {
                    "state": reply.state,
                    "sent_by_id": user_id,
                    "sending_at": draft.confirmed_at,
                    "error_kind": reply.error_kind or False,
                    "error_message": reply.error or False,
                }
            )

    def _add_approval_rule(self, account):
        self.env["social.care.approval.rule"].create(
            {
                "name": "Promises of money",
                "company_id": account.company_id.id,
                "account_ids": [fields.Command.link(account.id)],
                "promises_money": True,
            }
        )

    def _find_or_create_people(self):
        Person = self.env["social.care.demo.person"]
        known = {person.handle: person for person in Person.search([])}
        missing = [p for p in PEOPLE if p.handle not in known]
        created = Person.create([person._asdict() for person in missing])
        return known | {person.handle: person for person in created}

    def _tell_line(self, account, people, posts, line, at):
        if isinstance(line, Deleted):
            posts[line.key]._take_down(at)
        elif isinstance(line, Edited):
            posts[line.key]._edit(line.text, at)
        else:
            person = people[line.who].id if line.who else False
            post = posts[line.key or line] = self._say(
                {
                    "account_id": account.id,
                    "person_id": person,
                    "text": line.text,
                    "parent_id": posts[line.to].id,
                    "private": line.private,
                    "stars": line.stars,
                    "posted_at": at,
                    "image_ids": [*map(self._make_file, line.files)],
                }
            )
            post._take_files()

    def _make_file(self, key):
        """Return the command that creates a file of a post."""
        name, make, description = FILES[key]
        vals = {"name": name, "raw": make(), "description": description}
        return fields.Command.create(vals)
