# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.http import request

from odoo.addons.social_care.tools import log_mask
from odoo.addons.social_care.tools.throttle import Throttle
from odoo.addons.social_care.tools.token import make_token

from ..tools.answer import LARGEST_BODY, LIMITS, Answer, read_answer
from ..tools.link import PATH

log_mask.install()
# The address is a secret: no copy of it is kept, and no other server hears of it.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
# Attempts that somebody has in a minute: wrong links, and forms that are refused.
throttle = Throttle(60, 60)


class PrivateForm(http.Controller):
    """Page on which a customer goes on in private.

    Its link stands in a public post, so it shows the name of the company and nothing
    of the conversation. GET and HEAD change nothing, as networks and their apps open
    links, too. Whether a link is wrong, used or expired gets one answer.
    """

    @http.route(
        f"{PATH}<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
        max_content_length=LARGEST_BODY,
    )
    def write_privately(self, token, **values):
        """Show the form, or take the message.

        :return: 200, 400 for a form that has to be corrected, 404 for a link that
            cannot be used, 429 for somebody who tried many
        """
        caller = request.httprequest.remote_addr
        if throttle.is_over(caller):
            return self._show("page_throttled", status=429)
        forms = request.env["social.care.private.form"]
        is_post = request.httprequest.method == "POST"
        if is_post and forms._is_taken(token, values.get("nonce")):
            return self._show("page_thanks")
        form = forms._find_by_token(token, request.env.user)
        if not form:
            throttle.note_failure(caller)
            return self._show("page_invalid", status=404)
        return self._take(form, values) if is_post else self._show_form(form, Answer())

    @http.route(
        f"{PATH}<string:token>/opened",
        type="http",
        auth="public",
        methods=["POST"],
        sitemap=False,
        csrf=False,
        max_content_length=1024,
    )
    def opened(self, token):
        """Record that a browser showed the form. Tells nothing of the link."""
        caller = request.httprequest.remote_addr
        if not throttle.is_over(caller):
            forms = request.env["social.care.private.form"]
            form = forms._find_by_token(token, request.env.user)
            if form:
                form._note_opened()
            else:
                throttle.note_failure(caller)
        return request.make_response("", list(_HEADERS.items()), status=204)

    def _take(self, form, values):
        if values.get("website"):
            # A program that fills in what no person sees.
            return self._show("page_thanks", lang=form._get_language())
        answer = read_answer(values, request.httprequest.files.getlist("files"))
        if answer.problems:
            throttle.note_failure(request.httprequest.remote_addr)
            return self._show_form(form, answer, status=400)
        lang = form._get_language()
        if not form._take(answer, values.get("nonce")):
            return self._show("page_invalid", status=404)
        has_email = bool(answer.email)
        return self._show("page_thanks", lang=lang, has_email=has_email)

    def _describe_language(self):
        """Return what the page tells browsers and screen readers of its language."""
        code = request.env.lang or "en_US"
        direction = request.env["res.lang"]._get_data(code=code).direction
        return {"lang": code.replace("_", "-"), "dir": direction or "ltr"}

    def _show_form(self, form, answer, status=200):
        return self._show(
            "page_form",
            status,
            company=form.company_id,
            answer=answer,
            limits=LIMITS,
            lang=form._get_language(),
            nonce=make_token(),
        )

    def _show(self, page, status=200, lang=None, **values):
        if lang:
            request.update_context(lang=lang)
        values["html_data"] = self._describe_language()
        response = request.render(
            f"social_care_go_private.{page}", values, status=status
        )
        response.headers.update(_HEADERS)
        return response
