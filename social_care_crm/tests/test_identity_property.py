# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whatever happens to links and contacts, in any order, everything that hangs on them
is as a plain model says."""

import os

import psycopg2
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.exceptions import RedirectWarning, UserError
from odoo.tools import mute_logger

from .identity_model import Model
from .link_common import JOHN, LinkCase

LENA = {"external_id": "p3", "handle": "lena", "name": "Lena", "followers": 9}
ACTS = (
    "link",
    "link",
    "unlink",
    "propose",
    "accept",
    "reject",
    "choose_contact",
    "decline",
    "merge",
    "merge",
    "split",
    "archive",
    "delete",
    "erase",
    "company",
    "choose",
    "close",
    "rename",
)
SOAKING = bool(os.environ.get("SOAK"))
number = st.integers(0, 7)
# Where a story begins: what takes several acts that chance seldom finds.
BEGINNINGS = (
    (),
    (("link", 0, 4, 1), ("choose", 1, 5, 1), ("delete", 5, 0, 0)),
    (("link", 0, 4, 1), ("link", 1, 5, 0), ("merge", 4, 5, 0), ("split", 0, 1, 0)),
    (("propose", 0, 4, 1), ("propose", 0, 5, 1), ("merge", 4, 5, 0)),
    (("link", 0, 4, 1), ("propose", 1, 4, 1), ("company", 4, 1, 0)),
    (("link", 0, 0, 1), ("choose", 0, 1, 1), ("merge", 4, 0, 0), ("erase", 0, 0, 0)),
    (("merge", 0, 3, 0), ("link", 2, 2, 1)),
)
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), number, number, number), min_size=1, max_size=12
)


class Refused(Exception):
    """Odoo refused an act: nothing happens."""


class TestIdentityProperty(LinkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other, cls.stranger, _boss, cls.other_account = cls.foreign_company()
        cls.other = other
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.contacts = [
            cls.anna,
            cls.dora,
            cls.contact("Bert", company_id=cls.company.id, email="bert@acme.example"),
            cls.contact("Cora", company_id=other.id, email="cora@other.example"),
            cls.contact("Emil", email="emil@free.example"),
            cls.contact("Fred", email="fred@free.example"),
        ]
        cls.logins = [cls.anna_login, cls.dora_login]

    def setUp(self):
        super().setUp()
        self.people = [
            self.person("a"),
            self.person("j", who=JOHN, at=1),
            self.hear(
                self.post("l", "Hello", who=LENA, at=2), account=self.other_account
            ).profile_id,
        ]
        closed = self.hear(self.post("a2", "Another thing", at=3)).ticket_id
        closed.stage_id = self.done
        mail = self.env["helpdesk.ticket"].create(
            {
                "name": "A mail",
                "description": "A mail",
                "partner_id": self.contacts[4].id,
                "company_id": self.company.id,
                "team_id": self.team.id,
            }
        )
        self.tickets = [
            *self.tickets_of(self.people[0]),
            *self.tickets_of(self.people[1]),
            *self.tickets_of(self.people[2]),
            mail,
        ]

    # Without shrinking: it takes longer than to read a story.
    @settings(
        max_examples=300 if SOAKING else 30,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(BEGINNINGS), acts)
    def test_any_order(self, beginning, story):
        story = [*beginning, *story]
        self.env.flush_all()
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            self.model = Model(self)
            self.digests = iter(range(10**6))
            for name, *numbers in story:
                self.act(name, *numbers)
                self.check(story)
            self.check_timelines(story)
            self.check_weight(story)
        finally:
            savepoint.rollback()
            savepoint.close()
            self.forget()

    def forget(self):
        """Forget what was read before a rollback. The companies of logins, which a
        merge changes, are kept in the registry and in each environment.
        """
        self.env.registry.clear_all_caches()
        self.env.transaction.reset()

    def act(self, name, *numbers):
        """Do something; if Odoo refuses it, nothing has happened."""
        before = self.model.make_copy()
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                getattr(self, f"do_{name}")(*numbers)
                self.env.flush_all()
        except (UserError, RedirectWarning, Refused, psycopg2.IntegrityError):
            self.forget()
            self.model = before

    # -- what happens ----------------------------------------------------------

    def pick(self, things, number):
        if not things:
            raise Refused
        return things[number % len(things)]

    def a_person(self, number):
        return self.pick(self.people, number)

    def a_contact(self, number):
        return self.partners.browse(self.pick(self.model.alive(), number))

    def do_link(self, person, contact, strength):
        profile, contact = self.a_person(person), self.a_contact(contact)
        strength = "proven" if strength % 2 else "claimed"
        profile._link(contact, strength)
        self.model.link(profile.id, contact.id, strength)

    def do_unlink(self, person, _b, _c):
        profile = self.a_person(person)
        profile._undo_link()
        self.model.undo(profile.id)

    def do_propose(self, person, contact, strength):
        profile, contact = self.a_person(person), self.a_contact(contact)
        if not self.model.may_link(profile.id, contact.id):
            raise Refused
        strength = ("proven", "claimed", "hint")[strength % 3]
        row = self.propose(profile, contact, "email", strength, digest="same")
        self.model.propose(row.id, profile.id, contact.id, strength)

    def a_proposal(self, number):
        """Return a person and a contact whom something open points to."""
        person, contact = self.pick(self.model.proposals(), number)
        contact = self.partners.browse(contact)
        if not contact.active:
            raise Refused
        return self.env["social.care.profile"].browse(person), contact

    def do_accept(self, number, _b, _c):
        profile, contact = self.a_proposal(number)
        profile._accept(contact)
        self.model.accept(profile.id, contact.id)

    def do_reject(self, number, _b, _c):
        profile, contact = self.a_proposal(number)
        profile._reject(contact)
        self.model.reject(profile.id, contact.id)

    def do_choose_contact(self, person, contact, is_verified):
        """A user says who it is; a supervisor may vouch for it."""
        profile, contact = self.a_person(person), self.a_contact(contact)
        kind = "verified" if is_verified % 2 else "chosen"
        profile._choose(contact, kind)
        row = max(profile.evidence_ids.ids)
        self.model.decide(row, profile.id, contact.id, kind)

    def do_decline(self, person, contact, _c):
        """The contact says that this is somebody else."""
        profile, contact = self.a_person(person), self.a_contact(contact)
        if not self.model.may_link(profile.id, contact.id):
            raise Refused
        profile._reject_for_good(contact, "address")
        row = max(profile.evidence_ids.ids)
        self.model.decline(row, profile.id, contact.id)

    def do_merge(self, source, target, _c):
        source, target = self.a_contact(source), self.a_contact(target)
        if source == target:
            raise Refused
        self.merge(source, target)
        merge = self.env["social.care.contact.merge"].search([], limit=1)
        self.model.merge(source.id, target.id, merge.id)

    def do_split(self, number, which, _c):
        merge = self.pick(self.model.splittable(), number)
        row = self.env["social.care.contact.merge"].browse(merge)
        target = row.partner_id
        values = {"merge_id": merge, "name": "Split"}
        if which % 3 == 0:
            values["profile_ids"] = []
        new = self.split(target, **values)
        self.model.split(merge, target.id, new.id, all_people=which % 3 != 0)

    def do_archive(self, contact, _b, _c):
        contact = self.a_contact(contact)
        contact.active = not contact.active

    def do_delete(self, contact, _b, _c):
        contact = self.a_contact(contact)
        contact.unlink()
        self.model.delete(contact.id)

    def do_erase(self, person, _b, _c):
        profile = self.a_person(person)
        profile.action_erase()
        self.model.erase(profile.id)

    def do_company(self, contact, company, _c):
        contact = self.a_contact(contact)
        company = (self.company, self.other, self.other.browse())[company % 3]
        contact.company_id = company
        self.model.move(contact.id, company.id)

    def do_choose(self, ticket, contact, clear):
        ticket = self.pick(self.tickets[:-2], ticket)
        contact = self.partners if clear % 4 == 0 else self.a_contact(contact)
        ticket.with_user(self.agent).partner_id = contact
        self.model.choose(ticket.id, contact.id)

    def do_close(self, ticket, _b, _c):
        ticket = self.pick(self.tickets, ticket)
        opened = ticket.team_id._get_applicable_stages()[:1]
        ticket.stage_id = opened if ticket.closed else self.done

    def do_rename(self, contact, number, _c):
        contact = self.a_contact(contact)
        contact.write({"name": f"Name {number}", "email": f"{number}@new.example"})

    # -- what is so ------------------------------------------------------------

    def check(self, story):
        self.env.invalidate_all()
        self.check_people(story)
        self.check_tickets(story)
        self.check_evidence(story)
        self.check_portal(story)
        self.check_screens(story)
        self.check_queue(story)

    def check_people(self, story):
        for profile in self.people:
            contact, strength = self.model.get_link(profile.id)
            live = profile.link_ids.filtered(lambda link: not link.ended_at)
            self.assertLessEqual(len(live), 1, story)
            self.assertEqual(live.partner_id.id, contact, story)
            self.assertEqual(profile.partner_id.id, contact, story)
            self.assertEqual(profile.link_strength, strength, story)

    def check_tickets(self, story):
        for ticket in self.tickets:
            expected = self.model.get_partner(ticket.id)
            self.assertEqual(ticket.partner_id.id, expected, (ticket, story))
            commercial = ticket.partner_id.commercial_partner_id
            self.assertEqual(ticket.commercial_partner_id, commercial, story)
            if expected and self.model.is_following(ticket.id):
                contact = ticket.partner_id
                self.assertEqual(ticket.partner_name, contact.name, story)
                self.assertEqual(ticket.partner_email, contact.email, story)

    def check_evidence(self, story):
        rows = self.env["social.care.evidence"].search(
            [("profile_id", "in", [profile.id for profile in self.people])]
        )
        found = {row.id: (row.partner_id.id, row.state) for row in rows}
        self.assertEqual(found, self.model.get_evidence(), story)

    def check_portal(self, story):
        tickets = self.env["helpdesk.ticket"].concat(*self.tickets)
        for login in self.logins:
            owner = login.partner_id.id
            self.assertEqual(owner, self.model.get_contact_of(login.id), story)
            shown = self.shown_to(login, tickets[:-1])
            # Odoo's merge gives a login the company of the contact that stays.
            expected = self.model.get_shown(owner, login.company_ids.ids)
            self.assertEqual(set(shown.ids), expected, (login.login, story))

    def check_screens(self, story):
        """Nobody's panel breaks, and nobody sees a contact of another company."""
        for reader, account in (
            (self.agent, self.account),
            (self.stranger, self.other_account),
        ):
            threads = self.env["social.care.thread"].with_user(reader).search([])
            self.assertEqual(threads.account_id.ids, account.ids, story)
            for thread in threads:
                threads.get_conversation(thread.id)
            readable = self.links.with_user(reader).search([])
            self.assertLessEqual(
                set(readable.company_id.ids), set(reader.company_ids.ids)
            )

    def check_queue(self, story):
        """The queue knows all that it would find out by looking again."""
        if "social_care_work_ids" not in self.env["helpdesk.ticket"]._fields:
            return
        tickets = self.env["helpdesk.ticket"].concat(*self.tickets)
        works = tickets.social_care_work_ids.filtered(lambda w: w.state != "done")
        jobs = self.env["queue.job"].search(
            [("method_name", "=", "_place"), ("state", "=", "pending")]
        )
        works -= works.browse().concat(*(job.records for job in jobs))
        before = [(work.lane_id, work.rank_at, work.terms) for work in works]
        works._place()
        after = [(work.lane_id, work.rank_at, work.terms) for work in works]
        self.assertEqual(before, after, story)

    def check_timelines(self, story):
        """A contact has the messages of those who are linked to it, and a company
        those of its people."""
        timeline = self.env["social.care.timeline"].with_user(self.supervisor)
        contacts = self.partners.browse(self.model.alive())
        for contact in contacts.with_user(self.supervisor)._filtered_access("read"):
            group = timeline._get_contacts(contact).ids
            people = [
                profile.id
                for profile in self.people
                if self.model.get_link(profile.id)[0] in group
                and profile.company_id == self.company
            ]
            page = timeline.get_page("res.partner", contact.id, ["mention"])
            shown = [entry["res_id"] for entry in page["entries"]]
            expected = self.env["social.care.mention"].search(
                [("profile_id", "in", people)]
            )
            self.assertEqual(sorted(shown), sorted(expected.ids), story)

    def check_weight(self, story):
        """No weight is left of a contact that was merged."""
        rows = self.env["social.care.customer"].search(
            [("partner_id", "in", self.model.alive())]
        )
        for row in rows:
            self.assertEqual(row.contact_key, row.partner_id.id, story)
