# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a person reads while the scripts work."""

import signal
import sys
import time
from contextlib import contextmanager


class Missing(Exception):
    """Something that we cannot get by ourselves; its text is one line for a person."""


class Progress:
    def __init__(self, words):
        self.words = words
        self.started = time.monotonic()

    def note(self, detail):
        """Show how far it is; a log file would only fill up with it."""
        if sys.stderr.isatty():
            write(f"\r\033[K{self.words} … {detail}")

    def done(self):
        seconds = time.monotonic() - self.started
        back = "\r\033[K" if sys.stderr.isatty() else "\n"
        write(f"{back}{self.words}: {seconds:.0f} s\n")


def write(text):
    sys.stderr.write(text)
    sys.stderr.flush()


@contextmanager
def step(words):
    write(f"{words} …")
    progress = Progress(words)
    try:
        yield progress
    except BaseException:
        write("\n")
        raise
    progress.done()


def line(words):
    write(f"{words}\n")


def as_command(name, main):
    """Run what a script does, and turn what is missing into one line."""
    # Whoever ends us wants all that we started to end too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except Missing as missing:
        line(f"{name}: {missing}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
