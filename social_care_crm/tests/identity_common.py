# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest
from unittest.mock import patch

from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

ANNA = {"external_id": "p-anna", "handle": "anna.meier", "name": "Anna Meier"}
SUNNY = {"external_id": "p-sunny", "handle": "sunny92", "name": "Sunny"}


class IdentityCase(ChannelCase):
    """The company of the channel's tests identifies people; one contact, Anna."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.de")
        cls.stream.stage = "integrated"
        cls.panel = cls.env["social.care.identity.panel"]
        cls.number = 0
        cls.anna = cls.make_contact(
            "Anna Meier", email="anna@meier.example", phone="+49 30 12345678"
        )

    @classmethod
    def make_contact(cls, name, **vals):
        return cls.env["res.partner"].create(
            {"name": name, "country_id": cls.env.ref("base.de").id, **vals}
        )

    def say(self, text, who=None, private=True, **kw):
        """Somebody writes; returns the mention."""
        type(self).number += 1
        post = self.post(
            f"said-{self.number}", text, who=who or SUNNY, private=private, **kw
        )
        return self.hear(post)

    def evidence_of(self, profile):
        """What is known, as (contact, kind, strength)."""
        return {
            (row.partner_id, row.kind, row.strength) for row in profile.evidence_ids
        }

    def identity(self, mention, user=None):
        panel = self.panel.with_user(user or self.agent)
        return panel.get_identity(mention.thread_id.id)

    def act(self, mention, method, *args, user=None):
        panel = self.panel.with_user(user or self.agent)
        return getattr(panel, method)(mention.thread_id.id, *args)

    def ask(self, mention, partner=None):
        """Ask a contact by mail; returns the token that is in the mail."""
        with self.mock_mail() as sent:
            self.act(mention, "ask_contact", (partner or self.anna).id)
        return sent[0]["token"]

    def mock_mail(self):
        return _Mails(self)

    def find(self, token, kind="address"):
        return self.env["social.care.confirmation"]._find(token, kind)


class _Mails:
    """Collects the mails of confirmations."""

    def __init__(self, case):
        self.case, self.sent = case, []

    def __enter__(self):
        model = type(self.case.env["mail.mail"])

        def send_after_commit(mails):
            for mail in mails:
                body = str(mail.body_html)
                token = body.split("/social_care/confirm/")[1].split('"')[0]
                self.sent.append(
                    {
                        "to": mail.email_to,
                        "body": body,
                        "subject": mail.subject,
                        "token": token.split("/")[1],
                        "path": f"/social_care/confirm/{token}",
                    }
                )

        self.patcher = patch.object(model, "send_after_commit", send_after_commit)
        self.patcher.start()
        return self.sent

    def __exit__(self, *args):
        self.patcher.stop()
