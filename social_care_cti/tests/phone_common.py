# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

JAN, EWA = "+48500100001", "+48500100002"


class PhoneCase(RoutingCase):
    """Anna and Marek have phones; the queue "support" of the phone system is theirs.

    Tests of a binding set ``BINDING``, ``DEVICES`` (their two phones, as the phone
    system names them) and ``SETTINGS`` (fields of ``social.care.phone.system``).
    """

    BINDING = ""
    DEVICES = ("21", "22")
    EXTENSIONS = ("21", "22")
    SETTINGS = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.poland = cls.env.ref("base.pl")
        cls.company.country_id = cls.poland
        cls.system = cls.make_system("Office", **cls.SETTINGS)
        cls.env["social.care.phone.queue"].create(
            {"system_id": cls.system.id, "name": "support", "team_id": cls.team.id}
        )
        cls.anna = cls.make_agent("anna")
        cls.marek = cls.make_agent("marek")
        for agent, device, extension in zip(
            (cls.anna, cls.marek), cls.DEVICES, cls.EXTENSIONS, strict=True
        ):
            cls.make_line(agent, device, extension)
        cls.jan = cls.make_contact("Jan Nowak", JAN)

    @classmethod
    def make_system(cls, name, company=None, **settings):
        return cls.env["social.care.phone.system"].create(
            {
                "name": name,
                "binding": cls.BINDING,
                "company_id": (company or cls.company).id,
                "country_id": cls.poland.id,
                "team_id": cls.team.id,
                "allowed_prefixes": "+48",
                "outside_prefix": "0",
                **settings,
            }
        )

    @classmethod
    def make_line(cls, agent, device, extension, system=None):
        return cls.env["social.care.phone.line"].create(
            {
                "system_id": (system or cls.system).id,
                "user_id": agent.user_id.id,
                "device": device,
                "extension": extension,
            }
        )

    @classmethod
    def make_contact(cls, name, phone):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "phone": phone,
                "country_id": cls.poland.id,
                "company_id": cls.company.id,
            }
        )

    def list_calls(self):
        return self.env["social.care.call"].search(
            [("system_id", "=", self.system.id), ("merged_into_id", "=", False)],
            order="started_at, id",
        )

    def as_agent(self, agent):
        return self.env["social.care.call"].with_user(agent.user_id)

    def trap(self):
        return trap_jobs()
