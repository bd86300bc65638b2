# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The service that listens to the real phone system, as processes of their own."""

import os
import signal
import subprocess
import sys
import time
import unittest
from tempfile import TemporaryFile

import psutil

from odoo.tests import new_test_user
from odoo.tools import config

from odoo.addons.social_care.tools.http import get_host

from ..bench.server import ODOO
from . import phone_system
from .lifecycle import complaints
from .race import RaceCase

# A listener loads Odoo first.
STARTING_SECONDS = 60
# How long after a failure all is right again (issue: 5 s); a busy machine is slower.
RECOVERY_SECONDS = 20
JAN = phone_system.CUSTOMER


class Listener:
    """``odoo social_care_phone`` on a database."""

    def __init__(self, database):
        self.log = TemporaryFile("w+")
        self.process = subprocess.Popen(
            [sys.executable, ODOO, "social_care_phone", "-d", database],
            env=os.environ | {"ODOO_RC": config["config"]},
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    @property
    def pid(self):
        return self.process.pid

    def signal(self, number):
        self.process.send_signal(number)

    def close(self):
        """Also one that was stopped."""
        if self.process.poll() is None:
            psutil.Process(self.pid).kill()
        self.process.wait()
        self.log.close()

    def read_log(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()


@unittest.skipUnless(phone_system.IS_RUNNING, phone_system.MISSING)
class ListeningCase(RaceCase):
    """Anna has the phone 1001 and Marek 1002; Jan Nowak is a contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(phone_system.reserve_phone_system())
        with cls.env() as env:
            cls.create_all(env)
        cls.listeners = []
        cls.addClassCleanup(cls.close_listeners)
        cls.start_listener()

    @classmethod
    def create_all(cls, env):
        cls.allow_addresses(env)
        company = env["res.company"].create({"name": "Phone"})
        company.resource_calendar_id = False
        team = env["helpdesk.ticket.team"].create(
            {"name": "Phone", "company_id": company.id, "resource_calendar_id": False}
        )
        anna, marek = (cls.create_agent(env, name, team) for name in ("anna", "marek"))
        cls.anna, cls.marek, cls.team = anna.id, marek.id, team.id
        cls.system = (
            env["social.care.phone.system"]
            .create({**cls.prepare_system(env, company), "team_id": team.id})
            .id
        )
        for user, phone in ((anna, "1001"), (marek, "1002"), (marek, "1003")):
            cls.create_line(env, user, phone)
        env["social.care.phone.queue"].create(
            {"system_id": cls.system, "name": "support", "team_id": team.id}
        )
        cls.jan = (
            env["res.partner"]
            .create({"name": "Jan Nowak", "phone": JAN, "company_id": company.id})
            .id
        )

    @classmethod
    def allow_addresses(cls, env):
        """A system administrator allows the two private addresses."""
        ami = f"127.0.0.1:{phone_system.read('AMI_PORT')}"
        ari = get_host(phone_system.read("ARI_URL"))
        env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", f"{ami},{ari}"
        )

    @classmethod
    def prepare_system(cls, env, company):
        return {
            "name": "Asterisk",
            "binding": "asterisk",
            "company_id": company.id,
            "country_id": env.ref("base.pl").id,
            "allowed_prefixes": "+48",
            "outside_prefix": "0",
            "ami_host": "127.0.0.1",
            "ami_port": int(phone_system.read("AMI_PORT")),
            "ami_user": phone_system.read("USER"),
            "ami_new_secret": phone_system.read("SECRET"),
            "ari_url": phone_system.read("ARI_URL"),
            "ari_user": phone_system.read("USER"),
            "ari_new_password": phone_system.read("SECRET"),
            "ari_context": "from-agents",
        }

    @classmethod
    def create_agent(cls, env, name, team):
        user = new_test_user(
            env,
            f"phone_{name}",
            groups="base.group_user,social_care.group_social_care_agent",
            name=name.title(),
            company_id=team.company_id.id,
            company_ids=[(6, 0, team.company_id.ids)],
        )
        team.user_ids += user
        agent = env["social.care.agent"]._ensure_for_users(user)
        agent._refresh_shifts()
        agent._set_state("available")
        return user

    @classmethod
    def create_line(cls, env, user, phone):
        env["social.care.phone.line"].create(
            {
                "system_id": cls.system,
                "user_id": user.id,
                "device": f"PJSIP/{phone}",
                "extension": phone,
            }
        )

    # -- listeners ---------------------------------------------------------------

    @classmethod
    def start_listener(cls):
        listener = Listener(cls.database)
        cls.listeners.append(listener)
        return listener

    @classmethod
    def close_listeners(cls):
        for listener in cls.listeners:
            listener.close()

    def await_listening(self, patience=STARTING_SECONDS):
        """Until all listeners hear, and one of them stores."""
        self.wait_until(self.are_all_listening, "all listen", patience)

    def are_all_listening(self, env):
        system = env["social.care.phone.system"].browse(self.system)
        beats = env["social.care.lease.beat"].search([("is_connected", "=", True)])
        pids = {int(beat.node.rpartition(":")[2]) for beat in beats}
        return system.listener_state == "listening" and pids >= {
            listener.pid for listener in self.listeners
        }

    def find_holder(self):
        """The process that stores."""
        with self.env() as env:
            beat = env["social.care.lease.beat"].search([("is_holder", "=", True)])
            pid = int(beat.node.rpartition(":")[2])
        return next(one for one in self.listeners if one.pid == pid)

    def kill(self, listener):
        listener.signal(signal.SIGKILL)
        listener.process.wait()

    # -- calls -------------------------------------------------------------------

    def setUp(self):
        super().setUp()
        self.await_listening()
        with self.env() as env:
            newest = env["social.care.call"].search([], order="id desc", limit=1)
            self.before = newest.id or 0

    def list_calls(self, env):
        return env["social.care.call"].search(
            [("id", ">", self.before), ("merged_into_id", "=", False)], order="id"
        )

    def await_call(self, patience=RECOVERY_SECONDS, **values):
        """Until a new call has these values.

        :return: its ID
        """
        found = []

        def has_values(env):
            calls = self.list_calls(env).filtered(
                lambda call: all(call[name] == value for name, value in values.items())
            )
            found[:] = calls.ids
            return bool(calls)

        begin = time.monotonic()
        self.wait_until(has_values, values, patience)
        self.took = time.monotonic() - begin
        return found[0]

    def read_values(self, call, *names):
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            return tuple(record[name] for name in names)

    def assert_logs_quiet(self):
        for listener in self.listeners:
            found = complaints(listener.read_log())
            self.assertFalse(found, "\n".join(found))
