# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from contextlib import contextmanager
from secrets import token_urlsafe

from psycopg2 import IntegrityError

from odoo import models
from odoo.fields import Domain

from odoo.addons.social_care.tools import errors, http
from odoo.addons.social_care.tools.capabilities import Capabilities, Window
from odoo.addons.social_care.tools.daily_budget import DailyBudget
from odoo.addons.social_care.tools.media import Refused
from odoo.addons.social_care.tools.moderation import ACTIONS
from odoo.addons.social_care.tools.values import (
    Answer,
    Author,
    Finding,
    Page,
    Published,
    Receipt,
)

from ..tools import notice, signatures, wire
from .social_care_demo_post import FILES

PAGE = 100
# Units of a day, which begins at midnight Pacific time, as YouTube has it.
DAILY_UNITS, DAY_OF = 1_000_000, "America/Los_Angeles"
# IDs are assigned before their transaction commits, so a poll overlaps the last one.
OVERLAP = 50
USUAL = {"delivery": "normal", "publishing": "ok", "subscription": "alive"}


class SocialCareConnectorDemo(models.AbstractModel):
    """A network inside this database, for demonstration, training and tests.

    It behaves like another system: notices are signed, and what is published is
    committed in a transaction of its own, which is not rolled back with ours.
    """

    _name = "social.care.connector.demo"
    _inherit = "social.care.connector.demo.login"
    _description = "Social Care Connector: Demo Network"

    def _get_channel(self):
        channel = self.env.ref("social_care_demo.channel_demo", False)
        return channel or super()._get_channel()

    def _get_profile_scope(self, account):
        scope = super()._get_profile_scope(account)
        return f"{scope}@{account.id}" if account.demo_is_scoping_people else scope

    def _get_capabilities(self, account):
        return Capabilities(
            text_limit=280,
            text_unit="graphemes",
            media_max=4,
            media_bytes=2 * 1024 * 1024,
            media_mimetypes=("image/png", "image/jpeg", "image/gif", "image/webp"),
            visibilities=("public", "private"),
            streams=("mentions", "replies", "direct", "search"),
            transports=("webhook", "poll"),
            shares_app=True,
            can_delete=True,
            can_find=True,
            can_check_publication=True,
            can_prepare=True,
            reply_windows={
                ("direct", "private"): Window(24, 10, "human_agent_tag"),
                ("post", "private"): Window(7 * 24, 1),
                ("comment", "private"): Window(7 * 24, 1),
            },
            private_way="message",
            moderation=("like", "hide", "delete", "mute", "block", "report"),
        )

    # -- connecting ------------------------------------------------------------

    def _connect(self, account):
        me = self._ask_who(account) if self._get_oauth(account) else {}
        script = account.demo_script_id or self.env["social.care.demo.script"].create(
            {}
        )
        return {
            "external_id": me.get("id")
            or account.external_id
            or f"company-{account.id}",
            "handle": me.get("handle") or account.handle,
            "webhook_secret": account.webhook_secret or token_urlsafe(32),
            "demo_script_id": script.id,
        }

    def _check_login(self, account):
        """Return True: the demo network forgets nobody who logs in by handle."""
        return bool(self._ask_who(account)) if self._get_oauth(account) else True

    def _describe_webhook_setup(self, app):
        return self.env._(
            "Nothing to enter: the demo network knows the address and the secret."
        )

    def _get_default_streams(self, account):
        return [
            self._get_stream_vals(self.env._("Mentions"), "mentions"),
            self._get_stream_vals(self.env._("Replies"), "replies"),
            self._get_stream_vals(self.env._("Direct messages"), "direct"),
        ]

    def _get_stream_vals(self, name, kind):
        return {"name": name, "kind": kind, "transport": "both", "stage": "routed"}

    def _diagnose(self, account):
        script = account.demo_script_id
        return [
            self._run_script(script, name)
            for name, usual in USUAL.items()
            if script[name] != usual
        ]

    def _diagnose_own_address(self, account):
        """Return nothing: the network is part of this server."""
        return []

    def _run_script(self, script, name):
        labels = dict(script._fields[name]._description_selection(self.env))
        return Finding(
            "warning",
            self.env._(
                "The demo network is told to misbehave: %s", labels[script[name]]
            ),
            self.env._("Change it on this form, under Demo network."),
        )

    # -- what calls cost -------------------------------------------------------

    def _get_daily_budgets(self):
        return [DailyBudget("units", self.env._("units"), DAILY_UNITS, DAY_OF)]

    def _get_cost(self, account, endpoint, method):
        """Return units as YouTube counts them: writing costs more than reading."""
        return {"units": 1 if method == "GET" else 50}

    # -- inbound ---------------------------------------------------------------

    def _answer_challenge(self, app, request):
        """Return the challenge: as text to a GET that knows the verify token, as JSON
        to a POST, as networks of both kinds want it.
        """
        if request.method == "GET":
            words = request.params.get("challenge")
            is_known = app._is_verify_token(request.params.get("token"))
            return Answer(words) if words and is_known else None
        payload = request.payload if isinstance(request.payload, dict) else {}
        if payload.get("event") != "challenge":
            return None
        answer = json.dumps({"challenge": payload.get("challenge")})
        return Answer(answer, "application/json")

    def _verify_webhook(self, app, request):
        headers, raw = request.headers, request.raw
        code = app.account_ids[:1].demo_signature or "timed"
        form = signatures.FORMS[code]
        if not app._knows_secret(lambda known: form.is_right(known, headers, raw)):
            raise errors.Rejected("The signature is missing or wrong.")
        if signatures.is_stale(headers, code):
            raise errors.Rejected("The signature is too old.")

    def _load_body(self, app, request):
        return wire.decode(request.headers, request.raw)

    def _split_by_account(self, app, payload):
        return wire.split(payload)

    def _check_subscription(self, app):
        scripts = app.account_ids.demo_script_id
        return all(script.subscription == "alive" for script in scripts)

    def _subscribe(self, app):
        scripts = app.account_ids.demo_script_id
        if "refused" in scripts.mapped("subscription"):
            raise errors.Rejected(
                self.env._("The demo network is told to refuse subscriptions.")
            )
        scripts.subscription = "alive"

    def _fetch_items(self, stream, cursor):
        self._reserve_cost(stream.account_id, "notices", "GET")
        after = cursor.get("after", 0)
        notices = self.env["social.care.demo.notice"].search(
            Domain("account_id", "=", stream.account_id.id)
            & Domain("id", ">", after - OVERLAP)
            & self._get_heard_domain(stream)
            & ~self._get_muted_domain(stream.account_id),
            limit=PAGE + OVERLAP,
        )
        return Page(
            items=notices.mapped("payload"),
            cursor={"after": max([after, *notices.ids])},
            more=len(notices) == PAGE + OVERLAP,
        )

    def _make_event(self, account, item):
        return notice.make_event(item)

    def _get_heard_domain(self, stream):
        """Return the domain of the notices that the network lists for a stream; none
        for a kind of another addon.
        """
        public = Domain("post_id.private", "=", False)
        spoken_to = public & Domain("post_id.addressed", "=", True)
        spoken_of = public & Domain("post_id.addressed", "=", False)
        return {
            "direct": ~public,
            "mentions": spoken_to & Domain("post_id.parent_id", "=", False),
            "replies": spoken_to & Domain("post_id.parent_id", "!=", False),
            "search": spoken_of & Domain("post_id.text", "ilike", stream.query),
        }.get(stream.kind, Domain.FALSE)

    def _get_muted_domain(self, account):
        muted = [("muted_by_ids", "in", account.ids)]
        return Domain("post_id.person_id", "any", muted)

    def _parse(self, account, payload, kind):
        return notice.read_value(payload, kind)

    def _check_alive(self, account, external_ids):
        standing = self.env["social.care.demo.post"].search(
            [("uid", "in", list(external_ids)), ("deleted_at", "=", False)]
        )
        return set(external_ids) - set(standing.mapped("uid"))

    def _find_by_handle(self, account, handle):
        person = self.env["social.care.demo.person"].search(
            [("handle", "=ilike", handle)], limit=1
        )
        return bool(person) and Author(**person._get_author_vals(account))

    def _fetch_media(self, account, url, client):
        """The files of the demo network are in this database."""
        if FILES not in url:
            return super()._fetch_media(account, url, client)
        file = self.env["social.care.demo.post"].sudo()._find_file(account, url)
        if not file:
            raise Refused("gone")
        return file.raw

    # -- outbound --------------------------------------------------------------

    @contextmanager
    def _open_network(self):
        """Return the connector in the network's own transaction."""
        with self.env.registry.cursor() as cr:
            yield self.with_env(self.env(cr=cr))

    def _prepare(self, reply):
        """Let the network take the pictures. A text alone needs no container."""
        if not reply.attachment_ids:
            return ""
        with self._open_network() as network:
            failure = network._get_script(reply)._take_failure("prepare")
        if failure == "upload":
            raise errors.Ambiguous(self.env._("The demo network dropped the pictures."))
        with self._open_network() as network:
            return network._take_pictures(reply.with_env(network.env)).uid

    def _take_pictures(self, reply):
        return self.env["social.care.demo.container"].create(
            {
                "account_id": reply.account_id.id,
                "image_ids": [
                    (0, 0, {"name": file.name, "raw": file.raw})
                    for file in reply.attachment_ids
                ],
            }
        )

    def _publish(self, reply):
        self._reserve_cost(reply.account_id, "posts", "POST")
        with self._open_network() as network:
            failure = network._get_script(reply)._take_failure()
            if failure == "expired":
                network._find_container(reply).unlink()
        self._raise_for_answer(self._answer_failure(failure))
        review = "pending" if failure == "pending" else False
        try:
            with self._open_network() as network:
                published = network._accept(reply.with_env(network.env), review)
        except IntegrityError as error:
            raise errors.Ambiguous(self.env._("This was posted already.")) from error
        if failure == "lost_answer":
            raise errors.Ambiguous(
                self.env._("The demo network did not answer in time.")
            )
        return published

    def _get_script(self, reply):
        return reply.account_id.demo_script_id.with_env(self.env)

    def _answer_failure(self, failure):
        """Return how the network answers as its script prescribes: 200 with nothing
        inside where it takes a post.
        """
        words = self._get_refusals().get(failure)
        error = {"error": {"code": failure, "message": words}} if words else {}
        headers = {"retry-after": "60"} if failure == "429" else {}
        status = _STATUSES.get(failure) or (int(failure) if words else 200)
        return http.Response(status, headers, json.dumps(error).encode(), True)

    def _read_refusal(self, response):
        error = response.find_object().get("error", {})
        fault = _FAULTS.get(error.get("code"))
        return fault(error["message"]) if fault else None

    def _read_words(self, response):
        return response.find_object().get("error", {}).get("message", "")

    def _get_refusals(self):
        return {
            "400": self.env._("The demo network refuses this text."),
            "401": self.env._("The demo network ended our access."),
            "403": self.env._("The demo network does not let us post."),
            "blocked": self.env._("This person has blocked you."),
            "inside_200": self.env._("The demo network takes this for spam."),
            "429": self.env._("The demo network asks us to slow down."),
            "500": self.env._("The demo network has a fault of its own."),
        }

    def _find_container(self, reply):
        return self.env["social.care.demo.container"].search(
            [("uid", "=", reply.container_id)]
        )

    def _accept(self, reply, review):
        container = self._find_container(reply)
        if reply.attachment_ids and not container:
            raise errors.NotPrepared(
                self.env._("The demo network does not have the pictures any more.")
            )
        Post = self.env["social.care.demo.post"]
        post = Post._say(
            {
                "account_id": reply.account_id.id,
                "text": reply._get_text_to_publish(),
                "private": reply.visibility == "private",
                "parent_id": self._find_parent(reply).id,
                "record_key": reply.record_key,
                "image_ids": [(6, 0, container.image_ids.ids)],
                "review": review,
            }
        )
        container.unlink()
        post._take_files()
        return self._read_published(post)

    def _find_parent(self, reply):
        """Return the post that is answered, by the ID of its newest version."""
        named = reply._get_parent_external_id()
        post = self._post(named)
        if post and post._get_newest_uid() != named:
            raise errors.Rejected(self.env._("This post was edited."))
        return post

    def _post(self, uid):
        """Return a post by its first ID or that of its newest version."""
        named = Domain("uid", "=", uid) | Domain("version_uid", "=", uid)
        return self.env["social.care.demo.post"].search(named, limit=1)

    def _read_published(self, post):
        state = "pending" if post.review == "pending" else "public"
        return Published(post.uid, post._get_url(), post.root_id.uid, state)

    def _find_published(self, reply):
        with self._open_network() as network:
            post = network.env["social.care.demo.post"].search(
                [("record_key", "=", reply.record_key)]
            )
            return self._read_published(post) if post else False

    def _check_publication(self, reply):
        with self._open_network() as network:
            post = network._post(reply.external_id)
            if post.review == "pending":
                return None
            return Receipt(post.uid, post._get_verdict(), post.review_reason or "")

    def _delete(self, account, external_id):
        with self._open_network() as network:
            network._post(external_id)._take_down()

    # -- moderation ------------------------------------------------------------

    def _get_moderation(self, account, mention):
        """Return everything, except that only public posts can be hidden."""
        codes = super()._get_moderation(account, mention)
        return tuple(code for code in codes if not (mention.private and code == "hide"))

    def _moderate(self, account, code, target, undo):
        with self._open_network() as network:
            script = account.demo_script_id.with_env(network.env)
            failure = script._take_failure()
        self._raise_for_answer(self._answer_failure(failure))
        with self._open_network() as network:
            network._apply_moderation(account, code, target.external_id, undo)
        if failure == "lost_answer":
            raise errors.Ambiguous(
                self.env._("The demo network did not answer in time.")
            )

    def _apply_moderation(self, account, code, external_id, undo):
        if ACTIONS[code].is_about_author:
            self._find_person(external_id)._set_moderated(account, code, undo)
        elif post := self._post(external_id).filtered(lambda p: not p.deleted_at):
            post._set_moderated(code, undo)
        elif code != "delete":
            raise errors.Rejected(self.env._("This post was deleted."))

    def _find_person(self, external_id):
        number = external_id.removeprefix("person-")
        person = self.env["social.care.demo.person"].search(
            [("id", "=", int(number) if number.isdecimal() else 0)]
        )
        if not person:
            raise errors.Rejected(self.env._("This person has left the network."))
        return person


# Codes of the network that say more than its status.
_FAULTS = {
    "403": errors.AuthorizationLost,
    "blocked": errors.RecipientUnavailable,
    "inside_200": errors.Rejected,
}
_STATUSES = {"blocked": 403, "inside_200": 200}
