# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What confirmations add: agents ask where a person claimed to be somebody, and people
answer or not.
"""

import random
from collections import Counter

from social_care_crm.tools import identity

from .world import RATES

ANSWERED = "owner uses the one-time link, with a portal login"


class Confirming:
    """:ivar linked: {number of the profile: contact}
    :ivar mails: mails that were sent
    :ivar to_others: mails that went to somebody else
    """

    def __init__(self, world, findings, seed, blind=0.0):
        """
        :param blind: rate of people who confirm what is not theirs
        """
        self.random = random.Random(seed)
        self.world, self.blind = world, blind
        self.sharing = Counter(contact.email for contact in world.contacts)
        self.linked, self.mails, self.to_others, self.links = {}, 0, 0, 0
        for finding in findings:
            if finding.proven is None:
                self._ask(finding)

    def _ask(self, finding):
        proposal = finding.first
        if proposal is None or proposal.strength == identity.HINT:
            return
        self._send_link(finding)
        if finding.profile.number not in self.linked and self._can_be_asked(proposal):
            self._send_mail(finding, proposal.contact)

    def _can_be_asked(self, proposal):
        email = self.world.contacts[proposal.contact].email
        return (
            email and not identity.is_role_address(email) and self.sharing[email] == 1
        )

    def _send_link(self, finding):
        """The link goes to who writes; an impostor forwards it to the victim."""
        self.links += 1
        truth, profile = finding.profile.truth, finding.profile
        for number in truth:
            if self.world.contacts[number].portal:
                if self.random.random() < RATES[ANSWERED]:
                    self.linked[profile.number] = number
                return
        if profile.kind == "impostor" and self.random.random() < self.blind:
            self.linked[profile.number] = finding.first.contact

    def _send_mail(self, finding, contact):
        self.mails += 1
        is_right = contact in finding.profile.truth
        self.to_others += not is_right
        rate = RATES["owner answers the mail"] if is_right else self.blind
        if self.random.random() < rate:
            self.linked[finding.profile.number] = contact
