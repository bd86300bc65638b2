# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""One record of each model, all of one company and team. A new model needs one."""

from datetime import date, datetime, timedelta

from odoo import fields

from odoo.addons.social_care.tests.hostile_files import make_image
from odoo.addons.social_care.tools.media import read_file
from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

from .access_roles import make_users
from .access_samples_api import ApiSamples
from .access_samples_crm import CrmSamples
from .access_samples_cti import CtiSamples

NOW = datetime(2026, 1, 5, 12)


class AccessCase(ApiSamples, CrmSamples, CtiSamples, ChannelCase):
    """Two companies with people of every role; what is asked for is of the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.abroad = cls.env["res.company"].create({"name": "Abroad"})
        cls.users = make_users(cls.env, cls.company, cls.abroad)
        cls.team.write(
            {
                "social_care_routing_mode": "offer",
                "user_ids": [(4, cls.users["agent"].id)],
            }
        )
        cls.team_elsewhere = cls.make_team("Elsewhere", cls.users["agent_elsewhere"])
        cls.team_elsewhere.social_care_routing_mode = "offer"
        cls.team_abroad = cls.make_team(
            "Abroad", cls.users["agent_abroad"], company=cls.abroad
        )
        cls.team_abroad.social_care_routing_mode = "offer"

    def setUp(self):
        super().setUp()
        post = self.post("a", "My parcel is late, this is terrible")
        self.heard = self.hear(post)
        self.hear(self.edit(post, "My parcel is late", 5))
        self.ticket = self.heard.ticket_id
        self.ticket.partner_id = self.users["portal"].partner_id
        self.reply = self.answer(self.heard, user=self.users["agent"])
        self.samples = {}

    def sample(self, model):
        """The record of a model."""
        if model not in self.samples:
            make = getattr(self, "make_" + model.replace(".", "_"), None)
            self.samples[model] = make() if make else self.find(model)
        return self.samples[model]

    def find(self, model):
        """What the scenario made anyway."""
        records = self.env[model].sudo().search([], order="id desc", limit=1)
        self.assertTrue(records, f"Give a sample of {model} in access_samples.py")
        return records

    def make(self, model, **vals):
        return self.env[model].sudo().create(vals)

    # -- the channel -----------------------------------------------------------

    def make_social_care_account(self):
        return self.account

    def make_social_care_app(self):
        return self.account.app_id

    def make_social_care_stream(self):
        return self.stream

    def make_social_care_budget(self):
        return self.make(
            "social.care.budget", account_id=self.account.id, endpoint="posts"
        )

    def make_social_care_daily_budget(self):
        return self.make(
            "social.care.daily.budget",
            account_id=self.account.id,
            code="sample",
            label="samples",
            amount=10,
            timezone="UTC",
        )

    def make_social_care_event(self):
        events = self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)], limit=1
        )
        events.state = "failed"
        return events

    def make_social_care_profile(self):
        return self.heard.profile_id

    def make_social_care_mention(self):
        return self.heard

    def make_social_care_media(self):
        """A picture that was fetched."""
        link = "https://cdn.example/a.png"
        self.heard.media = [{"url": link, "kind": "image", "alt": ""}]
        media = self.heard.media_ids.sudo()
        media._store(read_file(make_image()))
        return media

    def make_social_care_mention_revision(self):
        return self.heard.revision_ids

    def make_social_care_thread(self):
        return self.heard.thread_id

    def make_social_care_rule(self):
        return self.make_rule(team_id=self.team.id)

    def make_social_care_macro(self):
        tag = self.make("helpdesk.ticket.tag", name="M", company_id=self.company.id)
        english = self.env.ref("base.lang_en")
        return self.make(
            "social.care.macro",
            name="Late",
            company_id=self.company.id,
            user_id=False,
            tag_ids=tag.ids,
            text_ids=[(0, 0, {"lang_id": english.id, "body": "Hello {customer}"})],
        )

    def make_social_care_macro_text(self):
        return self.sample("social.care.macro").text_ids

    def make_social_care_approval_rule(self):
        return self.require_approval("all", words="nothing of the sort")

    def make_social_care_reply(self):
        return self.reply

    def make_social_care_log(self):
        self.env["social.care.log"]._note(self.heard, "ignored")
        return self.heard.log_ids[0]

    def make_social_care_composer(self):
        return self.make(
            "social.care.composer",
            thread_id=self.heard.thread_id.id,
            user_id=self.users["agent"].id,
            # Longer than the tests take on a busy machine.
            until=fields.Datetime.now() + timedelta(hours=5),
        )

    def make_social_care_token(self):
        return self.account.token_ids

    def make_social_care_demo_grant(self):
        return self.make("social.care.demo.grant", state="pending")

    def make_helpdesk_ticket(self):
        return self.ticket

    # -- the demo network ------------------------------------------------------

    def make_social_care_demo_script(self):
        return self.account.demo_script_id

    def make_social_care_demo_person(self):
        return self.make("social.care.demo.person", name="Maria", handle="access_maria")

    def make_social_care_demo_post(self):
        return self.make(
            "social.care.demo.post",
            account_id=self.account.id,
            person_id=self.sample("social.care.demo.person").id,
            text="Hello",
        )

    def make_social_care_demo_container(self):
        return self.make("social.care.demo.container", account_id=self.account.id)

    def make_social_care_demo_notice(self):
        return self.make(
            "social.care.demo.notice",
            post_id=self.sample("social.care.demo.post").id,
            payload={"event": "post"},
        )

    # -- the analysis ----------------------------------------------------------

    def make_social_care_topic(self):
        return self.make("social.care.topic", name="Access", company_id=self.company.id)

    def make_social_care_correction(self):
        self.heard.with_user(self.users["agent"]).correct("sentiment", "neutral")
        return self.heard.correction_ids

    def make_social_care_trained_model(self):
        return self.make(
            "social.care.trained.model",
            company_id=self.company.id,
            kind="sentiment",
            state="retired",
        )

    def make_social_care_mention_group(self):
        return self.make("social.care.mention.group", company_id=self.company.id)

    def make_social_care_signature(self):
        signatures = self.env["social.care.signature"].sudo()
        found = signatures.search([("mention_id", "=", self.heard.id)])
        return found or self.make(
            "social.care.signature",
            mention_id=self.heard.id,
            company_id=self.company.id,
            at=NOW,
        )

    def make_social_care_volume(self):
        return self.make(
            "social.care.volume",
            company_id=self.company.id,
            key="term:#access",
            slot=NOW,
            count=1,
        )

    def make_social_care_incident(self):
        return self.make(
            "social.care.incident",
            name="Access",
            company_id=self.company.id,
            team_id=self.team.id,
            ticket_id=self.ticket.id,
            holding_body="We look into it.",
        )

    def make_social_care_incident_key(self):
        return self.make(
            "social.care.incident.key",
            incident_id=self.sample("social.care.incident").id,
            company_id=self.company.id,
            key="term:#access",
            name="#access",
        )

    def make_social_care_alert_threshold(self):
        return self.make(
            "social.care.alert.threshold",
            name="Access",
            company_id=self.company.id,
            user_ids=[(6, 0, self.supervisor.ids)],
        )

    def make_social_care_analysis_step(self):
        return self.make(
            "social.care.analysis.step", kind="sentiment", company_id=self.company.id
        )

    def make_social_care_embedding(self):
        return self.make("social.care.embedding", company_id=self.company.id)

    def make_social_care_translator(self):
        return self.make(
            "social.care.translator",
            company_id=self.company.id,
            url="https://translate.example",
            language_codes=["en", "pl"],
        )

    def make_social_care_translation(self):
        return self.make(
            "social.care.translation",
            mention_id=self.heard.id,
            language="en",
            text_digest="x",
        )

    def make_social_care_embedding_topic(self):
        return self.make(
            "social.care.embedding.topic",
            embedding_id=self.sample("social.care.embedding").id,
            topic_id=self.sample("social.care.topic").id,
        )

    def make_social_care_embedding_vector(self):
        return self.make(
            "social.care.embedding.vector",
            correction_id=self.sample("social.care.correction").id,
            data=b"AAAA",
        )

    # -- the queue -------------------------------------------------------------

    def make_social_care_medium(self):
        return self.env.ref("social_care_routing.medium_social_public")

    def make_social_care_agent(self):
        users = self.users["agent"]
        return self.env["social.care.agent"].search([("user_id", "=", users.id)])

    def make_social_care_agent_time(self):
        agent = self.sample("social.care.agent")
        return agent.time_ids[:1] or self.make(
            "social.care.agent.time", agent_id=agent.id, state="offline", start=NOW
        )

    def make_social_care_agent_presence(self):
        agent = self.sample("social.care.agent")
        presences = self.env["social.care.agent.presence"].sudo()
        presences._mark_seen(agent)
        presence = presences.search([("agent_id", "=", agent.id)])
        # Who was heard of a moment ago is not written again.
        presence.seen_at = NOW - timedelta(hours=1)
        return presence

    def make_social_care_work(self):
        return self.ticket.social_care_work_ids

    def make_social_care_lane(self):
        return self.ticket.social_care_work_ids.lane_id

    def make_social_care_routing_run(self):
        return self.make("social.care.routing.run", at=NOW)

    def make_social_care_decision(self):
        return self.make(
            "social.care.decision",
            work_id=self.ticket.social_care_work_ids.id,
            ticket_id=self.ticket.id,
            company_id=self.company.id,
            user_id=self.users["agent"].id,
            agent_id=self.sample("social.care.agent").id,
            at=NOW,
            kind="taken",
            explanation={"fit": 0, "load": 0, "idle": 0, "known": False, "choice": 1},
        )

    def make_social_care_pause_reason(self):
        return self.make(
            "social.care.pause.reason", name="Access", company_id=self.company.id
        )

    def make_social_care_capacity_profile(self):
        return self.make(
            "social.care.capacity.profile", name="Access", company_id=self.company.id
        )

    def make_social_care_capacity(self):
        return self.make(
            "social.care.capacity",
            agent_id=self.sample("social.care.agent").id,
            medium_id=self.sample("social.care.medium").id,
        )

    def make_social_care_priority_boost(self):
        return self.make(
            "social.care.priority.boost",
            company_id=self.company.id,
            code="urgent",
            minutes=60,
        )

    def make_social_care_skill_relaxation(self):
        return self.make("social.care.skill.relaxation", team_id=self.team.id)

    def make_hr_skill(self):
        kind = self.make(
            "hr.skill.type",
            name="Access",
            skill_ids=[(0, 0, {"name": "Patience"})],
            skill_level_ids=[(0, 0, {"name": "Some", "level_progress": 50})],
        )
        return kind.skill_ids

    def make_social_care_skill_requirement(self):
        return self.make(
            "social.care.skill.requirement",
            team_id=self.team.id,
            skill_id=self.sample("hr.skill").id,
        )

    def make_social_care_skill_rule(self):
        return self.make(
            "social.care.skill.rule",
            company_id=self.company.id,
            language="nl",
            skill_ids=[(6, 0, self.sample("hr.skill").ids)],
        )

    def make_social_care_skill_change(self):
        user = self.users["agent"]
        employee = self.make(
            "hr.employee", name="Agent", user_id=user.id, company_id=self.company.id
        )
        return self.make(
            "social.care.skill.change",
            employee_id=employee.id,
            user_id=user.id,
            skill_id=self.sample("hr.skill").id,
        )

    def make_social_care_shift_change(self):
        return self.make(
            "social.care.shift.change", agent_id=self.sample("social.care.agent").id
        )

    # -- reports and plans -----------------------------------------------------

    def make_social_care_work_report(self):
        return self.of_company("social.care.work.report")

    def make_social_care_agent_report(self):
        self.work_two_hours()
        return self.of_company("social.care.agent.report")

    def make_social_care_fairness_report(self):
        decision = self.sample("social.care.decision")
        decision.write({"kind": "offered", "outcome": "accepted", "load": 1})
        decision.team_id = self.team
        self.work_two_hours()
        return self.of_company("social.care.fairness.report")

    def make_social_care_order_report(self):
        order = self.make(
            "sale.order",
            company_id=self.company.id,
            partner_id=self.company.partner_id.id,
            medium_id=self.env.ref("social_care_link_tracker.utm_medium_reply").id,
        )
        order.state = "sale"
        return self.of_company("social.care.order.report")

    def work_two_hours(self):
        self.make(
            "social.care.agent.time",
            agent_id=self.sample("social.care.agent").id,
            state="available",
            start=NOW,
            stop=NOW + timedelta(hours=2),
        )

    def of_company(self, model):
        self.env.flush_all()
        records = self.env[model].sudo()
        found = records.search([("company_id", "=", self.company.id)], limit=1)
        self.assertTrue(found, f"Give a sample of {model} in access_samples.py")
        return found

    def make_social_care_staffing(self):
        return self.make(
            "social.care.staffing",
            company_id=self.company.id,
            team_ids=[(6, 0, self.team.ids)],
            medium_id=self.sample("social.care.medium").id,
            handle_minutes=5,
            concurrency=1,
        )

    def make_social_care_staffing_line(self):
        return self.make(
            "social.care.staffing.line",
            staffing_id=self.sample("social.care.staffing").id,
            start=NOW,
            day=date(2026, 1, 5),
        )

    def make_social_care_replay(self):
        return self.make(
            "social.care.replay",
            company_id=self.company.id,
            team_ids=[(6, 0, self.team.ids)],
        )

    def make_social_care_replay_change(self):
        return self.make(
            "social.care.replay.change",
            replay_id=self.sample("social.care.replay").id,
            kind="remove",
            agent_id=self.sample("social.care.agent").id,
        )

    def make_social_care_replay_measure(self):
        codes = self.env["social.care.replay.measure"]._fields["code"]
        return self.make(
            "social.care.replay.measure",
            replay_id=self.sample("social.care.replay").id,
            code=codes._description_selection(self.env)[0][0],
        )

    def make_social_care_replay_result(self):
        variants = self.env["social.care.replay.result"]._fields["variant"]
        return self.make(
            "social.care.replay.result",
            replay_id=self.sample("social.care.replay").id,
            variant=variants._description_selection(self.env)[0][0],
        )

    # -- dialogs: each person their own ----------------------------------------

    def dialog(self, model, user):
        """A row of a person, whatever their rights, about the first company."""
        vals = {
            "social.care.connect": {"network": "demo", "company_id": self.company.id},
            "social.care.forward": {
                "mention_ids": [(6, 0, self.heard.ids)],
                "team_id": self.team.id,
            },
            "social.care.join": {
                "mention_ids": [(6, 0, self.heard.ids)],
                "target_id": self.ticket.id,
            },
            "social.care.review": {"reply_id": self.reply.id, "return_reason": "No."},
            "social.care.snooze": {"ticket_ids": [(6, 0, self.ticket.ids)]},
            "social.care.ticket.tags": {"ticket_ids": [(6, 0, self.ticket.ids)]},
            "social.care.ticket.transfer": {
                "ticket_ids": [(6, 0, self.ticket.ids)],
                "team_id": self.team.id,
            },
            "social.care.rule.test": {"account_id": self.account.id, "text": "Hello"},
            "social.care.routing.test": {"team_id": self.team.id},
            "social.care.login": {"account_id": self.account.id},
            "social.care.secret": {"app_id": self.account.app_id.id},
            "social.care.transfer": {"company_id": self.company.id},
            **self.get_api_dialogs(),
            **self.get_crm_dialogs(),
        }
        self.assertIn(model, vals, f"Give a sample of {model} in access_samples.py")
        rows = self.env[model].with_user(self.manager).sudo()
        row = rows.with_context(active_ids=self.ticket.ids).create(vals[model])
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {row._table} SET create_uid = %s WHERE id = %s", (user.id, row.id)
        )
        self.env.invalidate_all()
        return row
