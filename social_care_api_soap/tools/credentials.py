# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Who sends a message: a UsernameToken of WS-Security 1.0, or HTTP's header."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from odoo.addons.social_care_api.tools.errors import ServiceError

from .envelope import WSSE

WSU = (
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
)
#: How far the clock of a client may be off.
TOLERANCE = timedelta(minutes=5)
_TOKEN = f"{{{WSSE}}}UsernameToken"
_KNOWN = (_TOKEN, f"{{{WSU}}}Timestamp")


class MissingCredentials(ServiceError):
    """A message of which nothing says who sent it."""

    def __init__(self):
        words = "Send your login and an API key: as a UsernameToken, or by HTTP basic."
        super().__init__("unauthorized", words)


@dataclass(frozen=True)
class Credentials:
    """What a message says of its sender.

    :param login: login of the user, None if HTTP has the key alone
    :param key: API key of the user
    :param nonce: with it, the message is accepted once; '' without
    :param created_at: moment in UTC at which a message with a nonce was made
    """

    login: str | None
    key: str
    nonce: str = ""
    created_at: datetime | None = None


def read_credentials(security, authorization, now):
    """Return what a message says of its sender.

    :param security: header of WS-Security, or None
    :param authorization: of HTTP, as werkzeug reads it, or None
    :param now: moment in UTC
    :return: ``Credentials``
    :raises ServiceError: ``unauthorized``, if there are none, or none of a kind that
        is accepted
    """
    if security is not None:
        return _read_token(security, now)
    if authorization and authorization.type == "basic":
        return Credentials(authorization.username, authorization.password)
    if authorization and authorization.type == "bearer":
        return Credentials(None, authorization.token or "")
    raise MissingCredentials()


def _read_token(security, now):
    tokens = [child for child in security if child.tag == _TOKEN]
    if len(tokens) != 1 or any(child.tag not in _KNOWN for child in security):
        words = "WS-Security: one UsernameToken is accepted, and nothing else."
        raise ServiceError("unauthorized", words)
    token = tokens[0]
    password = token.find(f"{{{WSSE}}}Password")
    if password is not None and password.get("Type", "").endswith("#PasswordDigest"):
        words = (
            "PasswordDigest is impossible: Odoo keeps only hashes of API keys. Send "
            "PasswordText, over TLS."
        )
        raise ServiceError("unauthorized", words)
    login, nonce = _get_text(token, WSSE, "Username"), _get_text(token, WSSE, "Nonce")
    key, created = _get_text(token, WSSE, "Password"), _get_text(token, WSU, "Created")
    if not nonce and not created:
        return Credentials(login, key)
    return Credentials(login, key, nonce, _read_created(nonce, created, now))


def _get_text(token, namespace, name):
    return (token.findtext(f"{{{namespace}}}{name}") or "").strip()


def _read_created(nonce, created, now):
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        moment = None
    if not nonce or not moment:
        words = "A UsernameToken has Nonce and Created, or neither."
        raise ServiceError("unauthorized", words)
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    if abs(moment - now) > TOLERANCE:
        words = f"Created is more than 5 minutes off: here it is {now:%H:%M:%S} UTC."
        raise ServiceError("unauthorized", words)
    return moment
