# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from .channel_common import ChannelCase


class ReplyCase(ChannelCase):
    """A mention that waits for an answer."""

    def setUp(self):
        super().setUp()
        self.waiting = self.hear(self.post("a", "Where is my parcel?"))
        self.thread = self.waiting.thread_id

    def queued(self, **kw):
        return self.answer(self.waiting, **kw)

    def sent(self, publishing="ok", **kw):
        reply = self.queued(**kw)
        self.script(publishing)
        self.run_job(reply)
        return reply

    def run_job(self, record, method="_send"):
        if method == "_send":
            self.jobs(record).unlink()
        return super().run_job(record, method)

    def network(self, method, outcome):
        """Let the connector do what no script of the demo network can."""
        connector = type(self.env["social.care.connector.demo"])
        options = (
            {"side_effect": outcome}
            if _is_error(outcome)
            else {"return_value": outcome}
        )
        return patch.object(connector, method, **options)

    def jobs(self, reply):
        key = f"social_care.reply.{reply.id}."
        return self.env["queue.job"].search(
            [("identity_key", "=like", f"{key}%"), ("state", "=", "pending")]
        )


def _is_error(outcome):
    return isinstance(outcome, Exception)
