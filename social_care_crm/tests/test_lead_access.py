# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError

from odoo.addons.social_care_demo.tests.channel_common import AGENT, JOHN

from .customer_common import SALESMAN, CustomerCase


class TestLeadAccess(CustomerCase):
    """Of a lead and its conversation each reader sees what they may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stream.stage = "manual"
        cls.pure_seller = cls.make_user("pure_seller", SALESMAN)
        cls.seller_elsewhere = cls.make_user("elsewhere", f"{AGENT},{SALESMAN}")
        cls.make_team("Elsewhere", cls.seller_elsewhere)

    def make_lead(self, uid="a", **post):
        mention = self.hear(self.post(uid, "Secret wish", private=True, **post))
        mention.action_make_ticket()
        mention.action_create_lead()
        return mention.lead_id

    def read_all(self, record, user):
        """Return all that a user reads of a record, as one text."""
        own = record.with_user(user).sudo(False)
        names = own.fields_get([], ["type"])
        return str(own.read([*names]))

    def test_salespeople_do_not_read_the_title_of_a_ticket(self):
        lead = self.make_lead()
        self.assertIn("Secret", lead.social_care_ticket_id.display_name)
        for user in (self.pure_seller, self.seller_elsewhere):
            self.assertNotIn("Secret", self.read_all(lead, user))
        shown = lead.with_user(self.seller).social_care_readable_ticket_id
        self.assertEqual(shown.name, lead.social_care_ticket_id.name)

    def test_nobody_types_the_person_of_a_lead(self):
        lead = self.make_lead()
        person = lead.social_care_profile_id
        leads = self.env["crm.lead"].with_user(self.seller)
        own = leads.create({"name": "Own"})
        forged = {"social_care_profile_id": person.id}
        for act in (
            lambda: own.write(forged),
            lambda: leads.create({"name": "Forged", **forged}),
            lambda: leads.with_context(default_social_care_profile_id=person.id).create(
                {"name": "Forged"}
            ),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()

    def test_nobody_types_who_opened_a_ticket(self):
        person = self.make_lead().social_care_profile_id
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        vals = {"name": "x", "description": "x", "team_id": self.team.id}
        forged = {"social_care_customer_profile_id": person.id}
        for act in (
            lambda: tickets.create(vals).write(forged),
            lambda: tickets.create({**vals, **forged}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        self.assertTrue(tickets.create(vals))

    def test_agents_do_not_read_the_name_of_a_lead(self):
        lead = self.make_lead()
        lead.name = "Takeover of Garden Ltd"
        mention = lead.social_care_mention_ids
        self.assertNotIn("Takeover", self.read_all(mention, self.agent))
        with self.assertRaises(AccessError):
            mention.with_user(self.agent).search([("lead_id.name", "like", "Take")])

    def test_agents_who_may_not_read_a_lead_do_not_ask_for_its_conversations(self):
        lead = self.make_lead()
        threads = self.env["social.care.thread"].with_user(self.agent)
        with self.assertRaises(AccessError):
            threads.get_conversations_of_lead(lead.id)

    def test_salespeople_merge_leads_of_conversations_that_they_may_not_read(self):
        leads = self.make_lead() | self.make_lead("b", who=JOHN)
        mentions = leads.social_care_mention_ids
        merged = leads.with_user(self.pure_seller).merge_opportunity().sudo()
        self.env.invalidate_all()
        self.assertEqual(mentions.lead_id, merged)
        self.assertIn(merged.social_care_profile_id, mentions.profile_id)
        self.assertIn(merged.social_care_ticket_id, mentions.ticket_id)
