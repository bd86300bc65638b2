# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError

from .card_common import CardCase

OTHER_STAGES = ("manual", "monitored", "routed")


class TestCard(CardCase):
    def make_opportunities(self):
        for number in range(3):
            self.make_lead(
                name=f"Deal {number}", type="opportunity", expected_revenue=100
            )

    def read_summary(self, record, user=None):
        cards = self.env["social.care.card"].with_user(user or self.agent)
        return cards.get_summary(record._name, record.id)

    def get_views(self):
        return self.env["social.care.summary.view"].search(
            [("partner_id", "=", self.contact.id)]
        )

    def list_beside(self, model):
        """Names, else tags, of what lies beside each other on the form."""
        view = self.env[model].with_user(self.agent).get_view(view_type="form")
        form = etree.fromstring(view["arch"])
        self.assertEqual(len(form.findall(".//widget[@name='social_care_card']")), 1)
        (beside,) = form.xpath("//div[contains(@class, 'o_beside')]")
        return [element.get("name") or element.tag for element in beside]

    def test_the_card_lies_beside_the_conversation(self):
        columns = ["social_care_conversation", "social_care_card"]
        self.assertEqual(self.list_beside("helpdesk.ticket"), columns)
        columns = ["social_care_conversation", "social_care_beside"]
        for model in ("social.care.thread", "social.care.mention"):
            self.assertEqual(self.list_beside(model), columns)

    # -- who it is -------------------------------------------------------------

    def test_it_says_who_is_talking(self):
        mention = self.meet_maria()
        self.contact.comment = "<p>Pays late</p>"
        card = self.read_card(mention)
        head = card["head"]
        self.assertEqual(head["name"], "Maria Garden")
        self.assertEqual(head["company"], "Garden Ltd")
        self.assertEqual(head["strength"], "proven")
        self.assertFalse(head["do_not_contact"])
        self.assertEqual(card["notes"]["texts"], ["Pays late"])
        self.assertEqual([c["channel"] for c in card["channels"]], ["demo"])

    def test_a_ticket_is_named_by_its_own_channel(self):
        mention = self.meet_maria()
        mention.action_make_ticket()
        phone = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone")
        self.env["helpdesk.ticket"].create(
            {
                "name": "Calls",
                "description": "Where is it?",
                "partner_id": self.contact.id,
                "team_id": mention.ticket_id.team_id.id,
                "channel_id": phone.id,
            }
        )
        channels = self.read_card(mention)["channels"]
        labels = [channel["label"] for channel in channels]
        self.assertEqual(sorted(labels), sorted([phone.name, "Demo network"]))
        self.assertEqual({c["channel"] for c in channels}, {"", "demo"})

    def test_what_lies_ahead_is_no_last_contact(self):
        mention = self.meet_maria()
        start = self.now + timedelta(days=1)
        self.env["calendar.event"].create(
            {
                "name": "Talk",
                "start": start,
                "stop": start,
                "partner_ids": [(4, self.contact.id)],
            }
        )
        kinds = [channel["kind"] for channel in self.read_card(mention)["channels"]]
        self.assertEqual(kinds, ["mention"])

    def test_the_same_person_stands_beside_each_record(self):
        mention = self.meet_maria()
        mention.action_make_ticket()
        lead = self.make_lead()
        records = (
            mention,
            mention.thread_id,
            mention.profile_id,
            mention.ticket_id,
            lead,
            self.contact,
        )
        for record in records:
            card = self.read_card(record, self.boss)
            self.assertEqual(card["head"]["partner_id"], self.contact.id, record._name)
            self.assertEqual(card["tickets"]["count"], 1, record._name)

    def test_the_segment_is_that_of_the_company(self):
        segment = self.env["social.care.segment"].create({"name": "Gardeners"})
        self.env["social.care.customer"].search(
            [("partner_id", "=", self.company_contact.id)]
        ).unlink()
        self.env["social.care.customer"].create(
            {
                "partner_id": self.company_contact.id,
                "contact_key": self.company_contact.id,
                "company_id": self.company.id,
                "segment_id": segment.id,
                "since": "2020-05-01",
            }
        )
        head = self.read_card(self.meet_maria())["head"]
        self.assertEqual((head["segment"], head["since"]), ("Gardeners", "2020-05-01"))

    # -- where it is shown -----------------------------------------------------

    def set_stage(self, stage):
        self.stream.stage = stage
        self.env.flush_all()
        self.env.invalidate_all()

    def test_conversations_have_a_card_in_the_stage_integrated_alone(self):
        self.company.social_care_service_summary = True
        mention = self.meet_maria()
        mention.action_make_ticket()
        said = (mention, mention.thread_id, mention.ticket_id)
        for stage in OTHER_STAGES:
            self.set_stage(stage)
            for record in said:
                self.assertIs(self.read_card(record), False, (stage, record))
                with self.assertRaises(AccessError):
                    self.read_summary(record)
            self.assertFalse(mention.ticket_id.social_care_has_card)
        self.set_stage("integrated")
        for record in said:
            head = self.read_card(record)["head"]
            self.assertEqual(head["partner_id"], self.contact.id, record)
            self.assertTrue(self.read_summary(record))
        self.assertTrue(mention.ticket_id.social_care_has_card)

    def test_what_is_no_conversation_has_a_card_in_each_stage(self):
        mention = self.meet_maria()
        phone = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone")
        call = self.env["helpdesk.ticket"].create(
            {
                "name": "Calls",
                "description": "Where is it?",
                "partner_id": self.contact.id,
                "company_id": self.company.id,
                "team_id": self.team.id,
                "channel_id": phone.id,
            }
        )
        records = (call, mention.profile_id, self.make_lead(), self.contact)
        for stage in (*OTHER_STAGES, "integrated"):
            self.set_stage(stage)
            for record in records:
                head = self.read_card(record, self.boss)["head"]
                self.assertEqual(head["partner_id"], self.contact.id, (stage, record))

    def test_the_latest_message_of_the_customer_decides(self):
        mention = self.meet_maria()
        other = self.account.stream_ids[1]
        other.stage = "routed"
        again = self.post("again", "Hello?", to="hello", at=60)
        self.hear_at_once(again, stream=other)
        self.assertIs(self.read_card(mention), False)
        third = self.post("third", "Hello?", to="hello", at=120)
        self.hear_at_once(third)
        self.assertTrue(self.read_card(mention))

    def test_claimed_is_said(self):
        mention = self.meet_maria("claimed")
        self.assertEqual(self.read_card(mention)["head"]["strength"], "claimed")

    def test_a_company_shows_the_profiles_of_its_people(self):
        mention = self.meet_maria()
        [profile] = self.read_card(self.company_contact)["profiles"]
        self.assertEqual(profile["id"], mention.profile_id.id)
        self.assertEqual(profile["person"], self.contact.name)
        self.assertEqual(self.read_card(mention)["profiles"], [])

    def test_nobody_is_known(self):
        mention = self.hear(self.post("1", "Hello"))
        card = self.read_card(mention)
        self.assertEqual(card["head"]["name"], "Maria")
        self.assertFalse(card["head"]["partner_id"])
        self.assertFalse(card["business"])

    def test_a_contact_of_another_company_breaks_nothing(self):
        mention = self.meet_maria()
        stranger = self.make_stranger()
        self.contact.sudo().company_id = stranger.company_id
        self.env.flush_all()
        self.env.invalidate_all()
        card = self.read_card(mention)
        self.assertFalse(card["head"]["partner_id"])
        with self.assertRaises(AccessError):
            self.read_card(mention, stranger)

    def test_employees_without_a_part_in_it_see_neither_card_nor_history(self):
        self.company.social_care_service_summary = True
        self.meet_maria()
        employee = self.make_user("employee", "base.group_partner_manager")
        helper = self.make_user("helper", "helpdesk_mgmt.group_helpdesk_manager")
        for user in (employee, helper):
            for model, method in (
                ("social.care.card", "get_card"),
                ("social.care.card", "get_summary"),
                ("social.care.timeline", "get_page"),
            ):
                ask = getattr(self.env[model].with_user(user), method)
                with self.assertRaises(AccessError):
                    ask("res.partner", self.contact.id)

    def test_other_teams_keep_their_conversations(self):
        mention = self.meet_maria()
        secret = self.make_team("Secret")
        mention.thread_id.team_id = secret
        mention.team_id = secret
        with self.assertRaises(AccessError):
            self.read_card(mention)
        self.assertEqual(self.read_card(self.contact)["channels"], [])

    def test_queries_do_not_grow_with_the_history(self):
        mention = self.meet_maria()
        self.make_mentions(10, mention)
        few = self.count_queries(lambda: self.read_card(mention))
        self.make_mentions(1000, mention, start=1000)
        for number in range(20):
            self.env["helpdesk.ticket"].create(
                {
                    "name": f"Broken {number}",
                    "description": "x",
                    "partner_id": self.contact.id,
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                }
            )
        many = self.count_queries(lambda: self.read_card(mention))
        # The first ticket is read in a query of its own.
        self.assertLessEqual(many, few + 3)
        self.assertLessEqual(many, 45)

    # -- business --------------------------------------------------------------

    def test_business_figures_follow_the_readers_rights(self):
        self.make_opportunities()
        lead = self.env["crm.lead"].search([("partner_id", "=", self.contact.id)])[0]
        [figure] = [
            figure
            for figure in self.read_card(lead, self.seller)["business"]["figures"]
            if figure["code"] == "opportunities"
        ]
        self.assertEqual(figure["count"], 3)
        self.assertIn("300", figure["details"][0])
        mention = self.meet_maria()
        business = self.read_card(mention)["business"]
        self.assertEqual(business, {"figures": [], "can_see_summary": False})

    def test_the_summary_is_off_by_default(self):
        mention = self.meet_maria()
        with self.assertRaises(AccessError):
            self.read_summary(mention)
        self.assertFalse(self.get_views())

    def test_the_summary_says_counts_and_sums_and_is_logged(self):
        self.company.social_care_service_summary = True
        self.make_opportunities()
        mention = self.meet_maria()
        self.assertTrue(self.read_card(mention)["business"]["can_see_summary"])
        self.assertFalse(self.get_views(), "the card itself shows nothing of it")
        figures = {figure["code"]: figure for figure in self.read_summary(mention)}
        self.assertEqual(figures["opportunities"]["count"], 3)
        view = self.get_views()
        self.assertEqual(view.user_id, self.agent)
        self.assertEqual(view.profile_id, mention.profile_id)
        self.read_summary(mention)
        self.assertEqual(len(self.get_views()), 2)

    def test_the_summary_tells_nothing_of_another_company(self):
        self.company.social_care_service_summary = True
        self.make_opportunities()
        other = self.env["res.company"].create({"name": "Other"})
        self.env["crm.lead"].search(
            [("partner_id", "=", self.contact.id)], limit=1
        ).company_id = other
        mention = self.meet_maria()
        figures = {figure["code"]: figure for figure in self.read_summary(mention)}
        self.assertEqual(figures["opportunities"]["count"], 2)

    def test_the_summary_is_of_proven_contacts_only(self):
        self.company.social_care_service_summary = True
        mention = self.meet_maria("claimed")
        for record in (mention, mention.profile_id, self.contact):
            self.assertFalse(self.read_card(record)["business"]["can_see_summary"])
            with self.assertRaises(AccessError):
                self.read_summary(record)
        self.assertFalse(self.get_views())

    def test_a_ticket_of_another_contact_does_not_open_the_summary(self):
        """Its person is not proven to be the contact that somebody put there."""
        self.company.social_care_service_summary = True
        self.meet_maria()
        john = self.hear(
            self.post("j", who={"external_id": "p9", "handle": "j", "name": "J"})
        )
        john.action_make_ticket()
        john.ticket_id.partner_id = self.contact
        with self.assertRaises(AccessError):
            self.read_summary(john.ticket_id)

    def test_only_supervisors_read_who_looked(self):
        self.assertEqual(self.rights("social.care.summary.view", self.agent), "")
        self.assertEqual(self.rights("social.care.summary.view", self.supervisor), "r")

    def test_views_are_exported_and_forgotten(self):
        self.company.social_care_service_summary = True
        mention = self.meet_maria()
        self.read_summary(mention)
        profile = mention.profile_id
        self.assertEqual(len(profile._export()["business_summary_viewed"]), 1)
        profile.action_erase()
        self.assertFalse(self.get_views().profile_id)

    def test_old_views_are_deleted(self):
        self.company.social_care_service_summary = True
        self.read_summary(self.meet_maria())
        view = self.get_views()
        self.env["social.care.summary.view"]._gc_old()
        self.assertTrue(view.exists())
        self.env.cr.execute(
            "UPDATE social_care_summary_view SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=800), view.id],
        )
        view.invalidate_recordset()
        self.env["social.care.summary.view"]._gc_old()
        self.assertFalse(view.exists())
