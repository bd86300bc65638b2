# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import urlencode

from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.social_care.tools.measures import fits

from ..models.social_care_demo_script import DELIVERIES, PUBLISHINGS
from ..tools.crowd import MOST

CONVERSATIONS = 30
# What the network tells the company when it decides about a post.
REASONS = {"published": "", "revoked": "This reply breaks the rules of the network."}
POST = "social.care.demo.post"
PERSON = "social.care.demo.person"
# Prevents clickjacking: other sites must not embed the page.
HEADERS = {
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'",
}


class DemoNetwork(http.Controller):
    """Pages of the demo network: act as a customer, and see the company's posts."""

    @http.route("/social_care_demo", type="http", auth="user", methods=["GET"])
    def page(self, account=None, person=None):
        self._check_agent()
        accounts = self._get_accounts()
        people = self._get_people()
        account = accounts.filtered(lambda a: str(a.id) == account) or accounts[:1]
        person = people.filtered(lambda p: str(p.id) == person) or people[:1]
        values = {
            "accounts": accounts,
            "people": people,
            "account": account,
            "person": person,
            "script": account.sudo().demo_script_id,
            "deliveries": DELIVERIES,
            "publishings": PUBLISHINGS,
            "conversations": self._list_conversations(account, person),
            "limit": account._get_capabilities().text_limit if account else 0,
        }
        response = request.render("social_care_demo.page", values)
        response.headers.update(HEADERS)
        return response

    @http.route("/social_care_demo/person", type="http", auth="user", methods=["POST"])
    def add_person(self, account, name, handle):
        self._check_agent()
        Person = request.env[PERSON].sudo()
        handle = handle.strip().lstrip("@").lower()
        if not handle or not name.strip():
            raise BadRequest("A person needs a name and a handle.")
        person = Person.search([("handle", "=", handle)]) or Person.create(
            {"name": name.strip(), "handle": handle}
        )
        return self._redirect_back(self._find_account(account), person)

    @http.route("/social_care_demo/post", type="http", auth="user", methods=["POST"])
    def post(
        self,
        account,
        person,
        text,
        parent=None,
        private=None,
        closed=None,
        stars=None,
    ):
        account, person = self._find_account(account), self._find_person(person)
        if account in person.blocked_by_ids:
            raise Forbidden(f"{account.name} has blocked {person.name}.")
        parent = self._post(account, parent) if parent else request.env[POST].sudo()
        post = parent._say(
            {
                "account_id": account.id,
                "person_id": person.id,
                "text": self._check_text(account, text),
                "parent_id": parent.id,
                "private": parent.private if parent else bool(private),
                "is_closed": bool(closed),
                "stars": 0 if parent else self._read_stars(stars),
            }
        )
        return self._redirect_back(account, person, post)

    @http.route("/social_care_demo/edit", type="http", auth="user", methods=["POST"])
    def edit(self, account, post, text):
        account = self._find_account(account)
        post = self._find_customer_post(account, post)
        post._edit(self._check_text(account, text))
        return self._redirect_back(account, post.person_id, post)

    @http.route("/social_care_demo/delete", type="http", auth="user", methods=["POST"])
    def delete(self, account, post):
        account = self._find_account(account)
        post = self._find_customer_post(account, post)
        post._take_down()
        return self._redirect_back(account, post.person_id)

    @http.route("/social_care_demo/review", type="http", auth="user", methods=["POST"])
    def review(self, account, person, post, verdict=""):
        """Act as the network: publish what the company said, or remove it."""
        account, person = self._find_account(account), self._find_person(person)
        if verdict not in REASONS:
            raise BadRequest("The network publishes or removes a post.")
        post = self._post(account, post, [("is_own", "=", True)])
        post._decide(verdict, REASONS[verdict])
        return self._redirect_back(account, person, post)

    @http.route("/social_care_demo/script", type="http", auth="user", methods=["POST"])
    def script(self, account, person, delivery, publishing):
        account = self._find_account(account)
        if delivery not in dict(DELIVERIES) or publishing not in dict(PUBLISHINGS):
            raise BadRequest("The network cannot behave in that way.")
        account.sudo().demo_script_id.write(
            {"delivery": delivery, "publishing": publishing}
        )
        return self._redirect_back(account, self._find_person(person))

    @http.route("/social_care_demo/storm", type="http", auth="user", methods=["POST"])
    def storm(self, account, person, people):
        account, person = self._find_account(account), self._find_person(person)
        if not people.isdecimal() or not 1 <= int(people) <= MOST:
            raise BadRequest(f"From 1 to {MOST} people can complain at once.")
        request.env[PERSON].sudo()._complain(account, int(people))
        return self._redirect_back(account, person)

    # -- steps -----------------------------------------------------------------

    def _check_agent(self):
        if not request.env.user.has_group("social_care.group_social_care_agent"):
            raise Forbidden()

    def _get_accounts(self):
        return request.env["social.care.account"].search(
            [("network", "=", "demo"), ("demo_script_id", "!=", False)]
        )

    def _find_account(self, account_id):
        """Return a demo account that this user may see."""
        self._check_agent()
        account = self._get_accounts().filtered(lambda a: str(a.id) == account_id)
        return account or self._raise_not_found()

    def _get_people(self):
        """Return the people that a user can act as; those of the crowd act by
        themselves.
        """
        return request.env[PERSON].sudo().search([("in_crowd", "=", False)])

    def _find_person(self, person_id):
        return (
            self._get_people().filtered(lambda p: str(p.id) == person_id)
            or self._raise_not_found()
        )

    def _post(self, account, uid, domain=()):
        """Return a post on the pages of this account that the user may see."""
        standing = [
            ("uid", "=", uid),
            ("account_id", "=", account.id),
            ("deleted_at", "=", False),
        ]
        post = request.env[POST].search([*standing, *domain])
        return post.sudo() or self._raise_not_found()

    def _find_customer_post(self, account, uid):
        return self._post(account, uid, [("is_own", "=", False)])

    def _raise_not_found(self):
        raise NotFound()

    def _check_text(self, account, text):
        text = text.strip()
        if not text or not fits(text, account._get_capabilities()):
            raise BadRequest("A post needs a text that is not too long.")
        return text

    def _read_stars(self, stars):
        if stars and stars not in ("1", "2", "3", "4", "5"):
            raise BadRequest("A rating has one to five stars.")
        return int(stars or 0)

    def _list_conversations(self, account, person):
        """Return the conversations that this person sees, most recent first; private
        ones only if the user may read them in Social Care.
        """
        shown = (
            Domain("private", "=", False)
            | Domain("root_id.person_id", "=", person.id)
            | Domain("root_id.parent_id.person_id", "=", person.id)
        )
        posts = request.env[POST]
        rows = posts._read_group(
            Domain("account_id", "=", account.id) & shown,
            ["root_id"],
            order="posted_at:max desc",
            limit=CONVERSATIONS,
        )
        visible = posts.search([("root_id", "in", [root.id for (root,) in rows])])
        return [(root.sudo().conversation_ids & visible).sorted() for (root,) in rows]

    def _redirect_back(self, account, person, post=None):
        query = urlencode({"account": account.id, "person": person.id})
        anchor = f"#{post.uid}" if post else ""
        return request.redirect(f"/social_care_demo?{query}{anchor}")
