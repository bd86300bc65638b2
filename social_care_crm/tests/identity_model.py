# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What links, contacts and tickets should be, without a database."""

from copy import deepcopy

ORDER = ("accepted", "rejected", "proposed")


class Model:
    """Records are their IDs, nothing is False as in the ORM."""

    def __init__(self, case):
        self.people = {p.id: p.company_id.id for p in case.people}
        self.companies = {c.id: c.company_id.id for c in case.contacts}
        self.logins = {login.id: login.partner_id.id for login in case.logins}
        self.links = {}  # person: [contact, strength]
        self.evidence = {}  # id: [person, contact, strength, state, kind, digest]
        self.erased = set()
        self.openers = {
            t.id: t.social_care_customer_profile_id.id for t in case.tickets
        }
        # Tickets that do not follow a person.
        self.chosen = {t.id: t.partner_id.id for t in case.tickets[-1:]}
        self.merges = {}

    def make_copy(self):
        return deepcopy(self)

    # -- questions -------------------------------------------------------------

    def alive(self):
        return list(self.companies)

    def may_link(self, person, contact):
        company = self.companies[contact]
        return person not in self.erased and company in (False, self.people[person])

    def get_link(self, person):
        return tuple(self.links.get(person, (False, False)))

    def get_customer(self, person):
        contact, strength = self.get_link(person)
        return contact if strength == "proven" else False

    def is_following(self, ticket):
        return ticket not in self.chosen

    def get_partner(self, ticket):
        if ticket in self.chosen:
            return self.chosen[ticket]
        return self.get_customer(self.openers[ticket])

    def get_shown(self, contact, companies):
        """Tickets of companies with a conversation that a login of a contact finds."""
        return {
            ticket
            for ticket, person in self.openers.items()
            if person
            and self.people[person] in companies
            and self.get_customer(person) == contact
            and self.get_partner(ticket) == contact
        }

    def get_contact_of(self, login):
        return self.logins[login]

    def get_evidence(self):
        return {row: (of[1], of[3]) for row, of in self.evidence.items()}

    def proposals(self):
        """Return pairs of person and contact, each once."""
        return list(
            dict.fromkeys(
                (person, contact)
                for person, contact, _strength, state, *_of in self.evidence.values()
                if state == "proposed"
            )
        )

    def splittable(self):
        return [row for row, of in self.merges.items() if not of["split"]]

    # -- acts ------------------------------------------------------------------

    def link(self, person, contact, strength):
        before = self.links.get(person)
        if before and before[0] == contact and before[1] in (strength, "proven"):
            return
        self.links[person] = [contact, strength]

    def undo(self, person):
        """What was accepted is open again; a decision is rejected."""
        contact, _strength = self.get_link(person)
        for of in self.evidence.values():
            if of[:2] == [person, contact] and of[3] == "accepted":
                of[3] = "rejected" if of[4] in ("chosen", "verified") else "proposed"
        self.links.pop(person, None)

    def propose(self, row, person, contact, strength):
        self.evidence[row] = [person, contact, strength, "proposed", "email", "same"]

    def accept(self, person, contact):
        rows = self.get_open(person, contact)
        is_proven = any(of[2] == "proven" for of in rows)
        self.link(person, contact, "proven" if is_proven else "claimed")
        for of in rows:
            of[3] = "accepted"

    def reject(self, person, contact):
        for of in self.get_open(person, contact):
            of[3] = "rejected"

    def get_open(self, person, contact):
        return [
            of
            for of in self.evidence.values()
            if of[:2] == [person, contact] and of[3] == "proposed"
        ]

    def decide(self, row, person, contact, kind):
        strength = "proven" if kind == "verified" else "claimed"
        of = [person, contact, strength, "accepted", kind, contact]
        self.evidence[row] = of
        self.link(person, contact, strength)

    def decline(self, row, person, contact):
        for of in self.evidence.values():
            if of[:2] == [person, contact]:
                of[3] = "rejected"
        of = [person, contact, "proven", "rejected", "address", contact]
        self.evidence[row] = of

    def merge(self, source, target, merge):
        self.merges[merge] = {
            "target": target,
            "split": False,
            "company": self.companies[source],
            "people": {p for p, of in self.links.items() if of[0] == source},
            "evidence": {e for e, of in self.evidence.items() if of[1] == source},
            "tickets": {t for t, c in self.chosen.items() if c == source},
        }
        for known in self.merges.values():
            if known["target"] == source:
                known["target"] = target
        for of in self.links.values():
            of[0] = target if of[0] == source else of[0]
        for of in self.evidence.values():
            of[1] = target if of[1] == source else of[1]
        for things in (self.chosen, self.logins):
            for key, contact in things.items():
                things[key] = target if contact == source else contact
        company = self.companies[target] or self.companies.pop(source, False)
        self.companies.pop(source, None)
        self.move(target, company)
        self.remove_doubles(target)

    def remove_doubles(self, target):
        kept = {}
        for row in sorted(
            self.evidence, key=lambda row: (ORDER.index(self.evidence[row][3]), row)
        ):
            person, contact, _strength, _state, kind, digest = self.evidence[row]
            if contact != target:
                continue
            if kept.setdefault((person, contact, kind, digest), row) != row:
                del self.evidence[row]

    def split(self, merge, target, new, all_people):
        of = self.merges[merge]
        of["split"] = True
        self.companies[new] = of["company"] or self.companies[target]
        people = {
            p for p in of["people"] if all_people and self.get_link(p)[0] == target
        }
        for row, evidence in self.evidence.items():
            if evidence[1] == target and (
                row in of["evidence"] or evidence[0] in people
            ):
                evidence[1] = new
        for person in people:
            self.links[person][0] = new
        for ticket in of["tickets"]:
            if self.chosen.get(ticket) == target:
                self.chosen[ticket] = new

    def delete(self, contact):
        for person in [p for p, of in self.links.items() if of[0] == contact]:
            del self.links[person]
        self.evidence = {e: of for e, of in self.evidence.items() if of[1] != contact}
        for ticket in [t for t, c in self.chosen.items() if c == contact]:
            if self.openers[ticket]:
                del self.chosen[ticket]
            else:
                self.chosen[ticket] = False
        self.merges = {
            m: of for m, of in self.merges.items() if of["target"] != contact
        }
        del self.companies[contact]

    def erase(self, person):
        self.links.pop(person, None)
        self.evidence = {e: of for e, of in self.evidence.items() if of[0] != person}
        self.erased.add(person)

    def move(self, contact, company):
        self.companies[contact] = company
        for person in [p for p, of in self.links.items() if of[0] == contact]:
            if not self.may_link(person, contact):
                del self.links[person]
        self.evidence = {
            row: of
            for row, of in self.evidence.items()
            if of[1] != contact
            or of[3] == "rejected"
            or company in (False, self.people[of[0]])
        }

    def choose(self, ticket, contact):
        self.chosen.pop(ticket, None)
        if contact != self.get_customer(self.openers[ticket]):
            self.chosen[ticket] = contact
