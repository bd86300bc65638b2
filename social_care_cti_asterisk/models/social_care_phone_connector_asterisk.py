# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from contextlib import contextmanager
from functools import partial
from urllib.parse import quote

import requests

from odoo import models

from odoo.addons.social_care.tools.values import Finding
from odoo.addons.social_care_cti.tools.capabilities import PhoneCapabilities
from odoo.addons.social_care_cti.tools.errors import PhoneError, PhoneUnreachable

from ..tools.ami import AmiError, AmiLost, AmiSession
from ..tools.ami_feed import Access, AmiFeed

_logger = logging.getLogger(__name__)
TIMEOUT = 8
# How long an agent's own phone rings, in seconds.
RINGING = 30


class SocialCarePhoneConnectorAsterisk(models.AbstractModel):
    """Asterisk: the manager interface (AMI) for events and commands on calls, the REST
    interface (ARI) to place calls with an ID of ours. The state of calls comes from AMI
    alone: both tell it some milliseconds apart, in either order.

    Source: Asterisk 22 documentation, AMI actions and ARI (docs.asterisk.org).
    """

    _name = "social.care.phone.connector.asterisk"
    _inherit = "social.care.phone.connector"
    _description = "Asterisk Connector"

    def _get_capabilities(self, system):
        return PhoneCapabilities(
            make=bool(system.ari_url),
            hang_up=True,
            transfer=True,
            consult=True,
            pull_back=True,
            pause=True,
            listens=True,
        )

    # -- listening -------------------------------------------------------------------

    def _get_access(self, system):
        return Access(
            system.ami_host or "",
            system.ami_port,
            system.ami_tls,
            system.ami_user or "",
            system.ami_secret or "",
        )

    def _get_devices(self, system):
        return frozenset(system.line_ids.mapped("device"))

    def _get_feed_digest(self, system):
        return self._get_access(system), self._get_devices(system)

    def _prepare_feed(self, system):
        words = {
            "refused": self.env._(
                "Asterisk refused the AMI user or secret (%s). Correct them in the "
                "phone system.",
                "%s",
            ),
            "unreachable": self.env._(
                "Asterisk cannot be reached (%s). Check host, port and firewall.", "%s"
            ),
        }
        access, devices = self._get_access(system), self._get_devices(system)
        return partial(AmiFeed, system.id, devices, access, words)

    # -- commands on calls -------------------------------------------------------------

    @contextmanager
    def _open_session(self, system):
        """A session of its own for one command: it does not depend on the listener."""
        access, session = self._get_access(system), None
        try:
            session = AmiSession(access.host, access.port, access.tls)
            session.log_in(access.user, access.secret)
            yield session
        except AmiError as error:
            raise PhoneError(self.env._("Asterisk refused: %s", error)) from error
        except (AmiLost, TimeoutError) as error:
            raise PhoneUnreachable(
                self.env._("Asterisk cannot be reached: %s", error)
            ) from error
        finally:
            if session:
                session.close()

    def _ask(self, system, action, **headers):
        with self._open_session(system) as session:
            session.ask(action, **headers)

    def _hang_up(self, system, leg):
        self._ask(system, "Hangup", Channel=self._find_channel(system, leg), Cause=16)

    def _transfer(self, system, leg, number):
        self._ask(
            system,
            "BlindTransfer",
            Channel=self._find_channel(system, leg),
            Exten=number,
            Context=system.ari_context,
        )

    def _consult(self, system, leg, number):
        self._ask(
            system,
            "Atxfer",
            Channel=self._find_channel(system, leg),
            Exten=number,
            Context=system.ari_context,
        )

    def _pull_back(self, system, leg):
        self._ask(system, "CancelAtxfer", Channel=self._find_channel(system, leg))

    def _set_paused(self, system, line, is_paused, reason):
        self._ask(
            system,
            "QueuePause",
            Interface=line.device,
            Paused="true" if is_paused else "false",
            Reason=reason,
        )

    def _find_channel(self, system, leg):
        """Actions take names of channels; the ID is kept, because it never changes."""
        with self._open_session(system) as session:
            channels = session.ask_list("CoreShowChannels", "CoreShowChannelsComplete")
        for channel in channels:
            if channel.get("Uniqueid") == leg.channel:
                return channel["Channel"]
        raise PhoneError(self.env._("The call has ended."))

    # -- placing calls ---------------------------------------------------------

    def _make_call(self, system, line, number, key):
        self._check_phone(system, line)
        self._call_ari(
            system,
            "POST",
            "/channels",
            {
                "endpoint": line.device,
                "extension": number,
                "context": system.ari_context,
                "priority": 1,
                "channelId": key,
                "callerId": number,
                "timeout": RINGING,
            },
        )
        return key

    def _check_phone(self, system, line):
        """Asterisk says the same of a phone that is off and of one that does not exist
        once it is asked to ring it, so it is asked before.
        """
        kind, _, name = line.device.partition("/")
        path = "/".join(quote(part, safe="") for part in (kind, name))
        endpoint = self._call_ari(system, "GET", f"/endpoints/{path}", {})
        if endpoint.get("state") == "offline":
            raise PhoneError(
                self.env._("Your phone %s is not registered. Switch it on.", name)
            )

    def _call_ari(self, system, method, path, params):
        try:
            response = requests.request(
                method,
                f"{(system.ari_url or '').rstrip('/')}{path}",
                params=params,
                auth=(system.ari_user or "", system.ari_password or ""),
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except (requests.RequestException, ValueError) as error:
            _logger.info("ARI of phone system %s: %s", system.id, error)
            raise PhoneUnreachable(
                self.env._("Asterisk cannot be reached through ARI.")
            ) from error
        if response.status_code >= 300:
            raise PhoneError(self._describe_refusal(response, path))
        return response.json() if response.content else {}

    def _describe_refusal(self, response, path):
        if response.status_code == 401:
            return self.env._("Asterisk refused the ARI user or password.")
        if response.status_code == 403:
            return self.env._(
                "The ARI user may only read. Set “read_only=no” in ari.conf."
            )
        if response.status_code == 404 and path.startswith("/endpoints/"):
            return self.env._(
                "Asterisk does not know the phone %s.", path.rpartition("/")[2]
            )
        return self.env._("Asterisk refused the call (%s).", response.status_code)

    # -- check -----------------------------------------------------------------------

    def _check(self, system):
        return [*self._check_ami(system), *self._check_ari(system)]

    def _check_ami(self, system):
        if not system.ami_host:
            words = self.env._("The host of Asterisk is missing.")
            return [Finding("error", words, self.env._("Enter it under Connection."))]
        try:
            with self._open_session(system) as session:
                session.ask("CoreStatus")
        except PhoneError as error:
            fix = self.env._(
                "Check host, port, user and secret, and that the user has the rights "
                "system, call, agent, reporting and originate in manager.conf."
            )
            return [Finding("error", str(error), fix)]
        return [Finding("ok", self.env._("Asterisk accepts the AMI user."))]

    def _check_ari(self, system):
        if not system.ari_url:
            words = self.env._("Click to call is off: no ARI address is entered.")
            return [Finding("warning", words)]
        try:
            self._call_ari(system, "GET", "/asterisk/info", {})
            return [Finding("ok", self.env._("Asterisk accepts the ARI user."))]
        except PhoneError as error:
            return [Finding("error", str(error))]
