# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What Social Care's speed is worth, measured beside its peers: see README.md."""
