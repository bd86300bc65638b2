# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each job has a channel, and the README says how to configure all of them."""

import ast
import re
from pathlib import Path

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged

from odoo.addons.queue_job.jobrunner.channels import ChannelManager

ROOT = Path(__file__).parents[1]
OURS = "root.social_care"


def readme_channels():
    """{name: capacity} as the README configures them."""
    text = re.search(r"^ *channels = (.+)$", (ROOT / "README.md").read_text(), re.M)[1]
    rows = ChannelManager.parse_simple_config(text)
    return {row["name"]: row["capacity"] for row in rows}


def delayed_methods():
    """Names of the methods that the code of our addons calls in jobs."""
    for path in ROOT.glob("social_care*/**/*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if _is_delay(node):
                yield node.func.attr


def _is_delay(node):
    """Whether this is ``….with_delay(…).method(…)``."""
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    inner = call and node.func.value
    return (
        isinstance(inner, ast.Call)
        and isinstance(inner.func, ast.Attribute)
        and inner.func.attr == "with_delay"
    )


@tagged("post_install", "-at_install")
class TestChannels(TransactionCase):
    def functions(self):
        """The job functions that our addons ship."""
        rows = self.env["ir.model.data"].search(
            [("model", "=", "queue.job.function"), ("module", "=like", "social_care%")]
        )
        return self.env["queue.job.function"].browse(rows.mapped("res_id"))

    def channels(self):
        rows = self.env["ir.model.data"].search(
            [("model", "=", "queue.job.channel"), ("module", "=like", "social_care%")]
        )
        return self.env["queue.job.channel"].browse(rows.mapped("res_id"))

    def test_every_channel_is_in_the_readme_and_none_that_is_not_there(self):
        shipped = set(self.channels().mapped("complete_name")) - {OURS}
        self.assertEqual(set(readme_channels()) - {"root"}, shipped)

    def test_no_channel_takes_a_place_of_another(self):
        configured = readme_channels()
        root = configured.pop("root")
        self.assertEqual(root, sum(configured.values()))

    def test_every_job_has_a_channel_of_its_kind(self):
        for function in self.functions():
            self.assertIn(function.channel, readme_channels(), function.name)

    def test_every_job_is_known_to_the_queue(self):
        known = set(self.functions().mapped("method"))
        self.assertEqual(set(delayed_methods()) - known, set())
        self.assertGreater(len(set(delayed_methods())), 10)

    def test_what_calls_a_network_and_what_reads_do_not_share_a_channel(self):
        channels = {f.method: f.channel for f in self.functions()}
        separate = ("_send", "_ingest", "_poll", "_fetch_avatars", "_drain", "_learn")
        self.assertEqual(len({channels[name] for name in separate}), len(separate))

    def test_the_scripts_configure_what_the_readme_says(self):
        config = (ROOT / "script/house/odoo.py").read_text()
        self.assertIn("read_channels() if jobs", config)

    # -- upgrade ---------------------------------------------------------------

    def upgrade(self):
        path = ROOT / "social_care/migrations/19.0.1.1.0/post-channels.py"
        load_script(str(path), "post_channels").migrate(self.env.cr, "19.0.1.0.0")

    def as_before(self, name):
        """A job function in the channel that the previous version gave it."""
        function = self.env.ref(name)
        function.channel_id = self.env.ref("social_care.channel_social_care")
        return function

    def test_jobs_of_the_previous_version_move_with_what_waits(self):
        function = self.as_before("social_care.job_send")
        delayed = self.env["social.care.reply"].with_delay()._send()
        job = delayed.db_record()
        self.assertEqual(job.channel, OURS)
        self.upgrade()
        self.assertEqual(function.channel, f"{OURS}.sending")
        job.invalidate_recordset()
        self.assertEqual(job.channel, f"{OURS}.sending")

    def test_a_channel_that_somebody_chose_stays(self):
        own = self.env["queue.job.channel"].create(
            {"name": "own", "parent_id": self.env.ref("queue_job.channel_root").id}
        )
        function = self.env.ref("social_care.job_send")
        function.channel_id = own
        self.upgrade()
        self.assertEqual(function.channel, "root.own")

    def test_channels_without_jobs_are_forgotten(self):
        parent = self.env.ref("social_care.channel_social_care")
        old = self.env["queue.job.channel"].create(
            {"name": "pictures", "parent_id": parent.id}
        )
        self.env.ref("social_care.job_avatars").channel_id = old
        self.upgrade()
        self.assertFalse(old.exists())
        self.assertTrue(parent.exists())

    def test_the_sweep_of_the_previous_version_comes_each_minute(self):
        cron = self.env.ref("social_care.cron_sweep")
        cron.interval_number = 5
        self.upgrade()
        self.assertEqual(cron.interval_number, 1)
