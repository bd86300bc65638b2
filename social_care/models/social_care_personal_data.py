# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress
from functools import partial
from pathlib import Path

from odoo import api, models
from odoo.tools import SQL

from ..tools.traces import build_like, spell_in_json

ENDED_JOBS = ("done", "failed", "cancelled")


class SocialCarePersonalData(models.AbstractModel):
    """Erase personal data where Odoo keeps it for a while: bus notifications, jobs,
    files.
    """

    _name = "social.care.personal.data"
    _description = "Traces of a Person"

    @api.model
    def _forget_everywhere(self, traces):
        """Delete bus and push notifications and finished jobs that contain one of these
        texts.

        :param traces: set of texts
        """
        if not traces:
            return
        self.env["bus.bus"].flush_model()
        self._delete("bus_bus", "message", spell_in_json(traces))
        self._delete("mail_push", "payload", spell_in_json(traces))
        self._forget_jobs(traces)

    def _delete(self, table, column, traces):
        """Delete rows whose column contains a text. Raw SQL, because these models have
        no ORM search on it.
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE %s ILIKE ANY (%s)",
                SQL.identifier(table),
                SQL.identifier(column),
                [build_like(trace) for trace in traces],
            )
        )

    def _forget_jobs(self, traces):
        """Delete finished jobs, which keep arguments, results and errors for a month.
        Raw SQL, because the ORM cannot search serialized arguments.
        """
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
                [build_like(trace) for trace in traces | spell_in_json(traces)],
            )
        )
        jobs.browse(row[0] for row in self.env.cr.fetchall()).unlink()

    # -- files -----------------------------------------------------------------

    @api.model
    def _get_paths(self, attachments):
        """Return the paths of files that no other attachment shares. Raw SQL, because
        ``store_fname`` cannot be searched by all users.
        """
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
        """Delete files after this transaction committed."""
        self.env.cr.postcommit.add(partial(_unlink, paths))


def _unlink(paths):
    for path in paths:
        with suppress(OSError):
            Path(path).unlink()
