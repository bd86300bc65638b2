# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a connector hands to the core: plain values, no database.

Times are naive UTC datetimes, as Odoo stores them.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import ClassVar

from .text import storable, web_link

#: Kinds of posts that ``social_care`` declares itself. Other addons add theirs with
#: ``selection_add`` on ``social.care.mention.kind``.
POST_KINDS = ("post", "comment", "direct", "review")
#: Kinds that everybody can see unless their network says otherwise. Every other kind,
#: also one of another addon, is private as long as nobody says that it is not.
PUBLIC_KINDS = frozenset({"post", "comment", "review"})
#: ``Post.private`` where the network says nothing: the kind decides.
BY_KIND = "by kind"
MOST_FOLLOWERS = 2**31 - 1
LONGEST_ID = 500


def is_id(value):
    """Whether ``value`` can be an id that a network gave: a text of ordinary length."""
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_ID


@dataclass(frozen=True)
class Author:
    """Somebody on a network, as the network describes them at that moment."""

    external_id: str
    handle: str
    name: str = ""
    url: str = ""
    avatar_url: str = ""
    followers: int = 0
    verified: bool = False

    def complete(self, earlier):
        """This author, with what only an earlier description of them has.

        :param earlier: Author or None
        """
        known = {one.name: getattr(earlier, one.name, None) for one in fields(self)}
        left = {name: value for name, value in known.items() if value}
        return replace(
            self, **{name: left[name] for name in left if not getattr(self, name)}
        )


@dataclass(frozen=True)
class Event:
    """One raw notice, before anybody has understood it.

    ``kind`` is one of post, edit, deletion, receipt, unknown; the core makes one of
    kind unreadable where a connector failed to. Together with ``external_id`` and
    ``version`` it tells a repetition from news, so a network that numbers its edits
    puts the number into ``version``.
    """

    external_id: str
    kind: str
    version: str = ""
    payload: dict = field(default_factory=dict)
    occurred_at: datetime | None = None


@dataclass(frozen=True)
class Media:
    """A picture or film of a post; ``kind`` is one of KINDS."""

    KINDS: ClassVar = ("image", "video", "audio", "link")

    url: str
    kind: str = "image"
    alt: str = ""

    def as_dict(self):
        """As it is stored: without a link that does not lead to the web."""
        return {
            "url": web_link(self.url),
            "kind": self.kind,
            "alt": storable(self.alt),
        }


@dataclass(frozen=True)
class Post:
    """A post as it stands at one moment; an edit is a Post with ``edited_at``.

    ``thread_external_id`` names the conversation: the root post's id where the
    network has no id of its own for it. ``stream`` is the kind of stream that it
    belongs to (mentions, search, …) where a webhook brings more than one kind.
    ``is_context`` marks what is only shown beside another post: it is heard, but
    nobody has to answer it. ``private`` says whether others cannot see it; left out,
    it follows from ``kind`` (see ``PUBLIC_KINDS``). ``remarks`` tell whoever runs the
    tool what was left out because it made no sense.
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
    remarks: tuple[str, ...] = ()

    @property
    def at(self):
        """When this version came to be; the latest version is the one shown."""
        return self.edited_at or self.posted_at


@dataclass(frozen=True)
class Deletion:
    """A post was taken down on the network."""

    external_id: str
    at: datetime


@dataclass(frozen=True)
class Receipt:
    """The network tells what became of a reply: ``published`` or ``failed``."""

    external_id: str
    status: str
    reason: str = ""


@dataclass(frozen=True)
class Unknown:
    """A notice that this connector has no meaning for; it is kept as it came."""

    reason: str


@dataclass(frozen=True)
class Page:
    """One answer of a poll, as the network gave it: what is listed, where to go on,
    whether more waits."""

    items: list
    cursor: dict
    more: bool = False


@dataclass(frozen=True)
class Fetched:
    """The same, each item made an event."""

    events: list[Event]
    cursor: dict
    more: bool = False


@dataclass(frozen=True)
class Published:
    """The network's own word that our reply stands there."""

    external_id: str
    url: str = ""
    thread_external_id: str = ""


@dataclass(frozen=True)
class Finding:
    """One line of a diagnosis; ``level`` is ok, warning or error."""

    level: str
    title: str
    fix: str = ""

    def as_dict(self):
        return {"level": self.level, "title": self.title, "fix": self.fix}
