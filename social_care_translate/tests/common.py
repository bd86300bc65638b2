# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest

from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care.tests.outgoing import OutgoingRequests
from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

from .service import Service

SAID = "Gdzie jest moja paczka? Czekam już tydzień."
HOSTS = "social_care.allowed_private_hosts"


class TranslateCase(OutgoingRequests, ChannelCase):
    """A company with a translation service, and a message in Polish."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.agent.lang = cls.manager.lang = "en_US"

    def setUp(self):
        super().setUp()
        self.service = Service()
        self.addCleanup(self.service.stop)
        self.env["ir.config_parameter"].set_param(HOSTS, self.service.host)
        self.translator = self.env["social.care.translator"].create(
            {"url": self.service.url, "company_id": self.company.id}
        )
        self.translator._check()
        self.message = self.hear(self.post("a", SAID, language="pl"))

    @property
    def translation(self):
        return self.message.translation_ids

    def request_translation(self, user=None):
        self.message.with_user(user or self.agent).action_translate()
        return self.translation

    def translate(self):
        self.request_translation()._translate()
        return self.translation

    def show(self, user=None):
        message = self.message.with_user(user or self.agent)
        return message._get_panel_values()["translation"]
