# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo servers with the job configuration that README.md tells people to use."""

import re
from pathlib import Path
from tempfile import TemporaryFile

from ..bench.server import Server

# Connections of servers are named so; those of the test itself are left alone.
NODES = "proof-node"
# Ends the connections of servers, each with some probability.
TERMINATE = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE %s AND random() < %s
"""


def readme_channels():
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    return re.search(r"^ *channels = (.+)$", readme, re.MULTILINE)[1]


def make_node(case, *options):
    """A server on the database of a ``RaceCase``, not yet started; its log can be read
    with ``read_log``.

    :param options: more of Odoo's command line
    :return: ``bench.server.Server``
    """
    log = case.enterContext(TemporaryFile("w+"))
    return Server(
        case.config,
        case.database,
        log,
        "--load=base,web,queue_job",
        *options,
        PGAPPNAME=f"{NODES}-{{pid}}",
        ODOO_QUEUE_JOB_CHANNELS=readme_channels(),
    )


def start_node(case, *options):
    """A server that runs until the test is over."""
    return case.enterContext(make_node(case, *options))


def read_log(node):
    node.log.seek(0)
    return node.log.read()


def terminate(cr, share=1.0):
    """End connections of servers to their database, as a restart of it would.

    :param share: of each connection the probability that it ends
    :return: how many were ended
    """
    cr.execute(TERMINATE, (f"{NODES}%", share))
    return cr.fetchone()[0]
