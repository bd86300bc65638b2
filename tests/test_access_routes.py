# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from . import access_matrix
from .access_matrix import OURS
from .access_roles import PASSWORD, ROLES
from .access_samples import AccessCase

# Odoo's own pages, which we only make safer.
NOT_OURS = "/web/"
# Links that whoever has the secret may open: what each is asked with.
SECRETS = {
    "/social_care/confirm/me/": "one_time_link",
    "/social_care/confirm/address/": "address",
    "/social_care/confirm/undo/": "undo",
    "/social_care/rate/": "rating",
    "/social_care/private/": "private_form",
}


class TestAccessRoutes(AccessCase, HttpCase):
    """Who may open which address: ``yes`` or ``-`` in access_matrix.csv.

    Where it is not so, what was found lies in .house/access_routes.csv.
    """

    def routes(self):
        """{address: methods} of our controllers."""
        found = {}
        for url, endpoint in http._generate_routing_rules(sorted(OURS), False):
            if not url.startswith(NOT_OURS):
                methods = endpoint.routing.get("methods") or ("GET", "POST")
                found[url] = {*methods} & {"GET", "POST"}
        return found

    @mute_logger("odoo.http")
    def test_everybody_opens_what_is_written_and_nothing_else(self):
        written = {
            what: cells
            for (model, what), cells in access_matrix.read().items()
            if model == "route"
        }
        found = {
            f"{method} {address}": {}
            for address, methods in self.routes().items()
            for method in sorted(methods)
        }
        for role in ROLES:
            self.log_in(role)
            for what in found:
                found[what][role] = self.answer_to(*what.split(" ", 1))
        if found != written:
            rows = {("route", what): cells for what, cells in found.items()}
            access_matrix.write(rows, access_matrix.FOUND_ROUTES)
        self.assertEqual(found, written)

    def log_in(self, role):
        if role == "public":
            self.authenticate(None, None)
        else:
            self.authenticate(self.users[role].login, PASSWORD)

    def fill_in(self, address):
        """Return an address with a secret that nobody has used yet, where there is one,
        and the record of the first company.
        """
        kinds = (kind for path, kind in SECRETS.items() if address.startswith(path))
        kind = next(kinds, None)
        token = self.make_token(kind) if kind else "no-such-token"
        values = {
            "<string:token>": token,
            "<int:contact_id>": str(self.sample("res.partner").id),
            "<int:media_id>": str(self.sample("social.care.media").id),
            "<any(thumbnail):size>": "thumbnail",
        }
        self.env.flush_all()
        for name, value in values.items():
            address = address.replace(name, value)
        return address

    def answer_to(self, method, address):
        address = self.fill_in(address)
        if method == "GET":
            response = self.url_open(address, allow_redirects=False)
        else:
            response = self.url_open(address, data=self.fields(), allow_redirects=False)
        is_refused = response.status_code in (401, 403, 404, 415)
        to_log_in = "/web/login" in response.headers.get("Location", "")
        return "-" if is_refused or to_log_in else "yes"

    def fields(self):
        person = self.sample("social.care.demo.person")
        post = self.make_social_care_demo_post()
        self.env.flush_all()
        return {
            "csrf_token": http.Request.csrf_token(self),
            "account": self.account.id,
            "person": person.id,
            "post": post.uid,
            "name": "Maria",
            "handle": "maria_access",
            "text": "Hello",
            "delivery": "normal",
            "publishing": "ok",
            "people": "1",
            "answer": "yes",
            "stars": "5",
        }
