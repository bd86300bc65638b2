# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Other people on the real Bluesky network, by plain requests: nothing of ours."""

import os
import secrets
import time
from datetime import UTC, datetime

import requests

PDS = os.environ.get("BLUESKY_PDS_URL", "")
LIMITED_PDS = os.environ.get("BLUESKY_LIMITED_PDS_URL", "")
MISSING = "the Bluesky network is not running (script/peers/bluesky/ensure starts it)"
PATIENCE_SECONDS = 20
POST = "app.bsky.feed.post"


def wait_for(look):
    """What ``look`` returns, as soon as that is something."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("the network never showed it")


def now():
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Party:
    """Somebody with an account on the network, at the server ``pds``."""

    def __init__(self, name, pds=PDS):
        self.pds = pds
        self.handle = f"{name}-{secrets.token_hex(4)}.test"
        self.password = f"pw-{self.handle}"
        account = {
            "handle": self.handle,
            "email": f"{self.handle}@example.com",
            "password": self.password,
        }
        self.token = ""
        session = self.do("com.atproto.server.createAccount", **account)
        self.did, self.token = session["did"], session["accessJwt"]

    # -- calls -----------------------------------------------------------------

    def do(self, method, **body):
        url = f"{self.pds}/xrpc/{method}"
        response = requests.post(
            url, json=body or None, headers=self.headers(), timeout=30
        )
        return self.answer(response)

    def ask(self, method, **params):
        response = requests.get(
            f"{self.pds}/xrpc/{method}",
            params=params,
            headers=self.headers(),
            timeout=30,
        )
        return self.answer(response)

    def headers(self):
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def answer(self, response):
        assert response.ok, f"{response.status_code} {response.text}"
        return response.json() if response.content else {}

    def app_password(self):
        name = secrets.token_hex(4)
        method = "com.atproto.server.createAppPassword"
        return self.do(method, name=name)["password"]

    # -- posting ---------------------------------------------------------------

    def record(self, text, to=None, parent=None, **fields):
        """A post record that mentions the party ``to`` in front of ``text``."""
        record = {"$type": POST, "text": text, "createdAt": now(), **fields}
        if to:
            record["text"] = f"@{to.handle} {text}"
            record["facets"] = [self.mention(to)]
        if parent:
            record["reply"] = self.reply_to(parent)
        return record

    def mention(self, party):
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": party.did}
        index = {"byteStart": 0, "byteEnd": len(party.handle) + 1}
        return {"index": index, "features": [feature]}

    def reply_to(self, uri):
        view = self.see(uri)
        parent = {"uri": view["uri"], "cid": view["cid"]}
        root = view["record"].get("reply", {}).get("root", parent)
        return {"root": root, "parent": parent}

    def post(self, text, to=None, parent=None, **fields):
        """Say something, wait until the network shows it, return its address."""
        record = self.record(text, to, parent, **fields)
        uri = self.say(record)
        self.see(uri)
        return uri

    def say(self, record):
        created = self.do(
            "com.atproto.repo.createRecord",
            repo=self.did,
            collection=POST,
            record=record,
        )
        return created["uri"]

    def say_many(self, records):
        """All in one go; returns the addresses."""
        writes = [
            {
                "$type": "com.atproto.repo.applyWrites#create",
                "collection": POST,
                "value": record,
            }
            for record in records
        ]
        answer = self.do("com.atproto.repo.applyWrites", repo=self.did, writes=writes)
        uris = [result["uri"] for result in answer["results"]]
        self.see(uris[-1])
        return uris

    def quote(self, text, uri):
        view = self.see(uri)
        quoted = {"uri": uri, "cid": view["cid"]}
        embed = {"$type": "app.bsky.embed.record", "record": quoted}
        return self.post(text, embed=embed)

    def upload(self, picture, mimetype):
        response = requests.post(
            f"{self.pds}/xrpc/com.atproto.repo.uploadBlob",
            data=picture,
            headers={**self.headers(), "Content-Type": mimetype},
            timeout=30,
        )
        return self.answer(response)["blob"]

    def delete(self, uri):
        """Take a post back and wait until the network no longer shows it."""
        self.do(
            "com.atproto.repo.deleteRecord",
            repo=self.did,
            collection=POST,
            rkey=uri.rsplit("/", 1)[1],
        )
        wait_for(lambda: not self.look(uri))

    # -- reading ---------------------------------------------------------------

    def look(self, uri):
        """The post view, None where it is not shown."""
        views = self.ask("app.bsky.feed.getPosts", uris=[uri])["posts"]
        return views[0] if views else None

    def see(self, uri):
        return wait_for(lambda: self.look(uri))

    def answers_to(self, uri):
        """Post views of what stands right below a post, as clients show it."""
        answer = self.ask("app.bsky.feed.getPostThread", uri=uri, depth=1)
        return [reply["post"] for reply in answer["thread"]["replies"]]

    def block(self, other):
        """Block another party."""
        record = {
            "$type": "app.bsky.graph.block",
            "subject": other.did,
            "createdAt": now(),
        }
        method = "com.atproto.repo.createRecord"
        self.do(method, repo=self.did, collection=record["$type"], record=record)

    def own_records(self):
        answer = self.ask(
            "com.atproto.repo.listRecords", repo=self.did, collection=POST, limit=100
        )
        return answer["records"]

    def notices(self):
        answer = self.ask("app.bsky.notification.listNotifications", limit=100)
        return answer["notifications"]
