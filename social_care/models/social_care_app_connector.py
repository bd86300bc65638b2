# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools import bodies, errors
from ..tools.values import Answer

UNKNOWN = Answer("Stored; this kind of notice is unknown", status=202)


class SocialCareAppConnector(models.AbstractModel):
    """The part of a connector that knows how its network pushes notices to an app:
    challenges, signatures, bodies, accounts, subscriptions.

    ``social.care.connector`` inherits it; a network's connector overrides the methods
    there. A network without webhooks overrides none.
    """

    _name = "social.care.app.connector"
    _description = "Webhooks of a Network"

    def _describe_webhook_setup(self, app):
        """Explain where on the network the webhook address and the secret are entered.

        Shown above them in the connect wizard and beside a new secret.

        :param app: ``social.care.app``, one record
        :return: str, one sentence for administrators, such as “In the forum: Admin /
            API / Webhooks, add a webhook with all post events.”; '' by default
        """
        return ""

    def _answer_challenge(self, app, request):
        """Answer a network that tests the webhook address.

        Asked for every GET, and for every POST after ``_verify_webhook`` and
        ``_load_body``; what it answers is not stored. ``app._is_verify_token`` tells
        whether the network knows the verify token.

        :param app: ``social.care.app``, one record
        :param request: ``tools.values.Request``; ``payload`` is None for GET
        :return: ``tools.values.Answer``; None if the request is no challenge, or is not
            answered: a GET is refused with 404 then
        :raise Rejected: if it is refused; answered with 401
        """
        return None

    def _verify_webhook(self, app, request):
        """Check that the network sent a request to the webhook.

        Refuses by default, and must refuse where the app has no secret. Networks that
        sign compare with ``app._is_signed``; for other proofs (a constant secret in a
        header or in the query, public keys) there is ``app._knows_secret``.

        :param app: ``social.care.app``, one record
        :param request: ``tools.values.Request``, its ``payload`` not loaded yet
        :raise Rejected: if the request may come from anybody else; answered with 401
        """
        raise errors.Rejected("This network has no webhooks.")

    def _load_body(self, app, request):
        """Parse the body of a verified request.

        JSON by default; ``tools.bodies`` has helpers for forms and XML.

        What a network tells in a header alone, such as the name of the event, belongs
        into the result, because nothing after this method sees the request::

            def _load_body(self, app, request):
                body = super()._load_body(app, request)
                return {"event": request.headers.get("x-event", ""), "body": body}

        :param app: ``social.care.app``, one record
        :param request: ``tools.values.Request``, with headers and parameters
        :return: dict or list; what a notice needs to be read later must be in it
        :raise tools.bodies.Refused: with the status and the words of the answer
        """
        if bodies.is_form(request.headers):
            words = "Send JSON with Content-Type: application/json"
            raise bodies.Refused(415, words)
        return bodies.load_json(request.raw)

    def _split_by_account(self, app, payload):
        """Split the body of a webhook into notices, by account.

        A key is what the network calls the account (the ID of a page, a user, a number)
        and is compared with ``social.care.account.webhook_key``, by default the ID that
        ``_connect`` returned. For a key that no account has an unknown account is
        created, which keeps the notices until an administrator connects it.

        By default everything is for the only account of the app.

        :param app: ``social.care.app``, one record
        :param payload: as ``_load_body`` returned it, which may have added values of
            headers; each notice has to keep those that ``_make_event`` reads
        :return: dict {key: list of notices, each as it came}; the key is a str, or None
            for the only account of the app
        """
        return {None: self._split_webhook_items(app, payload)}

    def _split_webhook_items(self, app, payload):
        """Split the body of a webhook of a network with one account for each app. Must
        be written where ``_split_by_account`` is not.

        :param app: ``social.care.app``, one record
        :param payload: as ``_load_body`` returned it
        :return: list of notices, each as it came
        """
        raise self._make_unwritten("_split_webhook_items")

    def _get_stored_answer(self, app, events):
        """Return what the network wants to hear once its notices are stored.

        :param app: ``social.care.app``, one record
        :param events: list of the ``tools.values.Event`` that were stored
        :return: ``tools.values.Answer``; by default 200 with ``OK``, or 202 if all
            notices are of an unknown kind
        """
        if events and all(event.kind == "unknown" for event in events):
            return UNKNOWN
        return Answer("OK")

    def _check_subscription(self, app):
        """Ask the network whether it still pushes to the webhook of an app. A job does
        it as soon as an account is connected, then daily.

        :param app: ``social.care.app``; ``account_ids`` are its accounts, of which each
            may have a subscription of its own
        :return: bool; None where the network cannot be asked
        :raise ConnectorError: if the network cannot tell now
        """
        return None

    def _subscribe(self, app):
        """Subscribe the webhook of an app (again), for all its accounts. Must be
        written where ``_check_subscription`` can return False.

        :param app: ``social.care.app``, one record
        :raise ConnectorError: if the network refuses; shown in the health of accounts
        """
        raise self._make_unwritten("_subscribe")
