# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What somebody entered on a private form, within bounds."""

import re
from dataclasses import dataclass, field

from odoo.tools import email_normalize

from odoo.addons.social_care.tools.media import File, Refused, read_file
from odoo.addons.social_care.tools.text import make_storable

LONGEST_TEXT, LONGEST_EMAIL, LONGEST_REFERENCE = 4000, 254, 60
LONGEST_NAME = 100
MOST_FILES = 3
#: Bytes of a request, with all its files.
LARGEST_BODY = 26 * 1024 * 1024
#: What the page tells a browser of these.
LIMITS = {
    "text": LONGEST_TEXT,
    "email": LONGEST_EMAIL,
    "reference": LONGEST_REFERENCE,
    "files": MOST_FILES,
}
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True)
class Answer:
    """What is sent to us; ``problems`` are codes of what has to be changed before.

    ``files`` are (name, ``tools.media.File``).
    """

    text: str = ""
    email: str = ""
    reference: str = ""
    files: tuple[tuple[str, File], ...] = ()
    problems: frozenset[str] = field(default_factory=frozenset)


def read_answer(values, uploads):
    """Read what a form posted. Files are checked and drawn anew.

    :param values: dict of what was entered, as anybody may send it
    :param uploads: list of uploaded files, with ``filename`` and ``read``
    :return: ``Answer``
    """
    text = _LINE_ENDS.sub("\n", _read(values, "text", LONGEST_TEXT)).strip()
    email = _read_line(values, "email", LONGEST_EMAIL)
    address = email_normalize(email) or ""
    problems = set()
    if not text:
        problems.add("text")
    if email and not address:
        problems.add("email")
    files, refused = _read_files(uploads)
    return Answer(
        text=text,
        email=address or email,
        reference=_read_line(values, "reference", LONGEST_REFERENCE),
        files=files,
        problems=frozenset(problems | refused),
    )


def _read(values, name, longest):
    value = values.get(name)
    return make_storable(value[:longest]) if isinstance(value, str) else ""


def _read_line(values, name, longest):
    return " ".join(_read(values, name, longest).split())


def _read_files(uploads):
    """Return (files, codes of problems). Nothing is read if there are too many."""
    given = [upload for upload in uploads if upload.filename]
    if len(given) > MOST_FILES:
        return (), {"number"}
    files = []
    for upload in given:
        try:
            file = read_file(upload.read())
        except Refused:
            return (), {"file"}
        files.append((make_storable(upload.filename[:LONGEST_NAME]), file))
    return tuple(files), set()
