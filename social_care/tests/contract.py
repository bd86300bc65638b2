# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What every connector must do, as tests that a connector inherits.

A connector's test module has one class that knows how to make the network do
things, and puts it in front of the contract::

    from odoo.tests import HttpCase, tagged
    from odoo.addons.social_care.tests.contract import (
        AtOnceContract, ConnectorContract, Notice,
    )

    class AcmeNetwork:
        def make_account(self):
            return self.env["social.care.account"].create({...})

        def customer_posts(self, text, parent=None, private=False):
            payload = ...                # the real network, or a stand-in of it
            return Notice(payload["id"], "post", payload)
        ...                              # see NetworkFixture for all of them

    @tagged("post_install", "-at_install")
    class TestAcmeContract(AcmeNetwork, ConnectorContract, HttpCase):
        pass

    @tagged("post_install", "-at_install")
    class TestAcmeAtOnce(AcmeNetwork, AtOnceContract, HttpCase):
        pass

``NetworkFixture`` (contract_network.py) says what each method has to do;
docs/connector.md shows a whole addon with its tests; ``social_care_webhook/tests`` and
``social_care_demo/tests`` are others to copy.

What an account's capabilities do not offer is skipped, with a word: without the
transport ``webhook`` all about signatures, without visibilities all about
publishing. A connector without a webhook is heard through ``_fetch``, and a
deletion through ``_check_alive``; such a fixture leaves out ``sign``, ``encode_items``,
``strange_notice`` and ``broken_notice``; one without ``moderation`` leaves out
``find_moderation``.

A network that tells of one notice with each request sets ``sends_batches`` to False;
what it tells in headers beside the signature, such as the name of an event, is for
``headers_for``.

``encode_for``, ``challenges`` and
``end_subscription`` are for networks with apps that several accounts share, that test
the address, or whose subscription can be read back.

``ConnectorContract`` runs in Odoo's test transaction. A connector that writes in a
cursor of its own (``self.env.registry.cursor()``) gets one onto the same
transaction there. ``AtOnceContract`` uses real connections and commits; it takes
back what it made in ``clean_up``, which a fixture extends if its network keeps
things in this database.
"""

from .contract_app import AppContract
from .contract_at_once import AtOnceContract, CommittedCase
from .contract_hostile import HostileContract
from .contract_identity import IdentityContract
from .contract_inbound import InboundContract
from .contract_login import LoginContract
from .contract_moderation import ModerationContract
from .contract_network import Challenge, ContractCase, NetworkFixture, Notice
from .contract_publish import PublishContract
from .contract_replying import ReplyingContract
from .contract_review import ReviewContract
from .contract_webhook import SignatureTests, WebhookTests

__all__ = [
    "AtOnceContract",
    "Challenge",
    "CommittedCase",
    "ConnectorContract",
    "ContractCase",
    "NetworkFixture",
    "Notice",
    "SignatureContract",
]


class SignatureContract(SignatureTests, ContractCase):
    """Signatures alone, for a network that knows more ways to sign than one."""


class ConnectorContract(
    SignatureTests,
    WebhookTests,
    AppContract,
    InboundContract,
    IdentityContract,
    HostileContract,
    ReplyingContract,
    ReviewContract,
    PublishContract,
    LoginContract,
    ModerationContract,
    ContractCase,
):
    """Everything that can be shown within one transaction."""
