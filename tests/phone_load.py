# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Many customers who call at once, from one simulated phone, and what is measured."""

import threading
import time
from statistics import quantiles

from odoo import SUPERUSER_ID, api

from .phone_system import load_sipphone, read

DIRECT = "223334455"
TALKING_SECONDS = 1.5
LOOK_SECONDS = 0.02
# What an agent's screen asks for meanwhile.
SCREEN_SECONDS = 0.2


def name_caller(number):
    return f"+48600{number:06d}"


class Crowd(threading.Thread):
    """Calls a direct number at a rate; each call has a caller of its own."""

    def __init__(self, count, rate):
        super().__init__(daemon=True)
        self.count, self.rate = count, rate
        self.asked_at, self.calls = {}, []

    def run(self):
        with load_sipphone().Phone("crowd", read("SIP_PORT")) as phone:
            begin = time.monotonic()
            for number in range(self.count):
                time.sleep(max(0, begin + number / self.rate - time.monotonic()))
                self.place(phone, name_caller(number))
            time.sleep(TALKING_SECONDS + 2)

    def place(self, phone, caller):
        phone.user = caller
        self.asked_at[caller] = time.monotonic()
        call = phone.call(DIRECT)
        self.calls.append(call)
        hang_up = threading.Timer(TALKING_SECONDS, self.hang_up, (phone, call))
        hang_up.daemon = True
        hang_up.start()

    def hang_up(self, phone, call):
        if call.state == "up":
            phone.hang_up(call)


class Watch(threading.Thread):
    """Notes when each call can first be read, and how long a screen waits meanwhile."""

    def __init__(self, registry, system, user):
        super().__init__(daemon=True)
        self.registry, self.system, self.user = registry, system, user
        self.seen_at, self.screen_seconds = {}, []
        self.is_over = threading.Event()

    def run(self):
        next_screen = 0
        while not self.is_over.wait(LOOK_SECONDS):
            self.look()
            if time.monotonic() > next_screen:
                self.ask_as_a_screen()
                next_screen = time.monotonic() + SCREEN_SECONDS

    def look(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT number FROM social_care_call WHERE system_id = %s",
                [self.system],
            )
            for (number,) in cr.fetchall():
                self.seen_at.setdefault(number, time.monotonic())

    def ask_as_a_screen(self):
        begin = time.monotonic()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["social.care.call"].with_user(self.user).get_desk()
        self.screen_seconds.append(time.monotonic() - begin)

    def close(self):
        self.is_over.set()
        self.join()


def describe_seconds(seconds):
    """:return: {"p50", "p95", "max"} in ms"""
    parts = quantiles(seconds, n=100)
    named = {"p50": parts[49], "p95": parts[94], "max": max(seconds)}
    return {name: round(1000 * value) for name, value in named.items()}
