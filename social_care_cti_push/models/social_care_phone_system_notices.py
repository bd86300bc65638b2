# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import ipaddress
import json
import threading
import time
from base64 import b64decode
from datetime import UTC, timedelta

from odoo import api, fields, models

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.tools.bodies import Refused
from odoo.addons.social_care.tools.signing import is_same
from odoo.addons.social_care.tools.text import make_storable
from odoo.addons.social_care.tools.values import Answer
from odoo.addons.social_care_cti.tools.phone_feed import Batch
from odoo.addons.social_care_cti.tools.switch import Switch

from ..tools.conversations import Heard, gather, tell
from ..tools.notice import LARGEST, Notice, read_fields, read_notice
from ..tools.replies import DIALECTS
from .social_care_phone_notice import KEPT, MOST_PARTS, STORE

#: Notices that one job reads.
BATCH = 200
# Within it, one process asks for one job; that is followed by another while it finds
# notices, which also reads what was committed meanwhile.
WAKE_SECONDS = 0.25
FOLLOW_UP_SECONDS = 1
# Notices of such a conversation, the oldest first: who knows the address can post more.
MOST_RELATED = 2000
NEEDED = (
    "push_dialect",
    "push_token",
    "push_user",
    "push_password",
    "push_networks",
    "push_caller_id",
)
# Raw SQL, because reading the whole row costs more than storing a notice.
FIND = f"""
    SELECT id, EXISTS (
            SELECT FROM social_care_blocked_caller WHERE system_id = system.id
        ), {", ".join(NEEDED)}
    FROM social_care_phone_system system
    WHERE push_token = %s AND active AND binding = 'push'
"""
LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('social_care_phone_notice'), %s)"
_woken = {}
_woken_lock = threading.Lock()


class SocialCarePhoneSystemNotices(models.AbstractModel):
    """Receive notices: verify, store, reply, nothing else; a job reads them."""

    _name = "social.care.phone.system.notices"
    _description = "Call Notices of a Phone System"

    # -- receiving -------------------------------------------------------------------

    @api.model
    def _find_by_push_token(self, token):
        """:param token: str from the address
        :return: ``social.care.phone.system``, may be empty, with what a request needs
            in the cache
        """
        self.env.cr.execute(FIND, (make_storable(token),))
        system_id, *values = self.env.cr.fetchone() or (False,)
        system = self.browse(system_id or [])
        names = ("has_blocked_callers", *NEEDED)
        for name, value in zip(names, values, strict=False):
            self._fields[name]._insert_cache(system, [value])
        return system

    def _receive_notice(self, request, address, query):
        """Store a notice and say what is to happen to the call.

        :param request: ``social_care.tools.values.Request``
        :param address: IP address of the sender, text
        :param query: what follows “?” in the address, bytes
        :return: ``social_care.tools.values.Answer``
        """
        try:
            self._verify_sender(request, address)
            fields_sent = read_fields(
                request.headers.get("content-type", ""), request.raw, query
            )
            notice = read_notice(fields_sent)
        except Refused as error:
            return self._refuse(error)
        reply = self._get_dialect()
        if notice is None:
            return Answer(reply.confirm(), reply.content_type)
        is_rejected = notice.event == "newCall" and self._is_blocked(notice)
        self._store_notice(notice, is_rejected)
        return Answer(self._reply(reply, notice, is_rejected), reply.content_type)

    def _get_dialect(self):
        return DIALECTS[self.push_dialect](self._get_own_address)

    def _refuse(self, error):
        reply = self._get_dialect()
        return Answer(reply.refuse(error.words), reply.content_type, error.status)

    def _verify_sender(self, request, address):
        """:raise Refused: if the sender's network or password is not the right one"""
        if len(request.raw) > LARGEST:
            raise Refused(413, "Larger than this address accepts")
        if not self._is_allowed_network(address):
            raise Refused(403, f"{address} may not post here")
        if self._has_login() and not self._is_own_password(request):
            raise Refused(401, "Wrong user or password")

    def _is_allowed_network(self, address):
        allowed = list_networks(self.push_networks)
        if not allowed:
            return True
        try:
            sender = ipaddress.ip_address(address)
        except ValueError:
            # Proxies write "unknown" and "unix:", and what they were told.
            return False
        # ::ffff:192.0.2.1 is 192.0.2.1.
        sender = getattr(sender, "ipv4_mapped", None) or sender
        return any(sender in network for network in allowed)

    def _has_login(self):
        """Whether a user or a password, or both, are to be sent."""
        return bool(self.push_user or self.push_password)

    def _is_own_password(self, request):
        kind, _, encoded = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return False
        try:
            given = b64decode(encoded, validate=True).decode()
        except ValueError:
            return False
        own = f"{self.push_user or ''}:{self.push_password or ''}"
        return is_same(own, given)

    def _is_blocked(self, notice):
        if notice.direction != "in" or not self.has_blocked_callers:
            return False
        blocked = self.env["social.care.blocked.caller"]
        number = self._normalize(notice.caller)
        own = [("system_id", "=", self.id), ("number", "=", number)]
        return bool(number) and bool(blocked.search_count(own, limit=1))

    def _store_notice(self, notice, is_rejected):
        """Store it once; a repetition within the day is dropped. The call of a blocked
        caller is none: nobody is rung.
        """
        now = fields.Datetime.now()
        said = {**notice.as_dict(), "is_rejected": is_rejected}
        row = (
            self.id,
            notice.call,
            notice.origin or None,
            json.dumps(said),
            notice.make_digest(str(now.date())),
        )
        self.env.cr.execute(STORE, row)
        if self.env.cr.rowcount:
            self._wake()

    def _reply(self, reply, notice, is_rejected):
        if is_rejected:
            return reply.reject()
        if notice.event != "newCall":
            return reply.confirm()
        if notice.direction == "out" and self.push_caller_id:
            shown = self._normalize(self.push_caller_id).removeprefix("+")
            return reply.dial(notice.called, shown)
        return reply.accept()

    # -- reading ---------------------------------------------------------------------

    def _wake(self):
        """Schedule the reading: one job for everything that comes in a moment."""
        now, name = time.monotonic(), (self.env.cr.dbname, self.id)
        with _woken_lock:
            if now - _woken.get(name, 0) < WAKE_SECONDS:
                return
            _woken[name] = now
        # Notices that roll back take their job with them; the next must wake again.
        self.env.cr.postrollback.add(lambda: _woken.pop(name, None))
        self._enqueue_reading(0)

    def _enqueue_reading(self, seconds):
        self.with_delay(
            priority=1,
            eta=timedelta(seconds=seconds) if seconds else None,
            description=self.env._("Read call notices"),
            identity_key=f"social_care.phone_notices.{self.id}.{seconds}",
        )._read_notices()

    @api.model
    def _cron_read_notices(self):
        """Read what a crash left, and end calls whose end nobody tells."""
        rows = self.env["social.care.phone.notice"]._read_group(
            [("is_done", "=", False)], ["system_id"]
        )
        for (system,) in rows:
            system._enqueue_reading(0)
        self.env["social.care.call"]._end_forgotten("push")

    def _read_notices(self):
        """Job: bring the calls of new notices up to date. Others of the same system
        wait: two would write the same calls.
        """
        self.env.cr.execute(LOCK, (self.id,))
        if not self.env.cr.fetchone()[0]:
            raise RetryableJobError("Being read", seconds=1, ignore_retry=True)
        new = self.env["social.care.phone.notice"].search(
            [("system_id", "=", self.id), ("is_done", "=", False)], limit=BATCH
        )
        if not new:
            return
        conversations = gather([_read(notice) for notice in self._find_related(new)])
        now = time.time()
        open_calls = {
            part.call
            for conversation in conversations
            if not conversation.is_settled(now)
            for part in conversation.parts
        }
        self._take_in_conversations(conversations)
        new.filtered(lambda notice: notice.call not in open_calls).is_done = True
        self._enqueue_reading(FOLLOW_UP_SECONDS)

    def _find_related(self, new):
        """All notices of the calls of some, and of those that they were transferred
        from and to; without the calls of blocked callers.
        """
        notices = self.env["social.care.phone.notice"]
        recent = [
            ("system_id", "=", self.id),
            ("received_at", ">", fields.Datetime.now() - KEPT),
        ]
        found, names = new, set()
        for _part in range(MOST_PARTS):
            known = names
            names = {*found.mapped("call"), *filter(None, found.mapped("origin"))}
            if names == known:
                break
            either = ["|", ("call", "in", [*names]), ("origin", "in", [*names])]
            found = notices.search([*recent, *either], limit=MOST_RELATED)
        rejected = {one.call for one in found if one.said["is_rejected"]}
        return found.filtered(lambda one: one.call not in rejected)

    def _take_in_conversations(self, conversations):
        names = self.line_ids._get_device_names()
        switch = Switch(frozenset(self.line_ids.mapped("device")))

        def find_device(texts):
            return {names[text.lower()] for text in texts if text.lower() in names}

        for conversation in conversations:
            switch.apply(tell(conversation, find_device))
        self._take_in(Batch(switch.describe(sorted(switch.list_calls()))))


def list_networks(text):
    """:param text: networks such as ``192.0.2.0/24``, separated by commas; may be empty
    :return: list of networks
    :raise ValueError: if one is none
    """
    written = (text or "").replace(",", " ").split()
    return [ipaddress.ip_network(one, strict=False) for one in written]


def _read(row):
    said = {name: value for name, value in row.said.items() if name != "is_rejected"}
    notice = Notice(**{**said, "agents": tuple(said["agents"])})
    at = row.received_at.replace(tzinfo=UTC)
    return Heard(notice, at.timestamp(), str(at.date()))
