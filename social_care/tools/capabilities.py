# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an account can do on its network; screens offer nothing else."""

from dataclasses import dataclass, field

#: What a private reply to a public post can be.
PRIVATE_WAYS = ("message", "reply")


@dataclass(frozen=True)
class Window:
    """How long and how often a network accepts replies.

    ``hours`` count from the last message of the author who is answered, of the same
    kind and in the same conversation, at the time of its latest version. Deleted
    messages, those of other people and our own do not count; neither do those that only
    show the context. A network that counts from something else, such as the last post
    of anybody, closes posts with ``Post.cannot_reply_reason`` instead.
    ``most_replies`` is the number of replies that the network accepts after that
    message; None means any number. ``takes_after`` is the code of what it
    accepts once the window is closed (``human_agent_tag``, ``template``), put into
    words by ``connector._describe_late_reply``; '' means nothing.
    """

    hours: int
    most_replies: int | None = None
    takes_after: str = ""


@dataclass(frozen=True)
class Capabilities:
    """Limits and abilities of one account.

    ``text_unit`` says how ``text_limit`` counts, by the code of a measure of
    ``tools.measures``: ``characters`` (code points), ``graphemes`` (user-perceived
    characters), ``utf16`` (code units), ``bytes`` (UTF-8), ``weighted`` (X) or
    ``links_as_23`` (Mastodon); another addon declares its own. ``text_minimum`` is the
    shortest text that the network accepts, in the same unit, with the signature.
    ``byte_limit`` counts bytes beside it; None means no limit. ``media_bytes`` is the
    limit of one file.

    ``reply_windows`` maps (kind of the mention, visibility of the reply) to the
    ``Window`` in which the network accepts that reply; all others can be sent at any
    time. Networks limit them apart: a comment can often be answered publicly for ever,
    and privately once within a week.

    ``shares_app`` says that an app of the network can have several accounts: its
    connector splits webhooks by account.

    ``visibilities`` is empty if the account can only listen. ``can_find`` says whether
    ``_find_published`` can tell what became of a reply; without it, a person is asked
    whenever a publication is unconfirmed.

    ``can_check_publication`` says whether ``_check_publication`` can tell when an
    accepted reply becomes public. ``can_prepare`` says that replies are published in
    two steps: ``_prepare``, then ``_publish``.

    ``private_way`` says how a public conversation goes on in private: the code of what
    a ``private`` reply to a public post is (``PRIVATE_WAYS``): ``message``, a direct
    message to its author, or ``reply``, the private reply to a post that some networks
    have; '' where there is none. Customers get a one-time link to a form then, and
    wherever a reply window allows no such reply.

    ``moderation`` names what can be done about messages of others and their authors:
    codes of ``tools.moderation.ACTIONS``.
    """

    text_limit: int = 0
    text_unit: str = "characters"
    text_minimum: int = 0
    byte_limit: int | None = None
    media_max: int = 0
    media_bytes: int = 0
    media_mimetypes: tuple[str, ...] = ()
    visibilities: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    transports: tuple[str, ...] = ()
    shares_app: bool = False
    can_delete: bool = False
    can_find: bool = False
    can_check_publication: bool = False
    can_prepare: bool = False
    reply_windows: dict[tuple[str, str], Window] = field(default_factory=dict)
    private_way: str = ""
    moderation: tuple[str, ...] = ()
