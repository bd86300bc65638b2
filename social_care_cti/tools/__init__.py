# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    call_record,
    capabilities,
    changes,
    clock,
    errors,
    facts,
    legs,
    numbers,
    phone_feed,
    switch,
)
