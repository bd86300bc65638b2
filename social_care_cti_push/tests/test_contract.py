# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_cti.tests.contract import HearingContract, PhoneContract

from .push_common import PushPhones


class TestPushContract(PushPhones, PhoneContract):
    pass


class TestPushHearing(PushPhones, HearingContract):
    pass
