# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is done already: a digest of what a thing was made from, kept beside it."""

import hashlib
from pathlib import Path


def digest(*parts):
    """Of texts and of files, in this order."""
    total = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:16]


class Stamp:
    def __init__(self, path, key):
        self.path = path
        self.key = key

    def holds(self):
        return self.path.is_file() and self.path.read_text() == self.key

    def set(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.key)
