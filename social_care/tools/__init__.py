# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    arguments,
    backoff,
    capabilities,
    cells,
    errors,
    http,
    locking,
    public_address,
    rules,
    signing,
    text,
    traces,
    times,
    values,
    versions,
)
