# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import http
from odoo.http import Response, request


class SocialCareBench(http.Controller):
    """What no webhook in Odoo can be cheaper than: one row, nothing verified."""

    @http.route(
        "/social_care_bench/row",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def row(self):
        raw = request.httprequest.get_data()
        request.env.cr.execute(
            "INSERT INTO social_care_bench_row (external_id, payload) VALUES (%s, %s)"
            " ON CONFLICT (external_id) DO NOTHING",
            (json.loads(raw)["id"], raw.decode()),
        )
        return Response("OK", content_type="text/plain; charset=utf-8")

    @http.route(
        "/social_care_bench/work/<int:ticket_id>",
        type="http",
        auth="bearer",
        methods=["GET"],
        save_session=False,
    )
    def work(self, ticket_id):
        """What no skin of the service can be cheaper than."""
        work = request.env["social.care.service"].get_work(ticket_id=ticket_id)
        return Response(json.dumps(work), content_type="application/json")
