# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Values that connectors hand to the core. Plain values, no database.

Times are naive UTC datetimes, as Odoo stores them.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import ClassVar

from .text import get_web_link, make_storable

#: Kinds of posts that ``social_care`` declares itself. Other addons add theirs with
#: ``selection_add`` on ``social.care.mention.kind``.
POST_KINDS = ("post", "comment", "direct", "review")
#: Kinds that are public unless the network says otherwise. All others, also those of
#: other addons, are private by default.
PUBLIC_KINDS = frozenset({"post", "comment", "review"})
#: Default of ``Post.private``: the kind decides.
BY_KIND = "by kind"
MOST_FOLLOWERS = 2**31 - 1
MOST_STARS = 5
LONGEST_ID = 500


def is_id(value):
    """Return whether a value can be an ID of a network: a text of ordinary length."""
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_ID


@dataclass(frozen=True)
class Author:
    """A person on a network, as the network described them at that moment.

    ``phone`` is a number that the network itself attests, with ``+`` and country code:
    who writes has it. Never one that the person only entered.
    """

    external_id: str
    handle: str
    name: str = ""
    url: str = ""
    avatar_url: str = ""
    followers: int = 0
    verified: bool = False
    phone: str = ""

    def complete(self, earlier):
        """Return this author, completed with values of an earlier description.

        :param earlier: ``Author`` or None
        """
        known = {one.name: getattr(earlier, one.name, None) for one in fields(self)}
        left = {name: value for name, value in known.items() if value}
        return replace(
            self, **{name: left[name] for name in left if not getattr(self, name)}
        )


@dataclass(frozen=True)
class Credential:
    """Something that connecting needs and a person enters.

    ``name`` is a field of the account or its app, where one fits: ``handle``,
    ``service_url``, ``access_token`` or ``refresh_token`` of the account,
    ``webhook_secret``, ``client_id`` or ``client_secret`` of the app, or a field that
    the connector's addon adds to either. Any other name is the connector's own, such as
    ``password``. ``account._get_credential(name)`` returns the value of both kinds.

    ``secret`` values are never shown again. ``placeholder`` is shown in the empty
    input. Connecting refuses an empty ``required`` one with “<label> is missing.”
    """

    name: str
    label: str
    secret: bool = False
    placeholder: str = ""
    required: bool = True


@dataclass(frozen=True)
class Event:
    """One raw notice, before it is parsed.

    ``kind`` is one of post, edit, deletion, receipt, unknown; the core uses unreadable
    if a connector failed. ``kind``, ``external_id`` and ``version`` together identify
    repetitions, so a network that numbers its edits puts the number into ``version``.
    """

    external_id: str
    kind: str
    version: str = ""
    payload: dict = field(default_factory=dict)
    occurred_at: datetime | None = None


@dataclass(frozen=True)
class Request:
    """A request to the webhook of an app.

    ``params`` are those of the address, ``headers`` have names in lower case, ``raw``
    is the body as it came (bytes, which signatures cover; ``tools.http.Response`` calls
    that of an answer ``body``), and ``payload`` what ``_load_body`` made of it.
    """

    method: str = "POST"
    params: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)
    raw: bytes = b""
    payload: dict | list | None = None


@dataclass(frozen=True)
class Answer:
    """What our webhook answers, exactly as the network wants it."""

    body: str | bytes = ""
    content_type: str = "text/plain; charset=utf-8"
    status: int = 200


@dataclass(frozen=True)
class Media:
    """A picture or video of a post; ``kind`` is one of KINDS."""

    KINDS: ClassVar = ("image", "video", "audio", "link")

    url: str
    kind: str = "image"
    alt: str = ""

    def as_dict(self):
        """Return the stored form: without a link that is no web address."""
        return {
            "url": get_web_link(self.url),
            "kind": self.kind,
            "alt": make_storable(self.alt),
        }


@dataclass(frozen=True)
class Post:
    """A post at one moment; an edit is a ``Post`` with ``edited_at``.

    ``thread_external_id`` names the conversation: the ID of the root post if the
    network has no ID for conversations. ``stream`` is the kind of stream that the post
    belongs to (mentions, search, …), for webhooks with several kinds.

    ``external_id`` stays the same for all versions of a post. On a network that gives
    each edit a new ID it is the first one, and ``version_external_id`` the newest,
    which a reply has to name; parents, receipts and deletions may name either.

    ``cannot_reply_reason`` says that the network lets us read a post but not answer it,
    and why: a code that ``connector._describe_cannot_reply`` knows (``not_mentioned``,
    ``closed``), or words. The conversation of the post can have others to answer.

    ``is_context`` marks a post that is only shown next to another one: nobody has to
    reply to it. ``private`` says whether others cannot see it; by default it follows
    from ``kind`` (see ``PUBLIC_KINDS``). ``stars`` is the rating of a review, from 1 to
    5; None without one. ``remarks`` tell the administrator of the sending tool which
    values were invalid and dropped.
    """

    external_id: str
    thread_external_id: str
    author: Author
    text: str
    posted_at: datetime
    kind: str = "post"
    private: bool | str = BY_KIND
    parent_external_id: str = ""
    url: str = ""
    language: str = ""
    media: tuple[Media, ...] = ()
    edited_at: datetime | None = None
    stream: str = ""
    is_context: bool = False
    is_cut: bool = False
    cannot_reply_reason: str = ""
    version_external_id: str = ""
    stars: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def at(self):
        """Time of this version; the latest version is shown."""
        return self.edited_at or self.posted_at


@dataclass(frozen=True)
class Deletion:
    """A post was deleted on the network."""

    external_id: str
    at: datetime


@dataclass(frozen=True)
class Receipt:
    """The network reports what became of a reply: ``published``, ``failed`` (it could
    not be delivered) or ``revoked`` (it was taken down again, or refused by a review).

    A receipt can come long after the reply was published. ``reason`` is the network's
    own, for the author of the reply. An ``Event`` of a receipt puts the status into its
    ``version``, so that a later one is no repetition.
    """

    external_id: str
    status: str
    reason: str = ""


@dataclass(frozen=True)
class Unknown:
    """A notice that the connector does not know; it is stored as it came."""

    reason: str


@dataclass(frozen=True)
class Page:
    """Result of one poll: raw items, the next cursor, and whether more is left."""

    items: list
    cursor: dict
    more: bool = False


@dataclass(frozen=True)
class Fetched:
    """A ``Page`` whose items became events."""

    events: list[Event]
    cursor: dict
    more: bool = False


@dataclass(frozen=True)
class Published:
    """Confirmation by the network that it has our reply.

    ``state`` is ``public``, or ``pending`` if others cannot read it yet, because the
    network reviews it first.
    """

    external_id: str
    url: str = ""
    thread_external_id: str = ""
    state: str = "public"


@dataclass(frozen=True)
class Finding:
    """One line of a diagnosis; ``level`` is ok, warning or error."""

    level: str
    title: str
    fix: str = ""

    def as_dict(self):
        return {"level": self.level, "title": self.title, "fix": self.fix}
