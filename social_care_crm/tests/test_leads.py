# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care_demo.tests.channel_common import AGENT, JOHN

from .customer_common import CustomerCase

WANTS = "I want to buy ten of these. Write to mallory@evil.example or 0309018200"


class TestLeads(CustomerCase):
    """From a message or ticket, by an agent or by a rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.env["crm.team"].create(
            {"name": "Sales", "company_id": cls.company.id}
        )
        cls.company.social_care_lead_team_id = cls.sales
        cls.stream.stage = "manual"

    def say(self, uid="a", text=WANTS, **post):
        return self.hear(self.post(uid, text, **post))

    def make_lead(self, mention, user=None):
        mention.with_user(user or self.agent).action_create_lead()
        return mention.lead_id

    # -- what it holds ---------------------------------------------------------

    def test_a_lead_of_a_stranger(self):
        mention = self.say()
        lead = self.make_lead(mention)
        self.assertEqual(lead.name, "Maria on Demo network")
        self.assertEqual(lead.contact_name, "Maria")
        self.assertEqual(lead.company_id, self.company)
        self.assertEqual(lead.team_id, self.sales)
        self.assertEqual(lead.social_care_profile_id, mention.profile_id)
        self.assertEqual(lead.source_id.name, "Demo network")
        self.assertEqual(lead.medium_id.name, "Social")
        self.assertFalse(lead.campaign_id)
        self.assertFalse(lead.user_id)
        self.assertIn("I want to buy", lead.description)

    def test_no_quoted_address_becomes_the_leads_nor_the_contacts(self):
        mention = self.say()
        self.prove(mention.profile_id, self.bob)
        lead = self.make_lead(mention)
        self.assertEqual(lead.partner_id, self.bob)
        self.assertEqual(lead.email_from, "bob@example.com")
        self.assertEqual(self.bob.email, "bob@example.com")
        self.assertEqual(self.bob.phone, "+4930901820")
        stranger = self.make_lead(self.say("b", who=JOHN))
        self.assertFalse(stranger.email_from or stranger.phone or stranger.partner_id)

    def test_a_contact_without_an_address_gets_none(self):
        carl = self.contact("Carl")
        mention = self.say()
        self.prove(mention.profile_id, carl)
        lead = self.make_lead(mention)
        self.assertFalse(lead.email_from or carl.email or carl.phone)

    def test_only_a_proven_contact_counts(self):
        mention = self.say()
        mention.profile_id._link(self.bob, "claimed")
        lead = self.make_lead(mention)
        self.assertFalse(lead.partner_id)

    def test_private_words_are_not_quoted(self):
        lead = self.make_lead(self.say(private=True))
        self.assertFalse(lead.description)
        self.assertTrue(lead.with_user(self.seller).social_care_is_social)

    def test_the_campaign_is_that_of_the_account(self):
        campaign = self.env["utm.campaign"].create({"name": "autumn"})
        self.account.lead_campaign_id = campaign
        self.assertEqual(self.make_lead(self.say()).campaign_id, campaign)

    def test_our_own_posts_make_none(self):
        ours = {"external_id": "us", "handle": "acme", "name": "Acme"}
        mention = self.say(who=ours)
        with self.assertRaises(UserError):
            mention.with_user(self.agent).action_create_lead()

    def test_it_is_on_record(self):
        mention = self.say()
        self.make_lead(mention)
        entry = mention.log_ids.filtered(lambda log: log.action == "lead")
        self.assertEqual(entry.user_id, self.agent)

    def test_who_may_read_leads_is_taken_there(self):
        mention = self.say()
        told = mention.with_user(self.agent).action_create_lead()
        self.assertEqual(told["tag"], "display_notification")
        opened = mention.with_user(self.seller).action_open_lead()
        self.assertEqual(
            (opened["res_model"], opened["res_id"]), ("crm.lead", mention.lead_id.id)
        )

    def test_who_may_not_read_a_message_makes_no_lead_of_it(self):
        mention = self.say()
        self.make_team("Billing")
        mention.team_id = self.make_team("Law")
        with self.assertRaises(AccessError):
            mention.with_user(self.agent).action_create_lead()

    # -- joining ---------------------------------------------------------------

    def test_a_second_message_joins_the_open_lead(self):
        lead = self.make_lead(self.say())
        again = self.make_lead(self.say("b", at=60))
        self.assertEqual(again, lead)
        self.assertEqual(len(lead.social_care_mention_ids), 2)
        self.assertIn("wrote again", lead.message_ids[0].body)
        self.assertNotIn("mallory", lead.message_ids[0].body)

    def test_two_profiles_of_one_contact_join(self):
        first, second = self.say(), self.say("b", who=JOHN)
        for mention in (first, second):
            self.prove(mention.profile_id, self.bob)
        (first | second).with_user(self.agent).action_create_lead()
        self.assertEqual(first.lead_id, second.lead_id)

    def test_an_opportunity_of_the_contact_is_joined(self):
        lead = self.opportunity(self.bob)
        mention = self.say()
        self.prove(mention.profile_id, self.bob)
        self.assertEqual(self.make_lead(mention), lead)
        self.assertEqual(lead.social_care_profile_id, mention.profile_id)

    def test_a_closed_lead_is_not_joined(self):
        lead = self.make_lead(self.say())
        lead.action_set_lost()
        self.assertNotEqual(self.make_lead(self.say("b", at=60)), lead)

    def test_a_lead_of_another_company_is_not_joined(self):
        other = self.env["res.company"].create({"name": "Other"})
        lead = self.opportunity(self.bob, company_id=other.id)
        mention = self.say()
        self.prove(mention.profile_id, self.bob)
        self.assertNotEqual(self.make_lead(mention), lead)

    def test_another_person_has_a_lead_of_their_own(self):
        first, second = self.say(), self.say("b", who=JOHN)
        (first | second).with_user(self.agent).action_create_lead()
        self.assertNotEqual(first.lead_id, second.lead_id)

    # -- tickets ---------------------------------------------------------------

    def test_a_ticket_with_a_conversation(self):
        mention = self.say()
        mention._open_tickets({})
        ticket = mention.ticket_id
        ticket.with_user(self.agent).action_social_care_create_lead()
        lead = mention.lead_id
        self.assertEqual(lead.social_care_ticket_id, ticket)
        self.assertIn("I want to buy", lead.description)

    def ticket(self, **values):
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Wants ten",
                "description": "Called.",
                "company_id": self.company.id,
                "team_id": self.team.id,
                "user_id": False,
                **values,
            }
        )

    def test_a_call(self):
        ticket = self.ticket(
            partner_id=self.bob.id, partner_email="mallory@evil.example"
        )
        ticket.with_user(self.agent).action_social_care_create_lead()
        lead = self.env["crm.lead"].search([("social_care_ticket_id", "=", ticket.id)])
        self.assertEqual((lead.partner_id, lead.user_id.ids), (self.bob, []))
        self.assertEqual(self.bob.email, "bob@example.com")
        ticket.with_user(self.agent).action_social_care_create_lead()
        again = self.env["crm.lead"].search([("social_care_ticket_id", "=", ticket.id)])
        self.assertEqual(again, lead)

    def test_a_user_who_is_no_agent_makes_none(self):
        ticket = self.ticket()
        user = self.make_user("helpdesk", "helpdesk_mgmt.group_helpdesk_manager")
        with self.assertRaises(AccessError):
            ticket.with_user(user).action_social_care_create_lead()

    # -- rules -----------------------------------------------------------------

    def test_a_rule_makes_leads(self):
        self.stream.stage = "integrated"
        team = self.env["crm.team"].create(
            {"name": "Social sales", "company_id": self.company.id}
        )
        campaign = self.env["utm.campaign"].create({"name": "winter"})
        rule = self.make_rule(
            words="buy",
            action="inbox",
            creates_lead=True,
            lead_team_id=team.id,
            lead_campaign_id=campaign.id,
        )
        lead = self.say().lead_id
        self.assertEqual((lead.team_id, lead.campaign_id), (team, campaign))
        self.assertFalse(lead.user_id)
        self.assertFalse(self.say("b", "Hello", who=JOHN).lead_id)
        rule.action = "ignore"
        self.assertFalse(self.say("c", who=JOHN).lead_id)

    def test_a_rule_that_is_applied_again_makes_no_second_lead(self):
        self.stream.stage = "integrated"
        self.make_rule(words="buy", action="inbox", creates_lead=True)
        mention = self.say()
        lead = mention.lead_id
        lead.action_set_lost()
        mention._apply_decisions(self.env["social.care.rule"]._decide(mention))
        self.assertEqual(mention.lead_id, lead)

    def test_other_stages_make_none(self):
        self.make_rule(words="buy", creates_lead=True)
        for uid, stage in enumerate(("manual", "monitored", "routed")):
            self.stream.stage = stage
            self.assertFalse(self.say(str(uid)).lead_id)

    def test_a_batch_makes_one_lead_a_person(self):
        self.stream.stage = "integrated"
        self.make_rule(words="buy", action="inbox", creates_lead=True)
        mentions = self.hear_at_once(
            self.post("a", WANTS),
            self.post("b", WANTS, at=9),
            self.post("c", WANTS, who=JOHN),
        )
        self.assertEqual(len(mentions.lead_id), 2)
        self.assertEqual(mentions[0].lead_id, mentions[1].lead_id)

    # -- the conversation ------------------------------------------------------

    def conversations(self, lead, user):
        threads = self.env["social.care.thread"].with_user(user)
        return threads.get_conversations_of_lead(lead.id)

    def test_the_lead_shows_the_conversation(self):
        lead = self.make_lead(self.say())
        (shown,) = self.conversations(lead, self.seller)
        self.assertEqual(shown["customer"], "Maria")
        self.assertIn("I want to buy", shown["messages"][0]["text"])

    def test_a_salesperson_answers_from_it(self):
        mention = self.say()
        self.make_lead(mention)
        reply = self.answer(mention, "Gladly!", self.seller)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertTrue(mention.answered_at)

    def test_who_may_not_read_the_conversation_sees_and_answers_nothing(self):
        mention = self.say()
        lead = self.make_lead(mention)
        self.team.user_ids -= self.seller
        (mention | mention.thread_id.mention_ids).team_id = self.team
        mention.thread_id.team_id = self.team
        self.assertFalse(self.conversations(lead, self.seller))
        self.assertFalse(lead.with_user(self.seller).social_care_is_social)
        with self.assertRaises(AccessError):
            self.answer(mention, "Gladly!", self.seller)

    def test_a_salesperson_who_is_no_agent_sees_the_lead_alone(self):
        lead = self.make_lead(self.say())
        user = self.make_user("pure_seller", "sales_team.group_sale_salesman_all_leads")
        self.assertEqual(lead.with_user(user).name, "Maria on Demo network")
        with self.assertRaises(AccessError):
            self.conversations(lead, user)

    def test_agents_of_another_company_see_none(self):
        lead = self.make_lead(self.say())
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", AGENT, other)
        with self.assertRaises(AccessError):
            self.conversations(lead, stranger)

    def test_merged_leads_keep_their_conversations(self):
        first, second = self.say(), self.say("b", who=JOHN)
        (first | second).with_user(self.agent).action_create_lead()
        leads = first.lead_id | second.lead_id
        merged = leads.merge_opportunity()
        self.env.invalidate_all()
        self.assertEqual((first | second).lead_id, merged)
        self.assertTrue(merged.social_care_profile_id)
        self.assertEqual(len(self.conversations(merged, self.seller)), 2)

    def test_the_title_of_the_ticket_is_hidden_from_who_is_no_agent(self):
        user = self.make_user("curious", "sales_team.group_sale_salesman_all_leads")
        leads = self.env["crm.lead"].with_user(user)
        self.assertNotIn("social_care_ticket_id", leads.fields_get())

    def test_a_salesperson_who_is_no_agent_merges_leads(self):
        mention = self.say()
        kept = self.opportunity(self.bob, probability=90)
        merging = kept | self.make_lead(mention)
        user = self.make_user("merging", "sales_team.group_sale_salesman_all_leads")
        merged = merging.with_user(user).merge_opportunity().sudo()
        self.assertEqual(merged, kept)
        self.assertEqual(merged.social_care_profile_id, mention.profile_id)
        self.assertEqual(mention.lead_id, merged)

    # -- the link changes ------------------------------------------------------

    def test_a_lead_follows_the_link(self):
        mention = self.say()
        lead = self.make_lead(mention)
        profile = self.prove(mention.profile_id, self.bob)
        self.assertEqual(lead.partner_id, self.bob)
        carl = self.contact("Carl")
        self.prove(profile, carl)
        self.assertEqual(lead.partner_id, carl)
        self.assertFalse(lead.email_from or lead.phone)
        profile._get_live_link()._end("unlinked")
        self.assertFalse(lead.partner_id)
        self.assertFalse(carl.email or carl.phone)
        self.assertEqual(self.bob.email, "bob@example.com")

    def test_the_queries_that_find_leads_do_not_grow_with_the_people(self):
        people = self.env["social.care.profile"]
        for number in range(4):
            who = {**JOHN, "external_id": f"x{number}"}
            mention = self.say(f"m{number}", who=who)
            self.make_lead(mention)
            people |= mention.profile_id
        self.assertEqual(len(people), 4)
        few = self.count_move_queries(people[:1])
        self.assertEqual(self.count_move_queries(people), few)

    def count_move_queries(self, people):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        people.sudo()._move_leads()
        return self.env.cr.sql_log_count - before

    def test_an_address_on_the_lead_is_not_written_to_the_contact(self):
        mention = self.say()
        lead = self.make_lead(mention)
        lead.with_user(self.seller).email_from = "mallory@evil.example"
        carl = self.contact("Carl")
        self.prove(mention.profile_id, carl)
        lead.with_user(self.seller).write(
            {"name": "Ten", "email_from": lead.email_from}
        )
        self.assertFalse(carl.email)

    def test_the_contact_that_a_salesperson_chose_stays(self):
        mention = self.say()
        lead = self.make_lead(mention)
        lead.partner_id = self.anna
        self.prove(mention.profile_id, self.bob)
        self.assertEqual(lead.partner_id, self.anna)

    def test_a_claimed_link_leaves_the_contact_that_was_chosen(self):
        mention = self.say()
        lead = self.make_lead(mention)
        lead.partner_id = self.bob
        mention.profile_id._link(self.bob, "claimed")
        self.assertEqual(lead.partner_id, self.bob)
        mention.profile_id._get_live_link()._end("unlinked")
        self.assertEqual(lead.partner_id, self.bob)

    # -- personal data ---------------------------------------------------------

    def test_an_erased_person_is_gone_from_the_lead(self):
        mention = self.say()
        lead = self.make_lead(mention)
        lead.message_post(
            body="Maria said: I want to buy ten of these. Write to "
            "mallory@evil.example or 0309018200"
        )
        mention.profile_id.with_user(self.supervisor).action_erase()
        self.env.invalidate_all()
        kept = " ".join(
            filter(None, [lead.name, lead.contact_name, lead.description])
        ) + " ".join(lead.message_ids.mapped("body"))
        for word in ("Maria", "mallory", "want to buy"):
            self.assertNotIn(word, kept)

    def test_an_erased_person_is_gone_from_a_lead_that_they_joined(self):
        lead = self.make_lead(self.say())
        joined = self.say("b", who=JOHN)
        joined.lead_id = lead
        lead._social_care_note_joined("John")
        joined.profile_id.with_user(self.supervisor).action_erase()
        self.env.invalidate_all()
        self.assertTrue(lead.message_ids)
        self.assertNotIn("John", " ".join(lead.message_ids.mapped("body")))

    def test_an_edited_post_is_quoted_as_it_is_now(self):
        event = self.post("a", WANTS)
        lead = self.make_lead(self.hear(event))
        self.hear(self.edit(event, "I want two", 60))
        self.assertIn("I want two", lead.description)
        self.assertNotIn("mallory", lead.description)

    def test_a_deleted_contact_leaves_the_lead(self):
        mention = self.say()
        carl = self.contact("Carl")
        self.prove(mention.profile_id, carl)
        lead = self.make_lead(mention)
        carl.unlink()
        self.assertTrue(lead.exists())

    def test_the_export_of_a_person_has_it(self):
        mention = self.say()
        self.make_lead(mention)
        (own,) = mention.profile_id._export()["leads"]
        self.assertEqual(own["name"], "Maria on Demo network")

    def test_the_export_of_a_contact_without_profiles_has_its_business(self):
        self.opportunity(self.bob, name="Ten chairs")
        abroad = self.env["res.company"].create({"name": "Abroad"})
        self.opportunity(self.bob, name="Not ours", company_id=abroad.id)
        self.recompute(self.bob)
        exported = self.bob.with_user(self.supervisor)._social_care_export()
        self.assertFalse(exported["profiles"])
        self.assertEqual([row["name"] for row in exported["leads"]], ["Ten chairs"])
        (own,) = exported["customer"]
        self.assertEqual(own["company"], self.company.name)
        self.assertIn("Open opportunities", own["weight_terms"])

    def test_the_queries_for_leads_do_not_grow_with_the_tickets(self):
        tickets = self.env["helpdesk.ticket"].browse()
        for number in range(6):
            carl = self.contact(f"Carl {number}")
            tickets |= self.env["helpdesk.ticket"].create(
                {
                    "name": "Mail",
                    "description": "Mail",
                    "company_id": self.company.id,
                    "team_id": self.team.id,
                    "partner_id": carl.id,
                }
            )
            self.opportunity(carl)
            mention = self.say(f"m{number}", who={**JOHN, "external_id": f"x{number}"})
            mention.action_make_ticket()
            self.make_lead(mention)
            tickets |= mention.ticket_id
        tickets = tickets.with_user(self.agent)
        few = self.count_lead_queries(tickets[:2])
        self.assertEqual(self.count_lead_queries(tickets), few)

    def count_lead_queries(self, tickets):
        """Return the queries that tell which tickets have a lead: here all."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertTrue(all(tickets.mapped("social_care_has_lead")))
        return self.env.cr.sql_log_count - before

    def test_a_ticket_that_has_a_lead_opens_it(self):
        mention = self.say()
        mention.action_make_ticket()
        mail = self.env["helpdesk.ticket"].create(
            {
                "name": "Mail",
                "description": "Mail",
                "company_id": self.company.id,
                "team_id": self.team.id,
                "partner_id": self.bob.id,
            }
        )
        for ticket in (mention.ticket_id, mail):
            own = ticket.with_user(self.seller)
            self.assertFalse(own.social_care_has_lead)
            made = own.action_social_care_create_lead()
            own.invalidate_recordset()
            self.assertTrue(own.social_care_has_lead)
            opened = own.action_social_care_open_lead()
            self.assertEqual(opened["res_id"], made["res_id"])
            lead = self.env["crm.lead"].browse(made["res_id"])
            lead.action_set_lost()
            own.invalidate_recordset()
            self.assertFalse(own.social_care_has_lead)
