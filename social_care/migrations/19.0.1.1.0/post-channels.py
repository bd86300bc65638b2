# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

_CHANNELS = {
    "channel_sending": (
        ("social.care.reply", "_send"),
        ("social.care.reply", "_delete_published"),
        ("social.care.incident", "_hold"),
    ),
    "channel_reading": (
        ("social.care.event", "_ingest"),
        ("social.care.incident", "_route_rest"),
    ),
    "channel_polling": (
        ("social.care.stream", "_poll"),
        ("social.care.account", "_reconcile"),
    ),
    "channel_media": (("social.care.profile", "_fetch_avatars"),),
    "channel_background": (
        ("social.care.model", "_learn"),
        ("social.care.mention", "_analyse_again"),
        ("social.care.embedding", "_try"),
        ("social.care.mention", "_take_second_look"),
        ("helpdesk.ticket", "_sync_work"),
        ("helpdesk.ticket.sla", "_replan"),
        ("social.care.work", "_place"),
        ("social.care.replay", "_run"),
    ),
}
_FORMER = (
    "root.social_care",
    "root.social_care.pictures",
    "root.social_care.analysis",
    "root.social_care_embedding",
)


def migrate(cr, version):
    """Jobs of all our addons go to the channels that they have now, unless somebody
    chose another one; also those that wait."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, jobs in _CHANNELS.items():
        names = [f"<{model}>.{method}" for model, method in jobs]
        functions = env["queue.job.function"].search(
            [("name", "in", names), ("channel", "in", _FORMER)]
        )
        functions.channel_id = env.ref(f"social_care.{name}")
    env.flush_all()
    _move_waiting_jobs(env)
    _forget_channels(env)
    sweep = env.ref("social_care.cron_sweep", False)
    if sweep and (sweep.interval_number, sweep.interval_type) == (5, "minutes"):
        sweep.interval_number = 1


def _move_waiting_jobs(env):
    env.cr.execute(
        SQL(
            """
            UPDATE queue_job job SET channel = function.channel
            FROM queue_job_function function
            WHERE function.id = job.job_function_id AND job.channel IN %s
                AND job.state IN ('pending', 'wait_dependencies')
            """,
            _FORMER,
        )
    )


def _forget_channels(env):
    """Those that have no job any more; the first of them is the others' parent now."""
    former = [("complete_name", "in", _FORMER[1:]), ("job_function_ids", "=", False)]
    env["queue.job.channel"].search(former).unlink()
