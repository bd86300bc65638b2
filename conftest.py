# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What pytest needs to know about this repository, beside pytest-odoo."""

import logging
import os
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import _pytest.pathlib
import pytest

ROOT = Path(__file__).parent
UMBRELLA = "social_care_suite"
OURS = ("odoo.addons.social_care", "odoo.addons.helpdesk_mgmt_sla_response")
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(ROOT / ".house/cache/hypothesis")


def pytest_configure():
    """The repository is an addon with addons inside it.

    pytest would name their modules after its folder; Odoo names each after its own.
    """
    _pytest.pathlib.resolve_pkg_root_and_module_name = _module_name


def _module_name(path, **_options):
    inside = path.relative_to(ROOT).with_suffix("").parts
    if not (ROOT / inside[0] / "__manifest__.py").exists():
        inside = (UMBRELLA, *inside)
    if inside[-1] == "__init__":
        inside = inside[:-1]
    return ROOT, ".".join(("odoo", "addons", *inside))


def pytest_pycollect_makeitem(collector, name, obj):
    """A class is tested where it is written, not where it is imported: Odoo's rule."""
    if isinstance(obj, type) and isinstance(collector, pytest.Module):
        if obj.__module__ != collector.obj.__name__:
            return []
    return None


@pytest.fixture(scope="session", autouse=True)
def files_stay(load_registry):
    """The workers share their files: what one database has no use for, another has."""
    attachment = "odoo.addons.base.models.ir_attachment.IrAttachment"
    with patch(f"{attachment}._gc_file_store_unsafe"):
        yield


@pytest.fixture(autouse=True)
def moments_are_forgotten(load_registry):
    """A test that froze time leaves none of its moments in memory for the next one:
    freezegun's monotonic clock is decades ahead of the real one."""
    yield
    from odoo.addons.social_care.models.social_care_event import _woken

    _woken.clear()


class _Complaints(logging.Handler):
    """Warnings of our addons that no test expected.

    assertLogs and mute_logger keep theirs from coming here.
    """

    def __init__(self):
        super().__init__(logging.WARNING)
        self.addFilter(logging.Filter("odoo.addons"))
        self.records = []

    def emit(self, record):
        if record.name.startswith(OURS):
            self.records.append(record)

    def take(self):
        taken, self.records = self.records, []
        return [f"{record.name}: {record.getMessage()}" for record in taken]


_complaints = _Complaints()
logging.getLogger().addHandler(_complaints)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    yield
    _fail_on_complaints()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    yield
    _fail_on_complaints()


def _fail_on_complaints():
    words = _complaints.take()
    if words:
        pytest.fail("our addons warned in Odoo's log:\n" + "\n".join(words), False)


def pytest_terminal_summary(terminalreporter):
    """Each reason to skip once: a network that is missing skips many tests."""
    skipped = terminalreporter.stats.get("skipped", ())
    for reason, count in Counter(report.longrepr[2] for report in skipped).items():
        words = reason.removeprefix("Skipped: ")
        terminalreporter.write_line(f"{count} skipped: {words}")
