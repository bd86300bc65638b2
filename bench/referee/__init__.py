# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Ours and others give out the same arrivals to the same people: one judge for all."""
