# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A server that answers like Bluesky's, where the real one could not be made to say
what the tests want to hear: hostile records, and accounts that come and go."""

import base64
import json
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from odoo.tests import TransactionCase

from odoo.addons.social_care.tests.outgoing import OutgoingRequests

from ..tools import tid

POST = "app.bsky.feed.post"
OURS, ADA, BOB = "did:plc:ours", "did:plc:ada", "did:plc:bob"
HANDLES = {OURS: "brand.test", ADA: "ada.test", BOB: "bob.test"}


def text_of(moment):
    return moment.isoformat(timespec="milliseconds") + "Z"


def token():
    claims = json.dumps({"exp": 4102444800, "scope": "com.atproto.appPass"}).encode()
    return f"e30.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.x"


class World:
    """Posts, who is there, and what the server lists; ``calls`` counts by method.

    ``spoil`` maps a method to a function that changes its answer.
    """

    def __init__(self):
        self.now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        self.posts, self.notices, self.records = {}, [], []
        self.standing = {}
        self.calls, self.spoil = Counter(), {}
        self.count = 0

    def post(self, did, text, parent=None, at=None, key_at=None, reason="", **record):
        """Somebody posts. ``at`` is the time that they give it, ``key_at`` that of
        the record key (now); ``reason`` tells us of it. Returns the address."""
        self.count += 1
        moment = (key_at or self.now) - datetime(1970, 1, 1)
        rkey = tid.encode(int(moment.total_seconds() * 10**6) + self.count, 0)
        uri = f"at://{did}/{POST}/{rkey}"
        # No two at the same time: the network cannot list more than a page of those.
        at = text_of((at or self.now) + timedelta(milliseconds=self.count))
        record = {"$type": POST, "text": text, "createdAt": at, **record}
        if parent:
            above = self.posts[parent]["record"].get("reply")
            reference = {"uri": parent, "cid": "c"}
            root = above["root"] if above else reference
            record["reply"] = {"root": root, "parent": reference}
        self.posts[uri] = {
            "uri": uri,
            "cid": "c",
            "author": {"did": did, "handle": HANDLES[did]},
            "record": record,
            "indexedAt": min(at, text_of(self.now + timedelta(days=1))),
        }
        if reason:
            self.notices.append({"uri": uri, "reason": reason, "indexedAt": at})
        return uri

    def shown(self, uri):
        did = uri.split("/")[2]
        return uri in self.posts and self.standing.get(did, "here") == "here"

    def answer(self, method, params):
        """(status, body) of a call."""
        self.calls[method] += 1
        name = "on_" + method.rsplit(".", 1)[1]
        status, body = getattr(self, name)(params)
        if status == 200 and method in self.spoil:
            return self.spoil[method](params, body)
        return status, body

    # -- methods -----------------------------------------------------------------

    def on_createSession(self, params):
        session = {"did": OURS, "handle": HANDLES[OURS]}
        return 200, {**session, "accessJwt": token(), "refreshJwt": token()}

    def on_listNotifications(self, params):
        listed = [n for n in self.notices if self.shown(n["uri"])]
        listed.sort(key=lambda notice: notice["indexedAt"], reverse=True)
        if "cursor" in params:
            before = params["cursor"][0]
            listed = [n for n in listed if n["indexedAt"] < before]
        page = listed[: int(params["limit"][0])]
        more = {"cursor": page[-1]["indexedAt"]} if len(listed) > len(page) else {}
        return 200, {"notifications": page, **more}

    def on_getPosts(self, params):
        shown = [uri for uri in params["uris"] if self.shown(uri)]
        return 200, {"posts": [self.posts[uri] for uri in shown]}

    def on_getProfiles(self, params):
        profiles = [{"did": did, "followersCount": 7} for did in params["actors"]]
        return 200, {"profiles": profiles}

    def on_getProfile(self, params):
        did = params["actor"][0]
        standing = self.standing.get(did, "here")
        if standing == "gone":
            return 400, {"error": "InvalidRequest", "message": "Profile not found"}
        if standing != "here":
            return 400, {"error": standing, "message": "Account is away"}
        return 200, {"did": did, "handle": HANDLES[did]}

    def on_getRecord(self, params):
        did, collection, rkey = (
            params[name][0] for name in ("repo", "collection", "rkey")
        )
        if self.standing.get(did, "here") != "here":
            return 400, {"error": "InvalidRequest", "message": "Could not find repo"}
        uri = f"at://{did}/{collection}/{rkey}"
        if uri not in self.posts:
            return 400, {"error": "RecordNotFound", "message": "Could not locate"}
        return 200, {"uri": uri, "cid": "c", "value": self.posts[uri]["record"]}

    def on_getPostThread(self, params):
        uri = params["uri"][0]
        if not self.shown(uri):
            return 400, {"error": "NotFound", "message": "Post not found"}
        thread = self.below(uri, int(params["depth"][0]))
        thread["parent"] = self.above(uri, int(params["parentHeight"][0]))
        return 200, {"thread": thread}

    def below(self, uri, depth):
        answers = [other for other in self.posts if self.parent_of(other) == uri]
        replies = [self.below(other, depth - 1) for other in answers] if depth else []
        return {"post": self.posts[uri], "replies": replies}

    def above(self, uri, height):
        parent = self.parent_of(uri)
        if not parent or not height:
            return None
        if not self.shown(parent):
            return {"$type": "app.bsky.feed.defs#notFoundPost", "uri": parent}
        return {"post": self.posts[parent], "parent": self.above(parent, height - 1)}

    def parent_of(self, uri):
        reply = self.posts[uri]["record"].get("reply")
        return reply and reply["parent"]["uri"]

    def on_putRecord(self, params):
        self.records.append(params["record"])
        return 200, {"uri": "at://x", "cid": "c"}


class _Handler(BaseHTTPRequestHandler):
    world = None

    def do_GET(self):
        address = urlsplit(self.path)
        self._reply(address, parse_qs(address.query))

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._reply(urlsplit(self.path), json.loads(raw) if raw else {})

    def _reply(self, address, params):
        method = address.path.removeprefix("/xrpc/")
        status, body = self.world.answer(method, params)
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_args):
        """Quiet."""


class StandInCase(OutgoingRequests, TransactionCase):
    """An account of ours on the stand-in, with a team and an agent."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.world = World()
        handler = type("Handler", (_Handler,), {"world": self.world})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        host = f"127.0.0.1:{server.server_port}"
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("social_care.allowed_private_hosts", host)
        self.team = self.env["helpdesk.ticket.team"].create({"name": "Social"})
        self.account = self.env["social.care.account"].create(
            {
                "name": "Brand",
                "network": "bluesky",
                "service_url": f"http://{host}",
                "username": "brand.test",
                "password": "app-password",
                "signature_template": False,
                "team_id": self.team.id,
            }
        )
        self.account._connect()
        self.account.stream_ids.stage = "routed"
        self.stream = self.account.stream_ids.filtered(lambda s: s.kind == "mentions")

    @property
    def connector(self):
        return self.account._get_connector()

    def poll(self, stream=None):
        stream = stream or self.stream
        stream._poll()
        self.assertFalse(stream.last_error)
        while self.env["social.care.event"]._ingest_batch():
            self.env.flush_all()

    def mention(self, uri):
        return self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id), ("external_id", "=", uri)]
        )

    def events(self):
        return self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)]
        )

    def time_passes(self, **kwargs):
        """As if all that the stream remembers had happened so much earlier."""
        delta = timedelta(**kwargs)
        cursor = dict(self.stream.cursor)
        for name in ("started", "deep_at", "full_at"):
            earlier = datetime.fromisoformat(cursor[name]) - delta
            cursor[name] = earlier.isoformat()
        cursor["threads"] = [
            [uri, (datetime.fromisoformat(at) - delta).isoformat(), looks]
            for uri, at, looks in cursor["threads"]
        ]
        self.stream.cursor = cursor
