# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import timedelta
from unittest import SkipTest
from unittest.mock import patch

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

from ..controllers.private_form import throttle
from ..tools.answer import Answer
from ..tools.link import PATH


class PrivateCase(ChannelCase):
    """Maria wrote in public, and is on a ticket."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.forms = cls.env["social.care.private.form"]
        cls.public_user = cls.env.ref("base.public_user")
        cls.stream.stage = "routed"

    def setUp(self):
        super().setUp()
        throttle._failures.clear()
        self.addCleanup(throttle._failures.clear)
        self.mention_ = self.hear(self.post("hello", "Where is my parcel?"))
        self.thread = self.mention_.thread_id

    def only_links(self):
        """Let the network have no private reply to a public post."""
        connector = type(self.env["social.care.connector.demo"])
        before = connector._get_capabilities

        def without(model, account):
            return replace(before(model, account), private_way="")

        self.enterContext(patch.object(connector, "_get_capabilities", without))

    def get_way(self, mention=None, user=None):
        mention = mention or self.mention_
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        return threads.get_private_way(mention.thread_id.id, mention.id)

    def go(self, way="message", line="Please check.", body="Your code?", **kw):
        """Go private. Returns the reply that is sent first."""
        mention = kw.get("mention") or self.mention_
        threads = self.env["social.care.thread"].with_user(kw.get("user") or self.agent)
        files = kw.get("files", self.env["ir.attachment"]).ids
        said_until = kw.get("said_until", False)
        result = threads.go_private(
            mention.thread_id.id,
            mention.id,
            way,
            line,
            body,
            files,
            said_until,
            heard_until=kw.get("heard_until", False),
        )
        return self.env["social.care.reply"].browse(result["reply_id"])

    def follow(self, reply):
        """Run the jobs of the public line."""
        line = reply.follower_ids
        self.run_job(line, "_follow_leader")
        self.run_job(line)
        return line

    def issue(self):
        """Returns a form whose link stands in public."""
        self.only_links()
        reply = self.go("link", "Please write to us:", "")
        self.run_job(reply)
        return reply.private_form_ids

    def get_token(self):
        """The secret, as it stands on the network."""
        text = next(text for text in self.said() if PATH in text)
        return text.split(PATH)[1].split()[0]

    def find(self, token=None, user=None):
        return self.forms._find_by_token(
            token or self.get_token(), user or self.public_user
        )

    def take(self, form, nonce="n" * 22, **vals):
        """Somebody sends a message through a form. Returns the mention."""
        answer = Answer(**{"text": "My code is 12.", **vals})
        if not form.sudo()._take(answer, nonce):
            return self.env["social.care.mention"]
        return self.hear_from(form)

    def hear_from(self, form):
        self.env.flush_all()
        while self.env["social.care.event"]._ingest_batch():
            continue
        self.env.invalidate_all()
        return self.mention(f"private_form:{form.id}")

    def outdate(self, record, name, **delta):
        record[name] = fields.Datetime.now() - timedelta(**delta)
