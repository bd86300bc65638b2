# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from email.message import EmailMessage
from itertools import count

from odoo import SUPERUSER_ID
from odoo.tests import TransactionCase, new_test_user, tagged

PAULA = "Paula <paula@cust.example>"
AGENT = "social_care.group_social_care_agent"
_numbers = count(1)


class Mailing:
    """Mails as they come in, for any test case with a team."""

    def receive(self, body="Where is it?", answers=None, team=None, **headers):
        """A mail comes in, fetched by the cron of the mail gateway.

        :param answers: the message that it answers
        :param headers: of the mail, with "_" for "-"
        :return: the ticket that Odoo says it is on
        """
        mail = EmailMessage()
        headers = {"From": PAULA, "Subject": "Parcel", **headers}
        headers.setdefault("To", "support@example.com")
        headers.setdefault("Message_Id", f"<mail{next(_numbers)}@cust.example>")
        if answers:
            headers |= {"In_Reply_To": answers.message_id}
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(body)
        return self.process(mail, team)

    def process(self, mail, team=None):
        team = self.team if team is None else team
        gateway = self.env(user=SUPERUSER_ID)["mail.thread"]
        id_ = gateway.with_context(fetchmail_cron_running=True).message_process(
            "helpdesk.ticket", mail.as_bytes(), custom_values={"team_id": team.id}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["helpdesk.ticket"].browse(id_)

    def answer_mail(self, ticket, body="It is on its way.", user=None):
        """One of us answers; the message can be answered in turn."""
        return ticket.message_post(
            body=body,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=(user or self.agent).partner_id.id,
        )


@tagged("post_install", "-at_install")
class MailCase(Mailing, TransactionCase):
    """A company whose team has one member, and a ticket that came by mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Northwind Mail"})
        cls.agent = cls.make_user("anna", "Anna Novak")
        cls.team = cls.make_team("Care", cls.agent)
        stages = cls.team._get_applicable_stages()
        cls.closed = stages.filtered("closed")[:1]
        cls.stages = stages

    @classmethod
    def make_user(cls, login, name="", group=AGENT, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"mail_{login}",
            groups=f"base.group_user,{group}",
            name=name or login.title(),
            email=f"{login}@northwind.example",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def make_team(cls, name, users=None, company=None, **values):
        company = cls.company if company is None else company
        users = cls.env["res.users"] if users is None else users
        return cls.env["helpdesk.ticket.team"].create(
            {
                "name": name,
                "company_id": company.id,
                "user_ids": [(6, 0, users.ids)],
                **values,
            }
        )

    def close(self, ticket, days=0):
        ticket.with_context(tracking_disable=True).stage_id = self.closed
        if days:
            self.age_closing(ticket, days)

    def age_closing(self, ticket, days):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET closed_date = closed_date - make_interval("
            "days => %s) WHERE id = %s",
            (days, ticket.id),
        )
        self.env.invalidate_all()

    def texts(self, ticket):
        return " | ".join(ticket.message_ids.mapped("preview"))
