# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.exceptions import AccessDenied
from odoo.http import request

from odoo.addons.social_care_api.controllers.rest import KEY_INDEX
from odoo.addons.social_care_api.tools.errors import ServiceError

from ..tools.credentials import read_credentials


def log_in(security):
    """Serve the request as the user whose API key it carries. Failed tries are slowed
    down as those at Odoo's login.

    :param security: header of WS-Security, or None
    :return: first characters of the key
    :raises ServiceError: ``unauthorized``
    """
    authorization = request.httprequest.authorization
    found = read_credentials(security, authorization, fields.Datetime.now())
    users = request.env["res.users"].sudo()
    try:
        with users._assert_can_auth(user=found.login):
            user = _find_user(users, found)
    except AccessDenied:
        words = (
            "The login or its API key is unknown, or the key has expired. After many "
            "failures, wait a minute. The password of the login is not accepted."
        )
        raise ServiceError("unauthorized", words) from None
    request.update_env(user=user.id)
    _spend_nonce(found)
    return found.key[:KEY_INDEX]


def _find_user(users, found):
    keys = users.env["res.users.apikeys"]
    # Keys are letters and digits; the database would choke on other characters.
    is_key = found.key.isascii() and found.key.isalnum()
    user_id = is_key and keys._check_credentials(scope="rpc", key=found.key)
    user = users.browse(user_id or [])
    if not user or found.login not in (None, user.login):
        raise AccessDenied()
    return user


def _spend_nonce(found):
    nonces = request.env["social.care.api.nonce"]
    if found.nonce and not nonces._spend(found.nonce, found.created_at):
        words = "This UsernameToken was used before: make a new Nonce for each message."
        raise ServiceError("unauthorized", words)
