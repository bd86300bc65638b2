# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Requests and answers of OAuth 2. Nothing is sent here.

Sources: RFC 6749 (authorization code, client credentials, refresh), RFC 7636 (PKCE),
RFC 8628 (device authorization), RFC 9700 (best current practice).
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import quote_plus, urlencode

from . import http, jsons
from .errors import AuthorizationLost, ConnectorError, Rejected, Temporary
from .text import get_web_link
from .times import utc_now

#: Kinds of flows: a person logs in and comes back; the app logs in by itself; a person
#: enters a code on another page.
CODE, CLIENT, DEVICE = "code", "client", "device"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
#: Time before its end at which an access token is renewed.
MARGIN = timedelta(minutes=1)
# Lifetimes that a network tells are cut to this.
LONGEST_SECONDS = 10 * 365 * 24 * 3600
# RFC 8628 3.2 and 3.5: default pause between two requests, and what slow_down adds.
PAUSE_SECONDS = SLOW_DOWN_SECONDS = 5
LONGEST_PAUSE = 600
LONGEST_TOKEN = 16 * 1024
LONGEST_WORDS = 300
# RFC 6749, appendix A: codes and tokens are printable ASCII.
_VISIBLE = re.compile(r"[\x20-\x7e]+")
_LOST = {"invalid_grant", "invalid_client", "unauthorized_client", "expired_token"}
_LATER = {"temporarily_unavailable", "server_error"}
_REFUSED = {
    "access_denied",
    "invalid_request",
    "invalid_scope",
    "invalid_target",
    "unsupported_grant_type",
    "unsupported_response_type",
}


class Pending(ConnectorError):
    """The person has not confirmed yet. The network wants the pause between two
    requests to grow by ``longer`` seconds (``slow_down``).
    """

    kind = "pending"

    def __init__(self, message, longer=0):
        super().__init__(message)
        self.longer = longer


@dataclass(frozen=True)
class Flow:
    """How a network gives access to an app.

    ``kind`` is ``code``, ``client`` or ``device``. ``authorize_url`` is the page where
    a person allows access (``code``), ``device_url`` the endpoint that issues the code
    that a person enters (``device``). ``params`` are added to the request for either,
    for instance ``{"access_type": "offline"}``.

    ``client_auth`` says where the network expects the client's secret: ``body`` or
    ``basic`` (RFC 6749, 2.3.1). ``separator`` joins the scopes, ``client_id_name`` is
    the parameter of the client ID; both differ on some networks (TikTok).
    """

    kind: str
    token_url: str
    authorize_url: str = ""
    device_url: str = ""
    scopes: tuple[str, ...] = ()
    separator: str = " "
    client_auth: str = "body"
    client_id_name: str = "client_id"
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Client:
    """The app as the network knows it; ``secret`` is empty for a public client."""

    id: str
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Request:
    """A POST request to an endpoint of the network."""

    SECRETS: ClassVar = ("code", "code_verifier", "device_code", "refresh_token")

    url: str
    data: dict = field(repr=False)
    headers: dict = field(repr=False)

    def get_secrets(self):
        """Return the secrets that are sent, except that of the client."""
        return [self.data[name] for name in self.SECRETS if name in self.data]


@dataclass(frozen=True)
class Tokens:
    """Tokens of an account. ``expires_at`` is the end of the access token,
    ``refresh_expires_at`` that of the refresh token; naive UTC, None if unknown.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None

    def needs_person_at(self):
        """Return when a person has to log in again, None if unknown."""
        return self.refresh_expires_at if self.refresh_token else self.expires_at


@dataclass(frozen=True)
class Device:
    """What a person enters, and where (RFC 8628, 3.2); ``pause`` is in seconds."""

    device_code: str = field(repr=False)
    user_code: str
    url: str
    url_with_code: str
    pause: int
    expires_at: datetime


# -- requests ------------------------------------------------------------------


def make_secret():
    """Return a new secret of 256 bits: a state, or a code verifier (RFC 7636, 4.1)."""
    return secrets.token_urlsafe(32)


def hash_secret(secret):
    """Return the digest under which a secret is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_challenge(verifier):
    """Return the S256 challenge of a code verifier (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def make_authorize_url(flow, client, redirect_uri, state, verifier):
    """Return the address of the page where a person allows access (RFC 6749, 4.1.1).

    :param flow: ``Flow`` of the kind ``code``
    :param client: ``Client``
    :param redirect_uri: where the network sends the person back
    :param state: str that comes back unchanged
    :param verifier: str that proves at the token endpoint that it is us
    """
    params = {
        "response_type": "code",
        flow.client_id_name: client.id,
        "redirect_uri": redirect_uri,
        **_get_scope(flow),
        "state": state,
        "code_challenge": make_challenge(verifier),
        "code_challenge_method": "S256",
        **flow.params,
    }
    joint = "&" if "?" in flow.authorize_url else "?"
    return f"{flow.authorize_url}{joint}{urlencode(params)}"


def make_code_request(flow, client, code, redirect_uri, verifier):
    """Return the ``Request`` that exchanges a code for tokens (RFC 6749, 4.1.3)."""
    grant = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    return _make_request(flow, client, flow.token_url, grant)


def make_client_request(flow, client):
    """Return the ``Request`` for a token of the app itself (RFC 6749, 4.4.2)."""
    grant = {"grant_type": "client_credentials", **_get_scope(flow), **flow.params}
    return _make_request(flow, client, flow.token_url, grant)


def make_refresh_request(flow, client, refresh_token):
    """Return the ``Request`` for the next tokens (RFC 6749, 6)."""
    grant = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return _make_request(flow, client, flow.token_url, grant)


def make_device_request(flow, client):
    """Return the ``Request`` for a code that a person enters (RFC 8628, 3.1)."""
    return _make_request(
        flow, client, flow.device_url, {**_get_scope(flow), **flow.params}
    )


def make_device_token_request(flow, client, device_code):
    """Return the ``Request`` that asks whether a person confirmed (RFC 8628, 3.4)."""
    grant = {"grant_type": DEVICE_GRANT, "device_code": device_code}
    return _make_request(flow, client, flow.token_url, grant)


def _get_scope(flow):
    return {"scope": flow.separator.join(flow.scopes)} if flow.scopes else {}


def _make_request(flow, client, url, grant):
    headers = {"Accept": "application/json"}
    if flow.client_auth == "basic" and client.secret:
        pair = f"{quote_plus(client.id)}:{quote_plus(client.secret)}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        return Request(url, grant, headers)
    secret = {"client_secret": client.secret} if client.secret else {}
    return Request(url, {**grant, flow.client_id_name: client.id, **secret}, headers)


# -- answers -------------------------------------------------------------------


def read_return(params):
    """Return the code with which a person comes back (RFC 6749, 4.1.2).

    :param params: dict of the parameters of the request; anybody may have made them
    :raise ConnectorError: if the network or the person refused, or there is no code
    """
    if params.get("error"):
        raise _make_error(params, None)
    return _read_token(params, "code", Rejected)


def read_tokens(response, now=None):
    """Return the ``Tokens`` of an answer (RFC 6749, 5.1).

    :param response: ``tools.http.Response``
    :param now: naive UTC, the current time by default
    :raise Pending: if a person has not confirmed yet (RFC 8628, 3.5)
    :raise ConnectorError: if the network refuses, or the answer has no token
    """
    now, answer = now or utc_now(), _read_answer(response)
    if str(answer.get("token_type") or "bearer").lower() != "bearer":
        raise Rejected("The network issues a type of token that is not supported.")
    refresh_token = ""
    if answer.get("refresh_token"):
        refresh_token = _read_token(answer, "refresh_token", Temporary)
    # No RFC has the end of a refresh token; these are the names in use.
    until = answer.get("refresh_token_expires_in") or answer.get("refresh_expires_in")
    return Tokens(
        _read_token(answer, "access_token", Temporary),
        refresh_token,
        _read_end(answer.get("expires_in"), now),
        _read_end(until, now),
    )


def read_device(response, now=None):
    """Return the ``Device`` of an answer (RFC 8628, 3.2).

    :param response: ``tools.http.Response``
    :param now: naive UTC, the current time by default
    :raise ConnectorError: if the network refuses, or something is missing
    """
    now, answer = now or utc_now(), _read_answer(response)
    # Google says verification_url.
    url = _read_link(answer.get("verification_uri") or answer.get("verification_url"))
    ends = _read_end(answer.get("expires_in"), now)
    if not url or not ends:
        raise Temporary("The network's answer has no address for the code.")
    return Device(
        _read_token(answer, "device_code", Temporary),
        _read_token(answer, "user_code", Temporary),
        url,
        _read_link(answer.get("verification_uri_complete")),
        _read_pause(answer.get("interval")),
        ends,
    )


def _read_answer(response):
    """Return the JSON object of an answer that is no error.

    :raise ConnectorError: otherwise; without a word of what is no JSON
    """
    try:
        answer = jsons.load(response.body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        http.raise_for_status(response)
        raise Temporary("The network answered the login with something else than JSON.")
    if answer.get("error") or response.status >= 300:
        raise _make_error(answer, response)
    return answer


def _make_error(answer, response):
    """Return the error of RFC 6749, 4.1.2.1 and 5.2, and RFC 8628, 3.5."""
    code, words = str(answer.get("error")), _read_words(answer)
    if code == "authorization_pending":
        return Pending("Not confirmed yet.")
    if code == "slow_down":
        return Pending("Not confirmed yet.", SLOW_DOWN_SECONDS)
    if code == "access_denied":
        return Rejected(f"Access was declined: {words}")
    for codes, error in ((_LOST, AuthorizationLost), (_LATER, Temporary)):
        if code in codes:
            return error(f"The network refuses the login: {words}")
    if response is not None and code not in _REFUSED:
        try:
            http.raise_for_status(response, words)
        except ConnectorError as error:
            return error
    return Rejected(f"The network refuses the login: {words}")


def _read_words(answer):
    """Return the network's explanation in one bounded line."""
    error = answer.get("error")
    nested = error.get("message") if isinstance(error, dict) else error
    words = answer.get("error_description") or nested or "no reason given"
    words = " ".join(str(words)[: 10 * LONGEST_WORDS].split())
    printable = "".join(char for char in words if char.isprintable())
    return printable[:LONGEST_WORDS]


def _read_token(answer, name, error):
    value = answer.get(name)
    if (
        not isinstance(value, str)
        or len(value) > LONGEST_TOKEN
        or not _VISIBLE.fullmatch(value)
    ):
        raise error(f"The network's answer has no valid {name}.")
    return value


def _read_link(value):
    return get_web_link(value) if isinstance(value, str) else ""


def _read_seconds(value):
    """Return a number of seconds, None where there is none: 3600, "3600" or 3600.0."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if isinstance(value, bool) or not 0 < number:
        return None
    return min(number, LONGEST_SECONDS)


def _read_end(value, now):
    seconds = _read_seconds(value)
    return now + timedelta(seconds=int(seconds)) if seconds else None


def _read_pause(value):
    return int(min(_read_seconds(value) or PAUSE_SECONDS, LONGEST_PAUSE))


def hide(words, *hidden):
    """Return words of a network without the secrets that it may repeat.

    :param words: str
    :param hidden: secrets that were sent; empty ones are skipped
    """
    for secret in filter(None, hidden):
        words = words.replace(secret, "***")
    return words
