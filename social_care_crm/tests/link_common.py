# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest

from odoo.modules.registry import Registry
from odoo.tests import new_test_user
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import (
    AGENT,
    JOHN,
    MARIA,
    SUPERVISOR,
    ChannelCase,
)

__all__ = ["AGENT", "JOHN", "MARIA", "SUPERVISOR", "LinkCase"]


class LinkCase(ChannelCase):
    """People who write to Acme, and contacts who may be they: Anna and Dora work for
    one firm and have logins to the portal."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.partners = cls.env["res.partner"].with_context(tracking_disable=True)
        cls.links = cls.env["social.care.link"]
        cls.firm = cls.contact("Firm", is_company=True)
        cls.anna_login = cls.portal("anna", parent_id=cls.firm.id)
        cls.dora_login = cls.portal("dora", parent_id=cls.firm.id)
        cls.anna = cls.anna_login.partner_id
        cls.dora = cls.dora_login.partner_id

    @classmethod
    def contact(cls, name, **values):
        return cls.partners.create({"name": name, **values})

    @classmethod
    def portal(cls, name, **values):
        """A contact of the company with a login to the portal."""
        user = new_test_user(
            cls.env,
            f"identity_{name}",
            groups="base.group_portal",
            name=name.title(),
            email=f"{name}@firm.example",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        user.partner_id.write({"name": name.title(), **values})
        return user

    @classmethod
    def foreign_company(cls):
        """Another company with an agent, a supervisor and an account of its own."""
        company = cls.env["res.company"].create({"name": "Other"})
        agent = cls.make_user("foreign_agent", AGENT, company)
        supervisor = cls.make_user("foreign_supervisor", SUPERVISOR, company)
        team = cls.make_team("Others", agent, company)
        account = cls.make_account("other", "them", company, team)
        return company, agent, supervisor, account

    def person(self, uid="a", text="Where is my parcel?", who=MARIA, **post):
        """Return the profile of somebody who has just opened a ticket."""
        return self.hear(self.post(uid, text, who=who, **post)).profile_id

    def propose(self, profile, partner, kind="email", strength="claimed", **values):
        return self.env["social.care.evidence"].create(
            {
                "profile_id": profile.id,
                "partner_id": partner.id,
                "kind": kind,
                "strength": strength,
                "digest": "x",
                **values,
            }
        )

    def tickets_of(self, profile):
        return profile._find_tickets()

    def shown_to(self, login, tickets):
        """Return which of some tickets a user finds."""
        found = self.env["helpdesk.ticket"].with_user(login)
        return found.search([("id", "in", tickets.ids)]).with_env(self.env)

    def merge(self, source, target):
        wizards = self.env["base.partner.merge.automatic.wizard"]
        wizards._merge((source | target).ids, target)

    def split(self, contact, user=None, **values):
        """Return the contact that is split off."""
        wizards = self.env["social.care.contact.split"].with_user(user or self.env.user)
        wizard = wizards.create({"partner_id": contact.id, **values})
        return self.partners.browse(wizard.action_split()["res_id"])
