# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.errors import ServiceError


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        """Odoo's JSON-2 answers with the traceback of an error. Ours have none."""
        if isinstance(exception, ServiceError):
            exception.__traceback__ = exception.__context__ = None
        return super()._handle_error(exception)
