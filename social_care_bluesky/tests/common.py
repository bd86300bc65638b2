# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import skipUnless
from urllib.parse import urlsplit

from requests import Session

from odoo.tests import TransactionCase, new_test_user

from .network import MISSING, PDS, Party, wait_for
from .proxy import Proxy

# Odoo replaces the method while tests run; this is the one of the library.
_send = Session.send
PUT = "com.atproto.repo.putRecord"


class BlueskyNetwork:
    """An account of ours on the real network, reached over a road with accidents."""

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        """Odoo's own handler cannot compare a pair of time-outs."""
        if urlsplit(request.url).hostname in ("localhost", "127.0.0.1"):
            return _send(session, request, **kwargs)
        return super()._request_handler(session, request, **kwargs)

    def meet(self):
        """Somebody who writes, our account there, and the road between."""
        self.customer = Party("customer")
        self.brand = Party("brand")
        self.make_road(PDS)

    def make_road(self, pds):
        self.road = Proxy(pds)
        self.addCleanup(self.road.close)
        self.env["ir.config_parameter"].sudo().set_param(
            "social_care.allowed_private_hosts", self.road.host
        )

    def connect_account(self, **vals):
        """Our account, connected, with its streams in stage ``routed``."""
        account = self.env["social.care.account"].create(
            {
                "name": "Brand",
                "network": "bluesky",
                "service_url": self.road.url,
                "username": self.brand.handle,
                "password": self.brand.app_password(),
                "signature_template": False,
                **vals,
            }
        )
        account._connect()
        account.stream_ids.stage = "routed"
        return account


@skipUnless(PDS, MISSING)
class BlueskyCase(BlueskyNetwork, TransactionCase):
    """Ground of the tests on the real network."""

    def setUp(self):
        super().setUp()
        # Where a server of the test answers, it is in that mode already.
        if not self._registry_patched:
            self.registry_enter_test_mode()
        self.meet()
        self.team = self.env["helpdesk.ticket.team"].create({"name": "Social"})
        self.account = self.connect_account(team_id=self.team.id)
        self.agent = new_test_user(
            self.env,
            "bluesky_agent",
            groups="social_care.group_social_care_agent",
            name="Ada Lovelace",
        )
        self.team.user_ids = self.agent

    @property
    def connector(self):
        return self.account._get_connector()

    def stream(self, kind):
        return self.account.stream_ids.filtered(lambda s: s.kind == kind)

    def poll(self):
        for stream in self.account.stream_ids:
            stream._poll()
            self.assertFalse(stream.last_error)
        self.env["social.care.event"]._ingest_batch()

    def mention(self, uri):
        return self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id), ("external_id", "=", uri)]
        )

    def hear(self, uri):
        """Poll until a post is here; returns its mention."""
        return wait_for(lambda: self.poll() or self.mention(uri))

    def run_job(self, record, method="_send"):
        """Run a job that commits: in a cursor that only seems to, in this test."""
        self.env.flush_all()
        with self.registry.cursor() as cr:
            getattr(record.with_env(self.env(cr=cr)), method)()
        self.env.invalidate_all()
