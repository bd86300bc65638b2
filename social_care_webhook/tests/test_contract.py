# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import AtOnceContract, ConnectorContract

from .common import WebhookNetwork


@tagged("post_install", "-at_install")
class TestWebhookContract(WebhookNetwork, ConnectorContract, HttpCase):
    """The connector keeps the contract."""


@tagged("post_install", "-at_install")
class TestWebhookAtOnce(WebhookNetwork, AtOnceContract, HttpCase):
    """The same notices from many connections at once."""

    def clean_up(self):
        with self.committed():
            self.env["ir.config_parameter"].set_param(
                "social_care.allowed_private_hosts", False
            )
        return super().clean_up()
