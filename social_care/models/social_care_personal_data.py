# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress
from functools import partial
from pathlib import Path

from odoo import api, models
from odoo.tools import SQL

from ..tools.traces import in_json, like

ENDED_JOBS = ("done", "failed", "cancelled")


class SocialCarePersonalData(models.AbstractModel):
    """Where Odoo itself keeps for a while what passed through it."""

    _name = "social.care.personal.data"
    _description = "Traces of a Person"

    @api.model
    def _forget_everywhere(self, traces):
        """Drop notices to screens and phones, and ended jobs, that hold one of
        ``traces``: nobody needs them any more.

        :param traces: set of texts
        """
        if not traces:
            return
        self.env["bus.bus"].flush_model()
        self._delete("bus_bus", "message", in_json(traces))
        self._delete("mail_push", "payload", in_json(traces))
        self._forget_jobs(traces)

    def _delete(self, table, column, traces):
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE %s ILIKE ANY (%s)",
                SQL.identifier(table),
                SQL.identifier(column),
                [like(trace) for trace in traces],
            )
        )

    def _forget_jobs(self, traces):
        """Jobs keep arguments, results and errors for a month."""
        jobs = self.env["queue.job"].sudo()
        jobs.flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM queue_job
                WHERE state IN %s AND concat_ws(' ', name, func_string, args, kwargs,
                    exc_message, exc_info, result) ILIKE ANY (%s)
                """,
                ENDED_JOBS,
                [like(trace) for trace in traces | in_json(traces)],
            )
        )
        jobs.browse(row[0] for row in self.env.cr.fetchall()).unlink()

    # -- files -----------------------------------------------------------------

    @api.model
    def _get_paths(self, attachments):
        """Where the files of ``attachments`` lie that no other attachment shares."""
        names = attachments.filtered("store_fname").mapped("store_fname")
        self.env["ir.attachment"].flush_model()
        self.env.cr.execute(
            "SELECT store_fname FROM ir_attachment"
            " WHERE store_fname = ANY(%s) AND NOT id = ANY(%s)",
            (names, attachments.ids),
        )
        shared = {row[0] for row in self.env.cr.fetchall()}
        return [attachments._full_path(name) for name in names if name not in shared]

    @api.model
    def _delete_files(self, paths):
        """Delete files once this transaction has committed."""
        self.env.cr.postcommit.add(partial(_unlink, paths))


def _unlink(paths):
    for path in paths:
        with suppress(OSError):
            Path(path).unlink()
