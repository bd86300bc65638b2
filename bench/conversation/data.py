# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Long conversations, read in by the addon, and a ticket with as many mails."""

import base64
import io
from datetime import timedelta

from PIL import Image

from odoo import fields

from odoo.addons.social_care_demo.tools import notice

OURS = {"external_id": "us", "handle": "bench", "name": "Bench"}
# Every tenth message has a picture, every third is ours.
PICTURE, OUR_TURN = 10, 3


class World:
    """A company with an account, one conversation of each length, and a ticket whose
    chatter is as long as the longest.
    """

    def __init__(self, env):
        self.env, self.company = env, env.company
        self.agent = self._make_agent()
        self.team = env["helpdesk.ticket.team"].create(
            {"name": "Bench", "user_ids": [(4, self.agent.id)]}
        )
        self.account = self._make_account()
        self.picture = self._draw()

    def _make_agent(self):
        group = self.env.ref("social_care.group_social_care_agent")
        vals = {"name": "Bench agent", "login": "bench_agent", "lang": "en_US"}
        return self.env["res.users"].create({**vals, "group_ids": [(4, group.id)]})

    def _make_account(self):
        account = self.env["social.care.account"].create(
            {
                "name": "Bench",
                "network": "demo",
                "handle": "bench",
                "team_id": self.team.id,
            }
        )
        account.action_connect()
        account.external_id = OURS["external_id"]
        account.demo_delivery = "held"
        return account

    def _draw(self):
        buffer = io.BytesIO()
        Image.effect_noise((1200, 900), 60).convert("RGB").save(buffer, "JPEG")
        return base64.b64encode(buffer.getvalue())

    # -- conversations ---------------------------------------------------------

    def converse(self, name, count):
        """Let a customer and us write to each other.

        :return: the ticket
        """
        start = fields.Datetime.now() - timedelta(days=2)
        posts = [self._make_event(name, n, start) for n in range(count)]
        events = self.env["social.care.event"]
        events._store(self.account, self.account.stream_ids[:1], posts, "webhook")
        while events._ingest_batch():
            self.env.cr.commit()
        first = self.env["social.care.mention"].search(
            [("external_id", "=", f"{name}-0")]
        )
        self._store_pictures(first.thread_id.mention_ids.media_ids)
        first.ticket_id.user_id = self.agent
        self.env.cr.commit()
        return first.ticket_id

    def _make_event(self, name, number, start):
        at = (start + timedelta(seconds=number)).isoformat()
        customer = {"external_id": name, "handle": name, "name": name, "followers": 70}
        picture = {"url": f"https://demo.example/{name}-{number}.jpg", "alt": "Broken"}
        post = {
            "author": OURS if number % OUR_TURN == 2 else customer,
            "text": f"The pedal of my bicycle broke again, this is message {number}.",
            "parent": f"{name}-{number - 1}" if number else "",
            "root": f"{name}-0",
            "private": False,
            "language": "en",
            "posted_at": at,
            "url": f"https://demo.example/{name}-{number}",
            "images": [] if number % PICTURE else [picture],
        }
        kind = notice.EVENT_NAMES["post"]
        uid = f"{name}-{number}"
        row = {"event": kind, "id": uid, "at": at, "revision": 0, "post": post}
        return notice.make_event(row)

    def _store_pictures(self, media):
        media.sudo().write(
            {
                "state": "stored",
                "kind": "image",
                "content": self.picture,
                "thumbnail": self.picture,
                "mimetype": "image/jpeg",
                "size": len(self.picture),
                "width": 1200,
                "height": 900,
            }
        )

    # -- the peer --------------------------------------------------------------

    def write_mails(self, count):
        """Fill the chatter of a ticket of Odoo's helpdesk with as many messages."""
        partner = self.env["res.partner"].create({"name": "Maria"})
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "Broken",
                "description": "",
                "partner_id": partner.id,
                "team_id": self.team.id,
                "user_id": self.agent.id,
            }
        )
        for number in range(count):
            files = [] if number % PICTURE else [self._attach(ticket)]
            ticket.message_post(
                body=f"The pedal of my bicycle broke again, this is message {number}.",
                author_id=partner.id,
                message_type="email",
                attachment_ids=files,
            )
        self.env.cr.commit()
        return ticket

    def _attach(self, ticket):
        vals = {"name": "broken.jpg", "datas": self.picture, "mimetype": "image/jpeg"}
        owner = {"res_model": ticket._name, "res_id": ticket.id}
        return self.env["ir.attachment"].create({**vals, **owner}).id
