# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import threading
from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.tests.common import ChromeBrowser

from odoo.addons.queue_job.job import Job

PAUSE = 0.1


@contextmanager
def jobs_beside_the_browser(registry):
    """Do what queue_job's runner does, while the test waits for its browser.

    Only then does the test let go of the cursor that all threads share.
    """
    wait = ChromeBrowser._wait_code_ok

    def wait_and_run_jobs(browser, *args, **kwargs):
        with _running_jobs(registry):
            return wait(browser, *args, **kwargs)

    with patch.object(ChromeBrowser, "_wait_code_ok", wait_and_run_jobs):
        yield


@contextmanager
def _running_jobs(registry):
    stopped = threading.Event()
    thread = threading.Thread(target=_run, args=(registry, stopped))
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _run(registry, stopped):
    while not stopped.wait(PAUSE):
        with registry.cursor() as cr:
            _run_due(api.Environment(cr, SUPERUSER_ID, {}))


def _run_due(env):
    due = env["queue.job"].search(
        [
            ("state", "=", "pending"),
            "|",
            ("eta", "=", False),
            ("eta", "<=", fields.Datetime.now()),
        ]
    )
    for record in due:
        job = Job.load(env, record.uuid)
        job.perform()
        job.set_done()
        job.store()
        env.cr.commit()
