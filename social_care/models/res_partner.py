# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.modules.db import FunctionStatus


def _define_index(registry):
    """Return the definition of the index that answers ``ilike`` on names, as Odoo makes
    it for fields with ``index="trigram"``; '' where the database cannot have it.
    """
    if not registry.has_trigram:
        return ""
    is_indexable = registry.has_unaccent == FunctionStatus.INDEXABLE
    name = "unaccent(name)" if is_indexable else "name"
    return f"USING gin ({name} gin_trgm_ops)"


class ResPartner(models.Model):
    """Customers are found by the names of their contacts."""

    _inherit = "res.partner"

    # Beside Odoo's own index of names, which serves other searches
    _social_care_trigram_idx = models.Index(_define_index)
