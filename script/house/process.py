# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Processes that outlive the script that started them, by their number."""

import os
import signal
import time
from pathlib import Path


def is_running(pid, word):
    """Whether the process is there and has a word in its command: numbers of processes
    come again, and a child that nobody waited for has no command any more.
    """
    try:
        return str(word) in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False


def end(pid, word, seconds=5):
    """It gets some seconds for an orderly end."""
    if is_running(pid, word):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while is_running(pid, word):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
