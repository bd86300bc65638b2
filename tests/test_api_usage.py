# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import re
from pathlib import Path

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care_api.tools.openapi import BASE
from odoo.addons.social_care_demo.tests.channel_reply_common import ReplyCase

from .test_api_soap import make_key, prepare

USAGE = Path(__file__).parents[1] / "social_care_api/readme/USAGE.md"
# A command of the page: method, path, ID of the request, body.
COMMAND = re.compile(
    r"^    ask (?:-X (?P<method>\w+) )?\$ODOO(?P<path>\S*)"
    r"(?: -H 'Idempotency-Key: (?P<request_id>[^']+)' \\\n +)?"
    r"(?: ?-d '(?P<body>[^']*)')?$",
    re.MULTILINE,
)


@tagged("post_install", "-at_install")
class TestApiUsage(ReplyCase, HttpCase):
    """What a stranger reads is what works, in that order."""

    def test_the_commands_of_the_page_work_a_ticket(self):
        prepare(self)
        self.key, self.known = make_key(self.agent), {}
        commands = list(COMMAND.finditer(USAGE.read_text()))
        self.assertEqual(len(commands), USAGE.read_text().count("    ask "))
        for command in commands:
            self.run_command(**command.groupdict())
        self.env.invalidate_all()
        self.assertTrue(self.waiting.ticket_id.closed)
        reply = self.env["social.care.reply"].browse(self.known["34"])
        self.assertEqual(reply.body, "It is on its way.")

    def run_command(self, method, path, request_id, body):
        headers = {"Authorization": f"Bearer {self.key}"}
        if request_id:
            headers["Idempotency-Key"] = request_id
        if body:
            headers["Content-Type"] = "application/json"
            body = body.replace("CURSOR", self.known.get("CURSOR", ""))
        for example, real in self.known.items():
            path = path.replace(f"/{example}", f"/{real}")
        self.env.flush_all()
        address = f"{self.base_url()}{BASE}{path}"
        response = self.opener.request(
            method or "GET", address, data=body, headers=headers
        )
        self.assertEqual(response.status_code, 200, f"{path}: {response.text}")
        self.note(json.loads(response.text))

    def note(self, answer):
        """The page says 12, 34 and CURSOR for what the answers say."""
        names = {"ticket_id": "12", "reply_id": "34", "cursor": "CURSOR"}
        for name, example in names.items():
            if name in answer:
                self.known.setdefault(example, answer[name])
