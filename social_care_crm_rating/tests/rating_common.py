# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest import SkipTest

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

from ..controllers.rating import throttle


class RatingCase(ChannelCase):
    """Maria wrote in private, was answered, and her ticket can be closed."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        throttle._failures.clear()
        cls.team.social_care_rating = True
        cls.stream.stage = "manual"
        cls.requests = cls.env["social.care.rating.request"]
        cls.open_stage = cls.team._get_applicable_stages().filtered(
            lambda stage: not stage.closed
        )[0]
        cls.closed_stage = cls.team._get_applicable_stages().filtered("closed")[0]

    def open_ticket(self, uid="hello", text="Where is it?", private=True, **post):
        """A customer writes and is answered. Returns the ticket."""
        mention = self.hear(self.post(uid, text, private=private, **post))
        if not mention.ticket_id:
            mention.action_make_ticket()
        mention.ticket_id.user_id = self.agent
        self.mention_ = mention
        visibility = "private" if private else "public"
        self.run_job(self.answer(mention, "It is on its way.", visibility=visibility))
        return mention.ticket_id

    def close(self, ticket):
        """Close a ticket. Returns the request that was scheduled."""
        ticket.with_user(self.agent).stage_id = self.closed_stage
        return self.requests.search([("ticket_id", "=", ticket.id)], limit=1)

    def ask(self, request):
        """What the job does, some time later."""
        request._ask()
        self.env.flush_all()
        return request

    def publish(self, request):
        self.run_job(request.reply_id)
        return request

    def make_asked(self, uid="hello", **post):
        """Returns a request that was sent."""
        return self.publish(self.ask(self.close(self.open_ticket(uid, **post))))

    def get_token(self, request=None):
        """The secret, as it stands on the network."""
        text = next(text for text in self.said() if "/social_care/rate/" in text)
        return text.split("/social_care/rate/")[1].split()[0]

    def rate(self, request, stars=5, comment=""):
        found = self.requests._find_by_token(
            self.get_token(request), self.env.ref("base.public_user")
        )
        return found._answer(stars, comment) if found else False

    def outdate(self, record, name, **delta):
        record[name] = fields.Datetime.now() - timedelta(**delta)
