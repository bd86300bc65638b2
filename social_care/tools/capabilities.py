# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an account can do on its network; screens offer nothing else."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Capabilities:
    """Limits and abilities of one account.

    ``text_unit`` says how ``text_limit`` counts: ``characters`` (code points),
    ``graphemes`` (user-perceived characters) or ``utf16`` (code units). ``byte_limit``
    counts UTF-8 bytes; None means no limit. ``media_bytes`` is the limit of one file.

    ``reply_window_hours`` maps a kind of mention to the number of hours in which the
    network accepts replies to it; other kinds can be answered at any time.

    ``visibilities`` is empty if the account can only listen. ``can_find`` says whether
    ``_find_published`` can tell what became of a reply; without it, a person is asked
    whenever a publication is unconfirmed.
    """

    text_limit: int = 0
    text_unit: str = "characters"
    byte_limit: int | None = None
    media_max: int = 0
    media_bytes: int = 0
    media_mimetypes: tuple[str, ...] = ()
    visibilities: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    transports: tuple[str, ...] = ()
    can_delete: bool = False
    can_find: bool = False
    reply_window_hours: dict = field(default_factory=dict)
