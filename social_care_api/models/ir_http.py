# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.http import request

from ..controllers.dispatcher import make_problem, read_error
from ..tools.errors import ServiceError
from ..tools.openapi import BASE


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_social_care_api(cls):
        """Log in by an API key. Who is logged in in the same browser does not count:
        Odoo's own method refuses the key of another user.
        """
        if request.httprequest.headers.get("Authorization"):
            request.env = api.Environment(request.env.cr, None, request.env.context)
        cls._auth_method_bearer()

    @classmethod
    def _handle_error(cls, exception):
        """Odoo's JSON-2 answers with the traceback of an error. Ours have none. A path
        that no route takes, such as one with a line break, is not answered by a page.
        """
        if request.httprequest.path.startswith(f"{BASE}/"):
            return make_problem(read_error(exception))
        if isinstance(exception, ServiceError):
            exception.__traceback__ = exception.__context__ = None
        return super()._handle_error(exception)
