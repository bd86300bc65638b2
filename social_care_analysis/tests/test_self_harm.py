# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tests import tagged

from ..tools.urgency import SELF_HARM, Urgency
from .analysis_common import AnalysisCase
from .holding_common import HoldingCase
from .storm_common import person

MODULE = "odoo.addons.social_care_analysis.models.social_care_mention_self_harm"
WORDS = "Nobody answers. I am going to kill myself tonight"


class ContactMixin:
    """A company with a contact for self-harm."""

    def setUp(self):
        super().setUp()
        self.company.social_care_self_harm_user_id = self.supervisor

    def notices(self):
        """The alerts that the contact got."""
        return self.env["mail.message"].search(
            [
                ("subject", "=", "Self-harm: read this message now"),
                ("notified_partner_ids", "in", self.supervisor.partner_id.ids),
            ]
        )


@tagged("post_install", "-at_install")
class TestSelfHarm(ContactMixin, AnalysisCase):
    """A named person knows at once, and the agent is told what to do."""

    def test_it_is_danger_of_its_own_kind(self):
        mention = self.say(WORDS)
        self.assertEqual((mention.urgency, mention.urgency_kind), ("3", SELF_HARM))
        self.assertIn("kill myself", mention.verdicts["urgency"]["words"][0])

    def test_the_contact_is_notified_without_the_customers_words(self):
        mention = self.say(WORDS)
        (notice,) = self.notices()
        self.assertEqual((notice.model, notice.res_id), (mention._name, mention.id))
        self.assertNotIn("kill", notice.body)
        self.assertIn("emergency services", notice.body)

    def test_the_supervisors_are_where_there_is_no_contact(self):
        self.company.social_care_self_harm_user_id = False
        self.say(WORDS)
        self.assertTrue(self.notices())

    def test_a_contact_who_left_is_none(self):
        self.company.social_care_self_harm_user_id = self.agent
        self.agent.sudo().active = False
        self.assertIn(self.supervisor, self.company._social_care_get_self_harm_users())

    def test_a_contact_who_cannot_read_mentions_is_none(self):
        outsider = self.make_user("outsider", "base.group_user", self.company)
        self.company.social_care_self_harm_user_id = outsider
        told = self.company._social_care_get_self_harm_users()
        self.assertIn(self.supervisor, told)
        self.assertNotIn(outsider, told)

    def test_the_contact_has_one_activity_on_the_ticket(self):
        who = self.person()
        mention = self.say(WORDS, who=who)
        ticket = mention.ticket_id
        self.assertTrue(ticket)
        self.assertEqual(ticket.activity_ids.user_id, self.supervisor)
        mention._alert_of_self_harm()
        self.assertEqual(len(ticket.activity_ids), 1)

    def test_the_agent_reads_what_to_do(self):
        self.company.social_care_self_harm_guidance = "Call Anna."
        ticket = self.say(WORDS).ticket_id.with_user(self.agent)
        self.assertEqual(ticket.social_care_urgency_kind, SELF_HARM)
        self.assertEqual(ticket.social_care_urgency_guidance, "Call Anna.")

    def test_the_mention_says_it_too(self):
        self.company.social_care_self_harm_guidance = "Call Anna."
        self.assertEqual(self.say(WORDS).urgency_guidance, "Call Anna.")

    def test_it_stays_on_the_ticket_once_answered(self):
        mention = self.say(WORDS)
        mention.answered_at = mention.effective_at
        mention.thread_id._refresh()
        self.assertEqual(mention.ticket_id.social_care_urgency_kind, SELF_HARM)

    def test_an_edited_text_alerts_once(self):
        post = self.fresh("Where is my parcel?")
        mention = self.hear(post)
        self.assertFalse(self.notices())
        for number, text in enumerate((WORDS, f"{WORDS}!"), 1):
            self.hear(self.edit(post, text, 60 + number, number))
        self.assertEqual(mention.text, f"{WORDS}!")
        self.assertEqual(len(self.notices()), 1)

    def test_one_conversation_gets_one_notice_in_a_batch(self):
        first, second = self.say(WORDS), self.say(f"{WORDS}!")
        second.thread_id = first.thread_id
        self.notices().unlink()
        (first + second)._alert_of_self_harm()
        self.assertEqual(len(self.notices()), 1)

    def test_a_raid_is_told_in_few_notices(self):
        events = [self.fresh(f"{WORDS} {n}", who=self.person()) for n in range(5)]
        with patch(f"{MODULE}.MOST_NOTICES", 2):
            mentions = self.hear_at_once(*events)
        self.assertEqual(len(self.notices()), 2)
        more = [("subject", "=", "Self-harm: 3 more conversations")]
        self.assertEqual(self.env["mail.message"].search_count(more), 1)
        self.assertEqual(len(mentions.ticket_id.activity_ids), 5)

    def test_a_raid_of_single_messages_is_told_in_few_notices(self):
        with patch(f"{MODULE}.MOST_NOTICES", 2):
            for _number in range(7):
                self.say(WORDS, who=self.person())
        self.assertEqual(len(self.notices()), 2)
        more = self.env["mail.message"].search([("subject", "like", "more convers")])
        self.assertEqual(
            more.sorted("id").mapped("subject"),
            [f"Self-harm: {number} more conversations" for number in (2, 4)],
        )

    def test_an_hour_after_a_raid_each_is_told_again(self):
        with patch(f"{MODULE}.MOST_NOTICES", 2):
            for _number in range(2):
                self.say(WORDS, who=self.person()).received_at = "2020-01-01 00:00:00"
            self.say(WORDS, who=self.person())
        self.assertEqual(len(self.notices()), 3)

    def test_the_activity_sends_no_mail_of_its_own(self):
        told = [("notified_partner_ids", "in", self.supervisor.partner_id.ids)]
        before = self.env["mail.message"].search(told)
        self.say(WORDS)
        self.assertEqual(self.env["mail.message"].search(told) - before, self.notices())

    def test_a_person_denied_another_text(self):
        post = self.fresh("my kettle caught fire")
        mention = self.hear(post)
        mention.with_user(self.agent).correct("urgency", "0")
        self.hear(self.edit(post, WORDS, 60))
        self.assertEqual((mention.urgency, mention.urgency_kind), ("3", SELF_HARM))
        self.assertEqual(len(self.notices()), 1)

    def test_what_a_person_denied_stays_denied_in_an_edit(self):
        post = self.fresh(WORDS)
        mention = self.hear(post)
        mention.with_user(self.agent).correct("urgency", "0")
        self.hear(self.edit(post, f"{WORDS}!", 60))
        self.assertEqual((mention.text, mention.urgency), (f"{WORDS}!", "0"))
        self.assertFalse(mention._is_self_harm())

    def test_an_edit_brings_it_back_from_what_a_rule_ignored(self):
        rule = self.make_rule(action="ignore", words="parcel")
        post = self.fresh("Where is my parcel?")
        mention = self.hear(post)
        self.assertEqual((mention.state, mention.rule_id), ("ignored", rule))
        self.hear(self.edit(post, f"{WORDS} over a parcel", 60))
        self.assertEqual(mention.state, "inbox")

    def test_a_person_can_deny_it(self):
        mention = self.say(WORDS)
        mention.with_user(self.agent).correct("urgency", "0")
        self.assertFalse(mention._is_self_harm())
        self.assertFalse(mention.ticket_id.social_care_urgency_kind)

    def test_a_rule_does_not_ignore_it(self):
        mention = self.say(WORDS)
        rule = self.env["social.care.rule"].new({"action": "ignore"})
        self.assertEqual(mention._decide_outcome(rule)[0], "inbox")

    def test_no_mail_of_a_stage_goes_out(self):
        template = self.env["mail.template"].create(
            {
                "name": "Thanks",
                "model_id": self.env["ir.model"]._get("helpdesk.ticket").id,
            }
        )
        stage = self.env["helpdesk.ticket.stage"].create(
            {"name": "Waiting", "mail_template_id": template.id}
        )
        serious, other = self.say(WORDS), self.say("Where is my parcel?")
        for mention, names in ((serious, []), (other, ["stage_id"])):
            ticket = mention.ticket_id
            ticket.stage_id = stage
            templates = ticket._track_template({"stage_id"})
            self.assertEqual([name for name in templates if name == "stage_id"], names)

    def test_what_is_erased_says_nothing_of_it(self):
        mention = self.say(WORDS)
        mention._erase("erased")
        self.assertFalse(mention.urgency_kind)

    def test_another_handler_does_not_hide_it(self):
        kind = self.env["social.care.analysis.urgency"]
        with patch.object(type(kind), "_judge", self._say_nothing_presses):
            mention = self.say(WORDS)
        self.assertEqual((mention.urgency, mention.urgency_kind), ("3", SELF_HARM))

    @staticmethod
    def _say_nothing_presses(kind, company, sample):
        return [Urgency(0, [], ()) for _text in sample.texts]

    def test_other_kinds_have_their_own_guidance(self):
        for text, kind in (
            ("my kettle caught fire", "danger"),
            ("you will hear from my lawyer", "legal"),
            ("I can see another customer's invoices", "data_leak"),
        ):
            mention = self.say(text)
            self.assertEqual(mention.urgency_kind, kind)
            self.assertTrue(mention.ticket_id.social_care_urgency_guidance, kind)
        self.assertFalse(self.notices())

    def test_a_rule_asks_for_a_kind(self):
        rule = self.env["social.care.rule"]._get_conditions()
        self.assertIn("urgency_kind", [condition.name for condition in rule])


@tagged("post_install", "-at_install")
class TestHoldingAndSelfHarm(ContactMixin, HoldingCase):
    """No holding reply goes to a conversation with self-harm."""

    def test_who_wrote_of_it_is_skipped(self):
        self.hear(self.post("dark", WORDS, who=person(2), at=300))
        self.approve()
        self.finish()
        people, posts = self.said_to()
        self.assertNotIn("person2", people)
        self.assertEqual(posts, 11)

    def test_a_queued_reply_is_cancelled(self):
        self.approve()
        self.hold()
        reply = self.on_their_way()[:1]
        reply.mention_id.urgency_kind = SELF_HARM
        self.send(reply)
        self.assertEqual(reply.state, "cancelled")
        self.finish()
        self.assertNotIn(reply.mention_id.author_handle, self.said_to()[0])
