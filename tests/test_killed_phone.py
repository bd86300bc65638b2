# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A server that dies while it asks a phone system, and while it stores notices."""

import threading
import time
from datetime import timedelta
from tempfile import TemporaryFile

from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.social_care.tools.http import get_host

from ..bench import load
from ..bench.server import Server
from .bad_switch import BadSwitch
from .race import RaceCase
from .test_call_notices import PASSWORD, USER, describe_call

JAN = "+48500100001"
CALLS = 200


class TestKilledPhone(RaceCase):
    def serve(self):
        log = self.enterContext(TemporaryFile("w+"))
        options = "--load=base,web,queue_job"
        return Server(
            self.config,
            self.database,
            log,
            options,
            ODOO_QUEUE_JOB_CHANNELS="root:4",
        )

    def make_system(self, env, **values):
        agent = new_test_user(
            env,
            f"killed_{values['binding']}",
            groups="base.group_user,social_care.group_social_care_agent",
        )
        system = env["social.care.phone.system"].create(
            {
                "name": "Dying",
                "country_id": env.ref("base.pl").id,
                "allowed_prefixes": "+48",
                "line_ids": [(0, 0, {"user_id": agent.id, "device": "21"})],
                **values,
            }
        )
        return system, agent

    def test_a_call_is_asked_for_once_and_ends(self):
        """The switch was asked and does not answer when the server is killed."""
        switch = self.enterContext(BadSwitch())
        with self.env() as env:
            hosts = get_host(switch.address)
            env["ir.config_parameter"].set_param(
                "social_care.allowed_private_hosts", hosts
            )
            wsdl = switch.get_wsdl("dead")
            _system, agent = self.make_system(env, binding="soap", soap_wsdl=wsdl)
            calls = env["social.care.call"].with_user(agent)
            call = calls.place_call(JAN)["id"]
        with self.serve():
            self.wait_until(lambda env: switch.asked, "the switch is asked")
        with self.serve():
            self.wait_until(lambda env: self.is_over(env, call), "the job is over")
        self.assertEqual(switch.asked, ["dead"])
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            record.started_at = fields.Datetime.now() - timedelta(minutes=2)
            env["social.care.call"]._cron_end_unplaced()
            self.assertEqual((record.state, record.request_state), ("ended", "failed"))
            self.assertIn("said nothing", record.request_error)

    def is_over(self, env, call):
        jobs = env["queue.job"].search([("method_name", "=", "_request")])
        return set(jobs.mapped("state")) <= {"done", "failed"}

    def test_each_notice_that_was_answered_is_read(self):
        with self.env() as env:
            values = {"push_user": USER, "push_password": PASSWORD}
            system, _agent = self.make_system(env, binding="push", **values)
            path = f"/social_care/phone/{system.push_token}"
        requests = [(path, *describe_call(number)[0]) for number in range(CALLS)]
        with self.serve() as server:
            answers = []
            posting = threading.Thread(
                target=lambda: answers.extend(load.deliver(server.port, requests)[1])
            )
            posting.start()
            self.wait_until(lambda env: self.count(env, system) > 20, "some stored")
        posting.join()
        stored = [n for n, (status, _seconds) in enumerate(answers) if status == 200]
        self.assertLess(len(stored), CALLS)
        with self.serve():
            time.sleep(1)
            self.wait_until(lambda env: self.is_read(env, system), "all read")
        with self.env() as env:
            calls = env["social.care.call"].search([("system_id", "=", system.id)])
            numbers = calls.mapped("number")
            self.assertEqual(len(set(numbers)), len(calls))
            self.assertLessEqual({f"+48500{n:06d}" for n in stored}, set(numbers))

    def test_tickets_that_another_process_makes_are_not_waited_for(self):
        with self.env() as env:
            system, _agent = self.make_system(env, binding="voip_oca")
            values = {"system_id": system.id, "direction": "in", "state": "ended"}
            now = fields.Datetime.now()
            calls = env["social.care.call"].create(
                [
                    {**values, "key": key, "started_at": now, "ticket_due": "missed"}
                    for key in "12"
                ]
            )
        with self.env() as env, self.env() as other:
            first = calls[0].with_env(env)
            first._make_due_tickets([("id", "=", first.id)], 5)
            env.flush_all()
            other.cr.execute("SET LOCAL lock_timeout = '1s'")
            mine = [("system_id", "=", system.id)]
            self.assertFalse(other["social.care.call"]._make_due_tickets(mine, 1))
            other["social.care.call"]._make_due_tickets(mine, 5)
        with self.env() as env:
            self.assertEqual(calls.with_env(env).mapped("ticket_due"), [False, False])

    def count(self, env, system):
        notices = env["social.care.phone.notice"]
        return notices.search_count([("system_id", "=", system.id)])

    def is_read(self, env, system):
        # What the scheduled action does every two minutes.
        env["social.care.phone.system"]._cron_read_notices()
        new = [("system_id", "=", system.id), ("is_done", "=", False)]
        return not env["social.care.phone.notice"].search_count(new)
