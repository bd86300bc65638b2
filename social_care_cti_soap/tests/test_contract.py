# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_cti.tests.contract import PhoneContract

from .soap_common import SETTINGS


class TestSoapContract(PhoneContract):
    BINDING = "soap"
    DEVICES = ("tel:21", "sip:marek@example.com")
    SETTINGS = SETTINGS
    SECRETS = {"soap_new_password": "soap_password"}
