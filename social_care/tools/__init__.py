# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    arguments,
    backoff,
    capabilities,
    cells,
    errors,
    folding,
    http,
    jsons,
    locking,
    moments,
    nesting,
    oauth,
    public_address,
    rules,
    sanitize,
    signing,
    text,
    traces,
    times,
    values,
    versions,
    windows,
)
