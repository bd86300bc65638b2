# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One run of the whole bench on a database made for it: figures as JSON."""

import json
import signal
import sys

import psutil

from . import acks, ingest, inside


def main(database, analysed, config, log):
    inside.start(config)
    load = psutil.cpu_percent(1) / 100 * psutil.cpu_count()
    with inside.environment(database) as env, open(log, "w") as output:
        measured = {"load": load, **ingest.measure(env)}
        with inside.environment(analysed) as other:
            measured |= ingest.measure_analysed(other)
        for (server, peer), figures in acks.measure(env, config, output).items():
            measured[f"{server} {peer}"] = figures
    json.dump(measured, sys.stdout)


# Whoever ends us wants the server that we started to end too.
signal.signal(signal.SIGTERM, signal.default_int_handler)
main(*sys.argv[1:])
