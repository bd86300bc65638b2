# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, new_test_user, tagged

from ..tools import notice

AGENT = "social_care.group_social_care_agent"
SUPERVISOR = "social_care.group_social_care_supervisor"
MANAGER = "social_care.group_social_care_manager"
MARIA = {"external_id": "p1", "handle": "maria", "name": "Maria", "followers": 70}
JOHN = {"external_id": "p2", "handle": "john", "name": "John", "followers": 5}
# What every reader of a ticket may read of ours: a rule of ``social_care_crm`` asks for
# it, and it says no more than that a customer sees the ticket.
OPEN_TO_READERS = {"social_care_is_shown_in_portal"}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
OURS = {"external_id": "us", "handle": "acme", "name": "Acme"}


@tagged("post_install", "-at_install")
class ChannelCase(TransactionCase):
    """A company of its own with one account, and notices in any order.

    Jobs may commit here: they get cursors onto the transaction of the test.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls._registry_patched:
            cls.registry_enter_test_mode_cls()
        cls.company = cls.env["res.company"].create(
            {"name": "Acme", "social_care_undo_seconds": 0}
        )
        cls.agent = cls.make_user("agent", AGENT)
        cls.supervisor = cls.make_user("supervisor", SUPERVISOR)
        cls.manager = cls.make_user("manager", MANAGER)
        cls.team = cls.make_team("Care", cls.agent)
        cls.account = cls.make_account("acme", "us")
        cls.stream = cls.account.stream_ids[0]
        cls.start = fields.Datetime.now() - timedelta(hours=2)

    @classmethod
    def make_user(cls, login, group, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"channel_{login}",
            groups=f"base.group_user,{group}",
            name=f"{login.title()} Person",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def make_team(cls, name, users=None, company=None):
        company = company or cls.company
        return cls.env["helpdesk.ticket.team"].create(
            {
                "name": name,
                "company_id": company.id,
                "user_ids": [(6, 0, users.ids if users else [])],
            }
        )

    @classmethod
    def make_account(cls, handle, external_id, company=None, team=None):
        account = cls.env["social.care.account"].create(
            {
                "name": handle.title(),
                "network": "demo",
                "handle": handle,
                "company_id": (company or cls.company).id,
                "team_id": (team or cls.team).id,
                "signature_template": False,
            }
        )
        account.action_connect()
        account.external_id = external_id
        account.demo_delivery = "held"
        return account

    @classmethod
    def make_rule(cls, **vals):
        vals = {"name": "Rule", "company_id": cls.company.id, **vals}
        return cls.env["social.care.rule"].create(vals)

    @classmethod
    def require_approval(cls, kind, /, **vals):
        """Require approval for the "public" replies of agents, or "all", or "none"."""
        rules = cls.env["social.care.approval.rule"]
        rules.search([("company_id", "=", cls.company.id)]).unlink()
        if kind == "none":
            return rules
        public = kind == "public" and "public"
        vals = {"name": "Checked", "visibility": public, **vals}
        return rules.create({"company_id": cls.company.id, **vals})

    def rights(self, model, user):
        """What a user may do with a model, as letters of (r)ead, (w)rite, (c)reate and
        (u)nlink."""
        records = self.env[model].with_user(user)
        return "".join(
            letter
            for letter, operation in OPERATIONS.items()
            if records.has_access(operation)
        )

    # -- what happens on the network -------------------------------------------

    def at(self, seconds):
        return self.start + timedelta(seconds=seconds)

    def post(self, uid, text="Hello", to="", root="", who=None, at=0, **post):
        """Somebody posts; ``to`` is what they answer. Returns an event."""
        return self._event(
            "post",
            uid,
            at,
            {
                "author": who or MARIA,
                "text": text,
                "parent": to,
                "root": root or to or uid,
                "private": False,
                "language": "en",
                "posted_at": self.at(at).isoformat(),
                "url": f"https://demo.example/{uid}",
                "images": [],
                **post,
            },
        )

    def edit(self, post, text, at, revision=1):
        """The author of an event's post changes it."""
        changed = {**post.payload["post"], "text": text}
        return self._event("edit", post.external_id, at, changed, revision)

    def deletion(self, post, at=60):
        return self._event("deletion", post.external_id, at)

    def _event(self, kind, uid, at, post=None, revision=0):
        payload = {
            "event": notice.EVENT_NAMES[kind],
            "id": uid,
            "at": self.at(at).isoformat(),
            "revision": revision,
        }
        return notice.make_event({**payload, "post": post} if post else payload)

    # -- hearing of it ---------------------------------------------------------

    def hear(self, *events, **where):
        """Read each event before the next one comes. Returns the mentions."""
        for event in events:
            self.hear_at_once(event, **where)
        return self._heard(events, where.get("account"))

    def hear_at_once(self, *events, account=None, stream=None):
        """Read all events in one batch."""
        account = account or self.account
        stream = account.stream_ids[0] if stream is None else stream
        self.env["social.care.event"]._store(account, stream, events, "webhook")
        self.env.flush_all()
        while self.env["social.care.event"]._ingest_batch():
            continue
        self.env.invalidate_all()
        return self._heard(events, account)

    def _heard(self, events, account):
        return self.mentions(*(event.external_id for event in events), account=account)

    def mentions(self, *uids, account=None):
        found = [self.mention(uid, account) for uid in uids]
        return self.env["social.care.mention"].concat(*found)

    def mention(self, uid, account=None):
        scope = (account or self.account).scope
        return self.env["social.care.mention"].search(
            [("scope", "=", scope), ("external_id", "=", uid)]
        )

    # -- answering -------------------------------------------------------------

    def answer(self, mention, body="We look into it.", user=None, **kw):
        """A person answers a mention. Returns the reply."""
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        visibility = kw.get("visibility", "public")
        files = kw.get("files", self.env["ir.attachment"]).ids
        result = threads.post_reply(
            mention.thread_id.id,
            mention.id,
            body,
            visibility,
            files,
            kw.get("said_until", False),
        )
        return self.env["social.care.reply"].browse(result["reply_id"])

    def run_job(self, record, method="_send", *args):
        """Run a job that commits, in a cursor that only seems to."""
        self.env.flush_all()
        with self.registry.cursor() as cr:
            getattr(record.with_env(record.env(cr=cr)), method)(*args)
        self.env.invalidate_all()

    def script(self, publishing):
        """What the next publishing meets."""
        self.account.demo_script_id.publishing = publishing

    def said(self, account=None):
        """What stands on the network in our name."""
        account = account or self.account
        return (
            self.env["social.care.demo.post"]
            .search([("account_id", "=", account.id), ("deleted_at", "=", False)])
            .mapped("text")
        )

    def notices_to(self, user):
        """Messages of which a person was told."""
        return (
            self.env["mail.notification"]
            .search([("res_partner_id", "in", user.partner_id.ids)])
            .mail_message_id
        )
