# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from functools import partial
from urllib.parse import quote

from odoo import models

from odoo.addons.social_care.tools import http
from odoo.addons.social_care.tools.errors import Ambiguous, ConnectorError
from odoo.addons.social_care.tools.values import Finding
from odoo.addons.social_care_cti.tools.capabilities import PhoneCapabilities
from odoo.addons.social_care_cti.tools.errors import PhoneError, PhoneUnreachable

from ..tools.ami import Access, AmiError, AmiLost, AmiSession
from ..tools.ami_feed import AmiFeed

# A call to ARI takes so long at most, in seconds.
WHOLE = 8
MAX_BYTES = 1024 * 1024
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
            self._get_allowed_hosts(),
        )

    def _get_allowed_hosts(self):
        """A phone system is often in the same network: an administrator allows it by
        name, as for networks.
        """
        return self.env["social.care.connector"]._get_allowed_hosts()

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
        session = None
        try:
            session = AmiSession(self._get_access(system))
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

    def _ask_about(self, system, leg, action, **headers):
        """Send an action about an agent's leg."""
        with self._open_session(system) as session:
            session.ask(action, Channel=self._find_channel(session, leg), **headers)

    def _hang_up(self, system, leg):
        self._ask_about(system, leg, "Hangup", Cause=16)

    def _transfer(self, system, leg, number):
        context = system.ari_context
        self._ask_about(system, leg, "BlindTransfer", Exten=number, Context=context)

    def _consult(self, system, leg, number):
        context = system.ari_context
        self._ask_about(system, leg, "Atxfer", Exten=number, Context=context)

    def _pull_back(self, system, leg):
        self._ask_about(system, leg, "CancelAtxfer")

    def _set_paused(self, system, line, is_paused, reason):
        paused = "true" if is_paused else "false"
        with self._open_session(system) as session:
            session.ask(
                "QueuePause", Interface=line.device, Paused=paused, Reason=reason
            )

    def _find_channel(self, session, leg):
        """Actions take names of channels; the ID is kept, because it never changes."""
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
        client = http.Client(
            timeout=WHOLE,
            max_bytes=MAX_BYTES,
            allowed_private=self._get_allowed_hosts(),
            whole=WHOLE,
        )
        try:
            answer = client.request(
                method,
                f"{(system.ari_url or '').rstrip('/')}{path}",
                writes=method == "POST",
                params=params,
                auth=(system.ari_user or "", system.ari_password or ""),
            )
        except Ambiguous as error:
            raise PhoneUnreachable(str(error)) from error
        except ConnectorError as error:
            raise PhoneError(str(error)) from error
        if answer.status >= 300:
            raise PhoneError(self._describe_refusal(answer.status, path))
        return answer.find_object()

    def _describe_refusal(self, status, path):
        if status == 401:
            return self.env._("Asterisk refused the ARI user or password.")
        if status == 403:
            return self.env._(
                "The ARI user may only read. Set “read_only=no” in ari.conf."
            )
        if status == 404 and path.startswith("/endpoints/"):
            return self.env._(
                "Asterisk does not know the phone %s.", path.rpartition("/")[2]
            )
        return self.env._("Asterisk refused the call (%s).", status)

    # -- check -----------------------------------------------------------------------

    def _check(self, system):
        return [*self._check_ami(system), *self._check_ari(system)]

    def _check_ami(self, system):
        if not system.ami_host:
            words = self.env._("The host of Asterisk is missing.")
            return [
                Finding("error", words, self.env._("Enter it under “Events (AMI)”."))
            ]
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
