# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A person at a browser who has no mouse: every key is an event of the browser itself,
as the operating system would send it."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

from odoo.tools import config

PATIENCE = 30
PAUSE = 0.05
MODIFIERS = {
    "Alt": {"bit": 1, "code": "AltLeft", "virtual": 18},
    "Control": {"bit": 2, "code": "ControlLeft", "virtual": 17},
    "Shift": {"bit": 8, "code": "ShiftLeft", "virtual": 16},
}
NAMED = {
    "Enter": {"virtual": 13, "text": "\r"},
    "Tab": {"virtual": 9},
    "Escape": {"virtual": 27},
    "ArrowDown": {"virtual": 40},
    "ArrowUp": {"virtual": 38},
}
# What a page remembers of the notifications that it showed.
REMEMBER = """
    window.shownToasts = [];
    new MutationObserver((changes) => {
        for (const {addedNodes} of changes) {
            for (const node of addedNodes) {
                const toast = node.querySelector?.(".o_notification") ||
                    (node.matches?.(".o_notification") && node);
                if (toast) {
                    window.shownToasts.push(toast.innerText);
                }
            }
        }
    }).observe(document, {childList: true, subtree: true});
"""


class Chromium:
    """A browser of its own, with one page, as a context manager."""

    def __init__(self, width=1280, height=800):
        self.size = (width, height)
        self.number = 0
        self.events = {}

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            self._build_command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.socket = websocket.create_connection(
            self._find_page(), suppress_origin=True, timeout=PATIENCE
        )
        self.resize(*self.size)
        self.command("Emulation.setFocusEmulationEnabled", enabled=True)
        self.command("Page.enable")
        self.command("Page.addScriptToEvaluateOnNewDocument", source=REMEMBER)
        return self

    def __exit__(self, *_error):
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    def _build_command(self):
        return [
            shutil.which("chromium") or shutil.which("google-chrome"),
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio"),
            *("--lang=en-US", "--no-first-run", "--remote-debugging-port=0"),
            f"--user-data-dir={self.folder.name}",
            "about:blank",
        ]

    def _find_page(self):
        """The address at which the browser takes commands for its page."""
        told = Path(self.folder.name, "DevToolsActivePort")
        wait_until(lambda: told.exists() and told.read_text(), "Chromium starts")
        port = told.read_text().splitlines()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            pages = [page for page in json.load(answer) if page["type"] == "page"]
        return pages[0]["webSocketDebuggerUrl"]

    def command(self, method, **params):
        self.number += 1
        asked = {"id": self.number, "method": method, "params": params}
        self.socket.send(json.dumps(asked))
        while True:
            told = self._take()
            if told.get("id") == self.number:
                assert "error" not in told, (method, told)
                return told["result"]

    def resize(self, width, height, is_touch=False):
        self.command(
            "Emulation.setDeviceMetricsOverride",
            **{"width": width, "height": height, "mobile": is_touch},
            deviceScaleFactor=1,
        )
        self.command("Emulation.setTouchEmulationEnabled", enabled=is_touch)

    def open(self, url):
        self.command("Page.navigate", url=url)

    def evaluate(self, expression):
        done = self.command(
            "Runtime.evaluate",
            **{"expression": expression, "awaitPromise": True, "returnByValue": True},
        )
        error = done.get("exceptionDetails")
        assert not error, error["exception"].get("description", error)
        return done["result"].get("value")

    def choose_file(self, path):
        """Choose a file in the dialog that the page has opened."""
        node = self._await_event("Page.fileChooserOpened")["backendNodeId"]
        self.command("DOM.setFileInputFiles", files=[str(path)], backendNodeId=node)

    def _await_event(self, name):
        while name not in self.events:
            self._take()
        return self.events.pop(name)

    def _take(self):
        """Read what the browser says; the last event of each name is kept."""
        told = json.loads(self.socket.recv())
        if "method" in told:
            self.events[told["method"]] = told["params"]
        return told

    def save_screenshot(self, path):
        shot = self.command("Page.captureScreenshot", format="png")
        Path(path).write_bytes(base64.b64decode(shot["data"]))


class Person:
    """Somebody who sees what a browser shows, and presses keys."""

    def __init__(self, browser, address):
        self.browser = browser
        self.address = address

    # -- keys ------------------------------------------------------------------

    def press(self, *chords):
        """Press keys, each with its modifiers: ``press("Alt+Shift+R", "Enter")``."""
        for chord in chords:
            *held, key = chord.split("+")
            self._hold(held, key)

    def type(self, text):
        for letter in text:
            self._strike(letter, {"text": letter}, 0)

    def _hold(self, held, key):
        bits = 0
        for name in held:
            bits |= MODIFIERS[name]["bit"]
            self._send("rawKeyDown", name, MODIFIERS[name], bits)
        self._strike(*_find_key(key, held), bits)
        for name in reversed(held):
            bits &= ~MODIFIERS[name]["bit"]
            self._send("keyUp", name, MODIFIERS[name], bits)

    def _strike(self, key, known, bits):
        self._send("keyDown" if "text" in known else "rawKeyDown", key, known, bits)
        self._send("keyUp", key, known, bits)

    def _send(self, kind, key, known, bits):
        params = {"type": kind, "key": key, "modifiers": bits}
        params["windowsVirtualKeyCode"] = known.get("virtual", 0)
        params["code"] = known.get("code", key)
        if kind == "keyDown":
            params["text"] = known["text"]
        self.browser.command("Input.dispatchKeyEvent", **params)

    def press_until(self, key, selector, most=60):
        """Move the focus with a key until it is on such an element.

        :return: how often the key was pressed
        """
        is_there = f"Boolean(document.activeElement?.closest({json.dumps(selector)}))"
        for count in range(most):
            if self.browser.evaluate(is_there):
                return count
            self.press(key)
        raise AssertionError(f"{selector} cannot be reached with {key}")

    # -- eyes ------------------------------------------------------------------

    def sees(self, selector, words=""):
        """Whether an element is shown, with these words in it."""
        wanted = json.dumps([selector, words])
        return self.browser.evaluate(
            f"(([selector, words]) => [...document.querySelectorAll(selector)].some("
            f"(one) => one.checkVisibility() && (one.innerText || one.value || '')"
            f".includes(words)))({wanted})"
        )

    def wait_for(self, selector, words="", patience=PATIENCE):
        said = f"{selector} {words!r} is shown"
        self.wait_until(lambda: self.sees(selector, words), said, patience)

    def wait_until_gone(self, selector, words=""):
        said = f"{selector} {words!r} disappears"
        self.wait_until(lambda: not self.sees(selector, words), said)

    def wait_for_focus(self, selector):
        expression = f"Boolean(document.activeElement?.matches({json.dumps(selector)}))"
        said = f"the focus is on {selector}"
        self.wait_until(lambda: self.browser.evaluate(expression), said)

    def wait_until(self, reached, words, patience=PATIENCE):
        """Wait; if it takes too long, keep what the browser shows as a picture."""
        try:
            wait_until(reached, words, patience)
        except AssertionError:
            path = Path(config["screenshots"], f"{time.time():.0f}.png")
            path.parent.mkdir(parents=True, exist_ok=True)
            self.browser.save_screenshot(path)
            focus = self.browser.evaluate("document.activeElement.outerHTML")[:200]
            said = f"not within {patience} seconds: {words}; the focus is on {focus}"
            raise AssertionError(f"{said}; see {path}") from None

    @property
    def toasts(self):
        return self.browser.evaluate("window.shownToasts")

    @property
    def title(self):
        return self.browser.evaluate("document.title")

    # -- Odoo ------------------------------------------------------------------

    def log_in(self, login):
        """Log in with a password that is the login."""
        self.browser.open(f"{self.address}/web/login")
        self.wait_for_focus("input[name=login]")
        self.type(login)
        self.press("Tab")
        self.wait_for_focus("input[name=password]")
        self.type(login)
        self.press("Enter")
        self.wait_for(".o_web_client .o_main_navbar", patience=3 * PATIENCE)


def _find_key(key, held):
    """Return the key as a browser names it, and what else its event has."""
    if key in NAMED:
        return key, {"code": key, **NAMED[key]}
    letter = key.upper() if "Shift" in held else key.lower()
    known = {"code": f"Key{key.upper()}", "virtual": ord(key.upper())}
    return letter, known


def wait_until(reached, words, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not reached():
        assert time.monotonic() < deadline, f"not within {patience} seconds: {words}"
        time.sleep(PAUSE)
