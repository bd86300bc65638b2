# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The real phone system of the tests: who is there, and how it is asked.

``script/house/asterisk.py`` documents the environment variables.
"""

import os
import socket
import sys
import time

import requests

WSDL = os.environ.get("PARLAYX_WSDL", "")
IS_RUNNING = "ASTERISK_PEER" in os.environ
MISSING = "Asterisk is not running (script/peers/asterisk/ensure starts it)"
MISSING_SWITCH = "the SOAP switch is not running (script/peers/parlayx/ensure)"
CUSTOMER = "+48500100001"
PATIENCE_SECONDS = 10


def read(name):
    return os.environ[f"ASTERISK_{name}"]


def load_sipphone():
    if read("PEER") not in sys.path:
        sys.path.append(read("PEER"))
    import sipphone

    return sipphone


def reserve_phone_system():
    """Keep the tests of other workers away from the phones while a test uses them."""
    return load_sipphone().reserve_phone_system()


def make_phone(user, **options):
    """A phone in its place: 1001 and 1002 at their ports, a customer at any."""
    port = os.environ.get(f"ASTERISK_PHONE_{user}_PORT", 0)
    own = {"port": port, "password": user}
    return load_sipphone().Phone(user, read("SIP_PORT"), **own | options)


def make_trunk():
    """The customer whom agents reach, whatever number they dial."""
    return make_phone(CUSTOMER, port=read("CUSTOMER_PORT"))


def ask_ari(method, path, **options):
    auth = (read("USER"), read("SECRET"))
    return requests.request(
        method, read("ARI_URL") + path, auth=auth, timeout=5, **options
    )


def list_talks():
    """Bridges of two. Who has answered is not yet in one, and a transfer fails."""
    bridges = ask_ari("GET", "/bridges").json()
    return [bridge for bridge in bridges if len(bridge["channels"]) == 2]


def wait_until(look):
    """What ``look`` returns, as soon as that is something."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("the phone system never showed it")


class Ami:
    """A connection to the manager interface: ``login`` first."""

    def __init__(self):
        address = ("127.0.0.1", int(read("AMI_PORT")))
        self._socket = socket.create_connection(address, timeout=PATIENCE_SECONDS)
        self._lines = self._socket.makefile(newline="\r\n", errors="replace")
        self.greeting = self._lines.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._lines.close()
        self._socket.close()

    def login(self, kind=""):
        """As the user with all rights, or with ``kind`` READONLY_."""
        user, secret = read(f"{kind}USER"), read(f"{kind}SECRET")
        return self.ask("Login", Username=user, Secret=secret)

    def ask(self, action, **words):
        """Send an action and return the answer to it."""
        lines = [f"Action: {action}", "ActionID: asked"]
        lines += [f"{key}: {value}" for key, value in words.items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        return self.wait_for(lambda said: "Response" in said)

    def wait_for(self, is_wanted):
        """The next message (a dict) that is wanted; those before it are dropped."""
        while message := self._receive():
            if is_wanted(message):
                return message
        raise AssertionError("the connection has ended")

    def _receive(self):
        message = {}
        while line := self._lines.readline().strip():
            key, _, value = line.partition(":")
            message[key] = value.strip()
        return message
