# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/bench: measure, and write the tables of docs/performance.md."""

import json
import os

from . import database, odoo, postgres
from .paths import LOGS, ROOT
from .prepare import ready
from .say import Missing, step
from .shell import alone, started

RUNS = 3
INSTALLED = ("social_care_webhook", "mail_gateway_telegram", "social_care_bench")
ANALYSED = ("social_care_analysis",)


def main(_arguments):
    with ready(), alone("bench"):
        name = f"{postgres.get_database()}_bench"
        analysed = f"{name}_analysed"
        prepare(name, database.base(), INSTALLED)
        prepare(analysed, name, ANALYSED)
        runs = [_run(name, analysed, number) for number in range(1, RUNS + 1)]
        print(run_python("bench.report", json.dumps(runs)))


def prepare(name, template, installed):
    """With the peers and the bench's own route, or the analysis on top of them; made
    when an addon changed."""
    made = database.describe_current()
    if database.read_origin(name) == made:
        return
    database.copy(template, name)
    options = ("-i", ",".join(installed), f"--addons-path={get_addons_path()}")
    odoo.install(name, "a database of the bench", database.DEMO, *options)
    database.mark(name, **made)


def _run(template, analysed, number):
    """Each run has new copies of the databases, so that all find the same tables."""
    copies = {f"{name}_run": name for name in (template, analysed)}
    config = odoo.write_configuration(
        "bench",
        addons_path=get_addons_path(),
        max_cron_threads=0,
        server_wide_modules="base,rpc,web,queue_job",
    )
    for name, original in copies.items():
        database.copy(original, name)
    with step(f"run {number} of {RUNS}"):
        measured = run_python("bench.run", *copies, config, LOGS / "bench-server.log")
    for name in copies:
        database.drop(name)
    return json.loads(measured)


def get_addons_path():
    """Without the umbrella, which would install all where one addon is measured."""
    paths = [odoo.find_source() / "addons", ROOT, ROOT / "bench/addons"]
    return ",".join(str(path) for path in paths if path.is_dir())


def run_python(module, *arguments):
    """What a module of the bench prints; Odoo and it end when we are ended."""
    environment = odoo.build_environment()
    path = os.pathsep.join([environment["PYTHONPATH"], str(ROOT)])
    log = LOGS / "bench.log"
    with (
        log.open("w") as said,
        started(
            ["python", "-m", module, *arguments],
            env=environment | {"PYTHONPATH": path},
            stderr=said,
        ) as process,
    ):
        printed, _none = process.communicate()
    if process.returncode:
        raise Missing(f"{module} failed, see {log.relative_to(ROOT)}")
    return printed
