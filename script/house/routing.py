# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/bench-routing, script/bench-referee, script/bench-backlog,
script/bench-customers, script/bench-timeline, script/bench-conversation,
script/bench-call-notices, script/bench-outside-desktop and script/bench-webhooks:
measure on a database with the queue, write the page."""

from . import bench, database, odoo, postgres
from .paths import LOGS
from .prepare import ready
from .say import step
from .shell import alone

TIMELINE = (
    "social_care_crm_rating",
    "social_care_crm_sale",
    "social_care_crm_im_livechat",
    "social_care_crm_phonecall",
)
CONVERSATION = ("social_care_crm_analysis", "social_care_demo")
INSTALLED = ("social_care_routing", "social_care_webhook", "im_livechat")


def routing(_arguments):
    _measure("bench.routing", "how fast the queue is", LOGS / "bench-server.log")


def referee(_arguments):
    _measure("bench.referee", "five weeks, given out by each")


def backlog(_arguments):
    _measure("bench.backlog", "a backlog", installed=("social_care_demo",))


def customers(_arguments):
    _measure("bench.customers", "customers", installed=("social_care_crm_account",))


def timeline(_arguments):
    _measure("bench.timeline", "the history of customers", installed=TIMELINE)


def call_notices(_arguments):
    _measure(
        "bench.call_notices",
        "call notices",
        installed=("social_care_cti_push", "social_care_bench"),
    )


def outside_desktop(_arguments):
    _measure(
        "bench.outside_desktop",
        "outside desktops",
        installed=("social_care_api", "social_care_api_soap", "social_care_bench"),
    )


def webhooks(_arguments):
    _measure("bench.webhooks", "webhooks", installed=("social_care_api_events",))


def conversation(_arguments):
    _measure("bench.conversation", "long conversations", installed=CONVERSATION)


def _measure(module, words, *arguments, installed=()):
    """On a new copy of a database with the queue and live chat."""
    with ready(), alone("bench"):
        name = "_".join([postgres.get_database(), "routing", *installed[:1]])
        bench.prepare(name, database.base(), INSTALLED + installed)
        copy = f"{name}_run"
        database.copy(name, copy)
        config = odoo.write_configuration(
            "bench",
            jobs=True,
            addons_path=bench.get_addons_path(),
            max_cron_threads=0,
            server_wide_modules="base,rpc,web,queue_job",
        )
        with step(words):
            printed = bench.run_python(module, copy, config, *arguments)
        database.drop(copy)
        print(printed)
