# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Screens as axe sees them: which there are, and what it found."""

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

AXE = os.environ.get("AXE")
SCRIPT = Path(__file__).parent / "accessibility.js"
TIMEOUT = 60
HEADER = "| screen | user | ours | Odoo's |\n|---|---|---:|---:|\n"


@dataclass(frozen=True)
class Screen:
    """One screen, and how it is opened.

    :param shows: selector of what has to appear before axe looks
    :param options: of the action service
    :param clicks: selectors of what is clicked, in this order
    :param is_our_view: whether the view is of one of our models
    :param is_our_page: whether it is a page of its own, which is all ours
    """

    name: str
    shows: str
    action: str = ""
    options: dict | None = None
    clicks: tuple = ()
    is_our_view: bool = False
    is_our_page: bool = False


def open_form(action, record):
    """:return: what a Screen of this record's form needs, as keyword arguments"""
    options = {"viewType": "form", "props": {"resId": record.id}}
    return {"action": action, "options": options}


def start(browser):
    """Load axe into the page that a browser has open."""
    _evaluate(browser, "\n".join([Path(AXE).read_text(), SCRIPT.read_text(), "0"]))


def check(browser, screen):
    """Open a screen and have axe look at it.

    :return: list of violations, as ``checkScreen`` of accessibility.js gives them
    """
    return _evaluate(browser, f"checkScreen({json.dumps(asdict(screen))})")


def _evaluate(browser, expression):
    options = {"expression": expression, "awaitPromise": True, "returnByValue": True}
    done = browser._websocket_request(
        "Runtime.evaluate", params=options, timeout=TIMEOUT
    )
    error = done.get("exceptionDetails")
    assert not error, error["exception"]["description"]
    return done["result"]["value"]


def describe(findings):
    """:return: one paragraph for each violation of ours"""
    return "\n\n".join(
        f"{name}: {found['rule']}\n{found['target']}\n{found['html']}\n{found['why']}"
        for name, violations in findings.items()
        for found in violations
        if found["is_ours"]
    )


def write_counts(path, rows):
    """Write a Markdown table.

    :param rows: list of (user, findings)
    """
    lines = [
        _format_row(name, user, Counter(found["is_ours"] for found in violations))
        for user, findings in rows
        for name, violations in findings.items()
    ]
    Path(path).write_text(HEADER + "".join(lines))


def _format_row(name, user, counts):
    return f"| {name} | {user} | {counts[True]} | {counts[False]} |\n"
