# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""CPU seconds of Odoo and of the PostgreSQL backends that worked for it."""

import psutil


class Cost:
    """What a piece of work cost: ``with Cost(cr, pid) as cost: …``.

    PostgreSQL's own background processes (checkpoints, WAL) are not counted: they
    work for whoever else is on the machine too.
    """

    def __init__(self, cr, pid):
        self.cr = cr
        self.pid = pid

    def __enter__(self):
        self.before = self._seconds()
        return self

    def __exit__(self, *_error):
        after = self._seconds()
        self.seconds = sum(after[pid] - self.before.get(pid, 0) for pid in after)

    def _seconds(self):
        odoo = psutil.Process(self.pid)
        processes = [odoo, *odoo.children(recursive=True), *self._backends()]
        return {process.pid: _cpu(process) for process in processes}

    def _backends(self):
        self.cr.rollback()
        self.cr.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        )
        return [psutil.Process(pid) for (pid,) in self.cr.fetchall()]


def _cpu(process):
    times = process.cpu_times()
    return times.user + times.system
