# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.social_care.tools.placeholders import Placeholder

from .channel_common import AGENT, JOHN
from .test_channel_acts import ActCase

NOTHING = {"tags": [], "stage": False, "team": False, "user": False}


class MacroCase(ActCase):
    def setUp(self):
        super().setUp()
        self.tag = self.env["helpdesk.ticket.tag"].create(
            {"name": "Parcel", "company_id": self.company.id}
        )
        self.stage = self.env["helpdesk.ticket.stage"].create(
            {"name": "Research", "sequence": 70, "company_id": False}
        )

    def language(self, code):
        langs = self.env["res.lang"].with_context(active_test=False)
        return langs.search([("iso_code", "=", code)], limit=1)

    def macro(self, texts=None, user=None, **vals):
        """A macro of a user; without one it is shared. ``texts``: {language: text}"""
        rows = [
            (0, 0, {"lang_id": self.language(code).id, "body": body})
            for code, body in (texts or {}).items()
        ]
        vals = {"name": "Late", "company_id": self.company.id, **vals}
        owner = {"user_id": user.id if user else False}
        macros = self.env["social.care.macro"].with_user(user or self.supervisor)
        return macros.create({**vals, **owner, "text_ids": rows})

    def offered(self, mention=None, user=None):
        mention = mention or self.heard
        macros = self.env["social.care.macro"].with_user(user or self.agent)
        return macros.get_macros(mention.thread_id.id, mention.id)

    def text(self, mention=None):
        return self.offered(mention)[0]["text"]

    def post_with(self, **acts):
        threads = self.env["social.care.thread"].with_user(self.agent)
        args = (self.thread.id, self.heard.id, "Hello", "public", [])
        result = threads.post_reply(*args, acts=acts)
        return self.env["social.care.reply"].browse(result["reply_id"])


class TestTexts(MacroCase):
    def test_placeholders_are_filled_in(self):
        self.macro({"en": "Hello {customer}, {number} is open. {agent}"})
        number = self.ticket.number
        self.assertEqual(self.text(), f"Hello John, {number} is open. Agent Person")

    def test_a_customer_without_a_name_is_not_called_by_one(self):
        self.macro({"en": "Hello {customer}, sorry."})
        self.heard.profile_id.name = False
        [offered] = self.offered()
        self.assertEqual(offered["text"], "Hello, sorry.")
        self.assertIn("Name of the customer", offered["missing"])

    def test_a_name_stays_text(self):
        self.macro({"en": "Hello {customer}!"})
        for name in ("<b>John</b>", "{agent}", "[{number}]", "%s"):
            self.heard.profile_id.name = name
            shown = name if "/" not in name else ""
            expected = f"Hello {shown}!" if shown else "Hello!"
            self.assertEqual(self.text(), expected)

    def test_an_unknown_placeholder_is_refused_with_words(self):
        with self.assertRaisesRegex(ValidationError, r"\{naem\}.*\{customer\}"):
            self.macro({"en": "Hello {naem}"})
        macro = self.macro({"en": "Hello"})
        with self.assertRaisesRegex(ValidationError, "There is no placeholder"):
            macro.text_ids.body = "{__class__}"

    def test_a_placeholder_of_an_addon_that_left_is_a_gap(self):
        macros = type(self.env["social.care.macro"])
        mine = Placeholder("shop", lambda env: "Shop", lambda place: "Main Street")
        usual = macros._get_placeholders
        self.patch(macros, "_get_placeholders", lambda self: (*usual(self), mine))
        self.macro({"en": "Visit {shop}."})
        self.assertEqual(self.text(), "Visit Main Street.")
        self.patch(macros, "_get_placeholders", usual)
        self.assertEqual(self.text(), "Visit.")

    def test_the_customer_s_language_chooses(self):
        self.macro({"en": "Hello", "pl": "Cześć", "uk": "Вітаю"})
        for code, text in (("pl", "Cześć"), ("pl-PL", "Cześć"), ("uk", "Вітаю")):
            post = self.post(f"in-{code}", "?", who=JOHN, at=9, language=code)
            self.assertEqual(self.text(self.hear(post)), text)

    def test_a_language_without_an_iso_code_does_not_stand_in_the_way(self):
        macro = self.macro({"pl": "{number}: cześć", "en": "{number}: hello"})
        self.macro({"pl": "{agent}"}, name="Other", sequence=20)
        self.language("pl").iso_code = False
        number = self.ticket.number
        self.assertEqual(self.text(), f"{number}: hello")
        macro.text_ids.filtered(lambda text: "hello" in text.body).unlink()
        offered = [one["text"] for one in self.offered()]
        self.assertEqual(offered, [f"{number}: cześć", "Agent Person"])

    def test_another_language_gets_that_of_the_company(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.company.partner_id.lang = "pl_PL"
        self.macro({"en": "Hello", "pl": "Cześć"})
        post = self.post("in-ja", "?", who=JOHN, at=9, language="ja")
        self.assertEqual(self.text(self.hear(post)), "Cześć")

    def test_a_language_has_one_text(self):
        macro = self.macro({"en": "Hello"})
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            macro.text_ids.copy()

    def test_a_macro_that_does_nothing_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Write a text"):
            self.macro()

    def test_many_macros_cost_as_many_queries_as_one(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.offered()
            return self.env.cr.sql_log_count - before

        texts = {"en": "{customer} {number}", "pl": "{agent}"}
        self.macro(texts, tag_ids=self.tag.ids)
        count()
        one = count()
        for number in range(20):
            self.macro(texts, name=f"M{number}", tag_ids=self.tag.ids)
        self.assertLessEqual(count(), one)


class TestActs(MacroCase):
    def test_the_agent_sees_what_would_change(self):
        self.macro({"en": "Hello"}, tag_ids=self.tag.ids, stage_id=self.stage.id)
        acts = self.offered()[0]["acts"]
        self.assertEqual(acts["tags"], [{"id": self.tag.id, "name": "Parcel"}])
        self.assertEqual(acts["stage"], {"id": self.stage.id, "name": "Research"})
        self.ticket.write({"tag_ids": self.tag.ids, "stage_id": self.stage.id})
        self.assertEqual(self.offered()[0]["acts"], NOTHING)

    def test_without_an_open_ticket_nothing_would_change(self):
        self.macro({"en": "Hello"}, tag_ids=self.tag.ids)
        self.as_agent().action_social_care_resolve()
        self.assertEqual(self.offered()[0]["acts"], NOTHING)

    def test_the_ticket_changes_when_the_reply_is_published(self):
        reply = self.post_with(tag_ids=self.tag.ids, stage_id=self.stage.id)
        self.assertFalse(self.ticket.tag_ids)
        shown = reply._get_panel_values()["acts"]
        self.assertEqual(shown["tags"], [{"id": self.tag.id, "name": "Parcel"}])
        self.publish(reply)
        self.assertEqual(self.ticket.tag_ids, self.tag)
        self.assertEqual(self.ticket.stage_id, self.stage)

    def test_what_is_not_published_changes_nothing(self):
        reply = self.post_with(tag_ids=self.tag.ids)
        self.script("400")
        self.run_job(reply)
        self.assertFalse(self.ticket.tag_ids)

    def test_what_is_taken_back_brings_its_acts_back(self):
        reply = self.post_with(tag_ids=self.tag.ids)
        draft = reply.with_user(self.agent).take_back()
        self.assertEqual(draft["acts"]["tags"][0]["name"], "Parcel")
        self.run_job(reply)
        self.assertFalse(self.ticket.tag_ids)

    def test_a_closed_stage_waits_for_a_customer_who_wrote_meanwhile(self):
        closed = self.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True), ("company_id", "in", (False, self.company.id))],
            limit=1,
        )
        reply = self.post_with(stage_id=closed.id, tag_ids=self.tag.ids)
        self.hear(self.post("v", "And my refund?", to="t", who=JOHN, at=60))
        self.publish(reply)
        self.assertFalse(self.ticket.closed)
        self.assertEqual(self.ticket.tag_ids, self.tag)

    def test_a_reply_assigns_the_ticket_in_the_name_of_its_author(self):
        mate = self.make_user("mate", AGENT)
        billing = self.make_team("Billing", mate)
        self.publish(self.post_with(team_id=billing.id, user_id=mate.id))
        self.assertEqual(self.ticket.team_id, billing)
        self.assertEqual(self.ticket.user_id, mate)

    def test_who_is_no_member_is_refused_before_it_is_sent(self):
        mate = self.make_user("mate", AGENT)
        with self.assertRaisesRegex(UserError, "is not a member of"):
            self.post_with(user_id=mate.id)

    def test_a_stage_that_the_team_does_not_use_is_refused(self):
        self.stage.team_ids = self.make_team("Others")
        with self.assertRaisesRegex(UserError, "does not use the stage"):
            self.post_with(stage_id=self.stage.id)

    def test_records_of_another_company_are_refused(self):
        other = self.env["res.company"].create({"name": "Rival"})
        tag = self.tag.create({"name": "Theirs", "company_id": other.id})
        with self.assertRaises(UserError):
            self.post_with(tag_ids=tag.ids)

    def test_odd_acts_are_refused(self):
        odd = [{"tag_ids": ["x"]}, {"stage_id": "1"}, {"owner": 1}, "tags"]
        threads = self.env["social.care.thread"].with_user(self.agent)
        args = (self.thread.id, self.heard.id, "Hello", "public", [])
        for acts in odd:
            with self.assertRaisesRegex(UserError, "outdated"):
                threads.post_reply(*args, acts=acts)

    def test_a_macro_without_a_text_changes_the_ticket_at_once(self):
        macro = self.macro(tag_ids=self.tag.ids, stage_id=self.stage.id)
        macro.with_user(self.agent).apply_to_ticket(macro.id, self.thread.id)
        self.assertEqual(self.ticket.tag_ids, self.tag)
        self.assertEqual(self.ticket.stage_id, self.stage)
        self.as_agent().action_social_care_resolve()
        with self.assertRaisesRegex(UserError, "no open ticket"):
            macro.with_user(self.agent).apply_to_ticket(macro.id, self.thread.id)


class TestRights(MacroCase):
    def setUp(self):
        super().setUp()
        self.mate = self.make_user("mate", AGENT)
        self.team.user_ids |= self.mate

    def names(self, user):
        return {one["name"] for one in self.offered(user=user)}

    def test_own_macros_are_for_their_owner_alone(self):
        own = self.macro({"en": "Mine"}, user=self.agent)
        for user in (self.mate, self.supervisor):
            self.assertFalse(own.with_user(user).has_access("read"))
            self.assertFalse(self.names(user))
            with self.assertRaises(AccessError):
                own.text_ids.with_user(user).read(["body"])
        self.assertEqual(self.names(self.agent), {"Late"})
        own.with_user(self.agent).name = "Later"

    def test_agents_use_shared_macros_and_do_not_write_them(self):
        shared = self.macro({"en": "Ours"})
        self.assertEqual(self.names(self.agent), {"Late"})
        for record, vals in ((shared, {"name": "X"}), (shared.text_ids, {"body": "X"})):
            with self.assertRaises(AccessError):
                record.with_user(self.agent).write(vals)
        shared.with_user(self.supervisor).name = "Ours"

    def test_agents_make_own_macros_and_share_none(self):
        macros = self.env["social.care.macro"].with_user(self.agent)
        macros = macros.with_company(self.company)
        row = (0, 0, {"lang_id": self.language("en").id, "body": "Hi"})
        own = macros.create({"name": "Own", "text_ids": [row]})
        self.assertEqual(own.user_id, self.agent)
        for owner in (False, self.mate.id):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                own.user_id = owner
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                macros.create({"name": "X", "user_id": owner, "text_ids": [row]})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            own.is_shared = True

    def test_a_text_does_not_move_into_a_shared_macro(self):
        shared = self.macro({"en": "Ours"})
        own = self.macro({"pl": "Moje"}, user=self.agent)
        with self.assertRaises(AccessError):
            own.text_ids.with_user(self.agent).macro_id = shared

    def test_a_supervisor_shares_an_own_macro_and_takes_it_back(self):
        own = self.macro({"en": "Ours"}, user=self.supervisor)
        own.is_shared = True
        self.assertEqual(self.names(self.agent), {"Late"})
        own.is_shared = False
        self.assertEqual(own.user_id, self.supervisor)

    def test_a_macro_of_another_team_is_not_offered(self):
        others = self.make_team("Others", self.mate)
        macro = self.macro({"en": "Theirs"}, team_ids=others.ids)
        self.assertFalse(self.names(self.agent))
        self.assertFalse(self.names(self.mate))
        self.assertFalse(macro.with_user(self.agent).has_access("read"))
        with self.assertRaises(AccessError):
            macro.with_user(self.agent).apply_to_ticket(macro.id, self.thread.id)

    def test_two_companies_see_their_own(self):
        macro = self.macro({"en": "Ours"})
        other = self.env["res.company"].create({"name": "Rival"})
        rival = self.make_user("rival", AGENT, other)
        self.assertFalse(macro.with_user(rival).has_access("read"))
        self.assertFalse(macro.text_ids.with_user(rival).has_access("read"))
        with self.assertRaises(AccessError):
            self.offered(user=rival)
        theirs = self.tag.create({"company_id": other.id, "name": "x"})
        with self.assertRaises(UserError):
            self.macro({"en": "Ours"}, tag_ids=theirs.ids)
        with self.assertRaises(UserError):
            macro.company_id = other

    def test_a_team_that_macros_name_cannot_leave(self):
        team = self.make_team("Billing")
        self.macro(assign_team_id=team.id)
        with self.assertRaisesRegex(UserError, "Macros: Late"):
            team.with_user(self.manager).active = False

    def test_an_agent_of_another_team_is_no_assignee(self):
        billing = self.make_team("Billing", self.mate)
        with self.assertRaisesRegex(ValidationError, "is not a member of"):
            self.macro(assign_team_id=billing.id, assign_user_id=self.agent.id)
