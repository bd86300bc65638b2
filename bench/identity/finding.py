# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The ways to find a contact that are compared. Ours calls the tools of the addon; the
lookups that the addon makes in the database are dicts here.
"""

from collections import defaultdict

from social_care_crm.tools import facts, identity, names

REGION = "DE"


class Directory:
    """Contacts by what they are looked up by."""

    def __init__(self, world):
        self.contacts = world.contacts
        self.owner_of = world.owner_of
        self.by_email, self.by_phone = defaultdict(list), defaultdict(list)
        self.by_name, self.by_handle_id = defaultdict(list), defaultdict(list)
        for contact in world.contacts:
            for index, value in (
                (self.by_email, contact.email),
                (self.by_phone, contact.phone),
                (self.by_name, contact.name.lower()),
                (self.by_handle_id, contact.handle_id),
            ):
                if value:
                    index[value].append(contact)

    def find(self, fact):
        """Return the contacts that a fact leads to."""
        if fact.kind == facts.EMAIL:
            return self.by_email.get(fact.value, [])
        if fact.kind == facts.PHONE:
            return self.by_phone.get(fact.value, [])
        spellings = facts.list_spellings(fact.value)
        return [self.owner_of[one] for one in spellings if one in self.owner_of]

    def find_by_name(self, profile):
        variants = names.list_variants(profile.name, profile.handle)
        found = [c for variant in variants for c in self.by_name.get(variant, ())]
        return list({contact.number: contact for contact in found}.values())


def _said(profile):
    """Yield (fact, whether it was said in private)."""
    for text, private in ((profile.private, True), (profile.public, False)):
        for fact in facts.find_facts(text, REGION):
            yield fact, private


# -- baselines -----------------------------------------------------------------


def take_first_match(directory, profile):
    """Baseline A: the first contact with an email or phone that the person said."""
    for fact, _private in _said(profile):
        if fact.kind != facts.DOCUMENT:
            for contact in directory.find(fact):
                return contact.number
    return None


def take_first_name(directory, profile):
    """Baseline B: the first contact of that name."""
    found = directory.by_name.get(profile.name.lower(), ())
    return found[0].number if found else None


# -- ours ----------------------------------------------------------------------


class Finding:
    """What is known of one profile after its messages were read.

    :ivar proven: number of the contact that links by itself, or None
    :ivar proposals: list of ``identity.Proposal``, likeliest first
    """

    def __init__(self, directory, profile):
        self.directory, self.profile = directory, profile
        self.reasons = defaultdict(dict)
        self._attest()
        self._read_messages()
        self._read_name()
        self.proven = self._get_proven()
        self.proposals = identity.rank(
            [
                identity.Proposal(
                    number, directory.contacts[number].name, list(found.values())
                )
                for number, found in self.reasons.items()
            ],
            profile.name,
        )

    def _note(self, kind, value, contacts, attest=None):
        if 0 < len(contacts) <= identity.MOST_SHARING:
            for contact in contacts:
                strength = attest and attest(
                    len(contacts), contact.name, self.profile.name
                )
                reason = identity.Reason(kind, value, len(contacts), strength or "")
                self.reasons[contact.number][kind, value] = reason

    def _attest(self):
        """Note what the network itself says."""
        ids = self.directory.by_handle_id.get(self.profile.external_id, ())
        self._note("network_id", "id", ids, identity.attest_id)
        phones = self.directory.by_phone.get(self.profile.attested, ())
        self._note("attested_phone", "attested", phones, identity.attest_phone)

    def _get_proven(self):
        """Return the only contact that evidence proves, or None."""
        proven = [
            number
            for number, reasons in self.reasons.items()
            if any(one.strength == identity.PROVEN for one in reasons.values())
        ]
        return proven[0] if len(proven) == 1 else None

    def _read_messages(self):
        for fact, private in _said(self.profile):
            kind = fact.kind if private else "public"
            self._note(kind, (fact.kind, fact.value), self.directory.find(fact))

    def _read_name(self):
        self._note("name", "name", self.directory.find_by_name(self.profile))

    @property
    def first(self):
        return self.proposals[0] if self.proposals else None
