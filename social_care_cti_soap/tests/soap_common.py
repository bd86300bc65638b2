# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_cti.tests.phone_common import JAN, PhoneCase

from ..tools.asking import Heard

PHONE = "tel:21"


SETTINGS = {"soap_wsdl": "http://127.0.0.1:1/ThirdPartyCall?wsdl"}


class SoapCase(PhoneCase):
    """Agents have phones of a SOAP switch. Jobs run in a cursor that only seems to
    commit.
    """

    BINDING = "soap"
    DEVICES = (PHONE, "tel:22")
    SETTINGS = {**SETTINGS, "outside_prefix": "+"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry_enter_test_mode_cls()

    def run_job(self, record, method, *args):
        self.env.flush_all()
        with self.registry.cursor() as cr:
            getattr(record.with_env(self.env(cr=cr)), method)(*args)
        self.env.invalidate_all()

    def place(self, seconds_ago=0, identity="7"):
        """Anna called somebody, and the switch gave the call an ID."""
        calls = self.env["social.care.call"].with_user(self.anna.user_id)
        with trap_jobs():
            call = calls.sudo().browse(calls.place_call(JAN)["id"])
        if identity:
            call.key = f"{call.key}/{identity}"
        call.write(
            {
                "request_state": "done",
                "started_at": fields.Datetime.now() - timedelta(seconds=seconds_ago),
            }
        )
        return call.with_user(self.env.uid)

    def hear(self, told=None, **values):
        """The switch says something about calls, or not.

        :param told: {call: Information}
        """
        calls = self.env["social.care.call"]._soap_search_due(self.system)
        heard = Heard(asked=calls.mapped("key"), **values)
        heard.told = {call.key: said for call, said in (told or {}).items()}
        self.system._take_in_heard(calls._soap_describe(), heard)

    def get_card(self):
        calls = self.env["social.care.call"].with_user(self.anna.user_id)
        (card,) = calls.get_desk()["calls"]
        return card


__all__ = ["JAN", "PHONE", "SETTINGS", "SoapCase"]
