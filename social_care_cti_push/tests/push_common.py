# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import urlencode

from odoo.addons.social_care.tools.values import Request

FORM = {"content-type": "application/x-www-form-urlencoded"}
OWN = "48221234567"
HERE = "127.0.0.1"


class PushPhones:
    """Says things as phone systems do that post notices."""

    BINDING = "push"
    SETTINGS = {"push_user": "pbx", "push_password": "secret"}
    SECRETS = {"push_new_password": "push_password"}
    AUTH = {"authorization": "Basic cGJ4OnNlY3JldA=="}

    def setUp(self):
        super().setUp()
        self.answered = set()

    def say_ring(self, call, number, devices, queue="", name=""):
        said = {"event": "newCall", "direction": "in", "callId": call, "from": number}
        return {**said, "to": OWN, "user[]": list(devices), "queue": queue}

    def say_answer(self, call, device):
        self.answered.add(call)
        return {"event": "answer", "callId": call, "answeringNumber": device}

    def say_end(self, call):
        cause = "normalClearing" if call in self.answered else "cancel"
        return {"event": "hangup", "callId": call, "cause": cause}

    def post(self, said, address=HERE, **headers):
        raw = urlencode(said, doseq=True, errors="replace").encode()
        request = Request(raw=raw, headers={**FORM, **self.AUTH, **headers})
        with self.trap():
            return self.system._receive_notice(request, address, b"")

    def read_all(self):
        with self.trap():
            self.system._read_notices()

    def hear(self, *words):
        for said in words:
            self.post(said)
            self.read_all()
