# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What is believed of who somebody is, and in which order contacts are proposed.

A *proposal* is the open evidence of one contact. Its score adds a weight for each
reason; what one value says twice counts once, and what several contacts share is
divided among them. The weights were chosen by hand, in the order of how seldom a reason
fits somebody else; ``bench/identity`` measures how well they rank.
"""

from dataclasses import dataclass, field

from .names import CLOSE, OTHER, SAME, compare_names

PROVEN, CLAIMED, HINT = "proven", "claimed", "hint"
STRENGTHS = (HINT, CLAIMED, PROVEN)


@dataclass(frozen=True)
class Kind:
    """A kind of evidence: what it proves, and its weight in the order of proposals."""

    strength: str
    weight: float


#: By the code in ``kind`` of ``social.care.evidence``. Another addon that adds a kind
#: adds it here, too.
KINDS = {
    "verified": Kind(PROVEN, 30),
    "one_time_link": Kind(PROVEN, 30),
    "address": Kind(PROVEN, 30),
    "attested_phone": Kind(PROVEN, 20),
    "network_id": Kind(PROVEN, 20),
    "chosen": Kind(CLAIMED, 10),
    "email": Kind(CLAIMED, 9),
    "phone": Kind(CLAIMED, 8),
    "document": Kind(CLAIMED, 6),
    "handle": Kind(HINT, 5),
    "public": Kind(HINT, 5),
    "name": Kind(HINT, 4),
}
#: What the names say beside other evidence.
NAME_WEIGHTS = {SAME: 4, CLOSE: 3, OTHER: -3}
#: A contact found by an address, a number or a name that more contacts have is no
#: proposal.
MOST_SHARING = 10
#: Proposals that are shown.
MOST_PROPOSALS = 5

_ROLES = frozenset(
    "abuse accounting accounts admin billing buchhaltung contact contacto contact-us "
    "customercare customerservice einkauf empfang enquiries facturacion finance help "
    "helpdesk hello hola hr info inquiries invoice invoices jobs kontakt kundenservice "
    "mail marketing newsletter no-reply noreply office orders postmaster press presse "
    "purchasing rechnung rechnungen reception sales secretariat sekretariat service "
    "shop support team ventas verkauf vertrieb webmaster".split()
)


def is_role_address(email):
    """Return whether an address belongs to a function, not to a person."""
    local = (email or "").partition("@")[0].partition("+")[0].lower()
    return local in _ROLES or local.rstrip("0123456789") in _ROLES


@dataclass(frozen=True)
class Reason:
    """One piece of evidence for one contact.

    :ivar digest: tells values apart; the same value has the same digest in public and
        in private
    :ivar sharing: how many contacts this value leads to
    :ivar strength: that of its kind, unless the circumstances weaken it
    """

    kind: str
    digest: str = ""
    sharing: int = 1
    strength: str = ""

    def __post_init__(self):
        object.__setattr__(self, "strength", self.strength or KINDS[self.kind].strength)

    @property
    def weight(self):
        kind = KINDS[self.kind]
        weakened = 1 if self.strength == kind.strength else 2
        return kind.weight / weakened / max(self.sharing, 1)


@dataclass
class Proposal:
    """The open evidence of one contact."""

    contact: object
    name: str
    reasons: list[Reason] = field(default_factory=list)
    agreement: str = ""
    score: float = 0

    @property
    def strength(self):
        """The strongest of its evidence."""
        return max((one.strength for one in self.reasons), key=STRENGTHS.index)


def rank(proposals, name):
    """Put the likeliest contact first.

    :param proposals: iterable of ``Proposal``
    :param name: name that the profile shows
    :return: list of at most ``MOST_PROPOSALS``, with agreement and score
    """
    rated = [_rate(proposal, name) for proposal in proposals]
    rated = [one for one in rated if one.score > 0]
    rated.sort(key=lambda one: (-one.score, -len(one.reasons), str(one.contact)))
    return rated[:MOST_PROPOSALS]


def _rate(proposal, name):
    """The name is shown by the profile, or found in its handle: it counts once, divided
    where it is all that is known.
    """
    strongest, named = {}, 0
    for reason in proposal.reasons:
        if reason.kind == "name":
            named = max(named, reason.weight)
        else:
            known = strongest.get(reason.digest, 0)
            strongest[reason.digest] = max(known, reason.weight)
    proposal.agreement = compare_names(proposal.name, name)
    agreed = NAME_WEIGHTS.get(proposal.agreement, 0)
    proposal.score = sum(strongest.values()) + (
        (agreed or named) if strongest else named
    )
    return proposal


def attest_phone(sharing, name, shown):
    """Return the strength of a number that the network attests. The number alone may
    be a recycled one, so the full names have to be equal.

    :param sharing: how many contacts have the number
    :param name: name of the contact
    :param shown: name that the profile shows
    """
    return PROVEN if sharing == 1 and compare_names(name, shown) == SAME else CLAIMED


def attest_id(sharing, name, shown):
    """Return the strength of the network's ID that is on file. Whoever typed the handle
    may have mistyped it, so the names have to agree.

    :param sharing: how many contacts have the ID
    :param name: name of the contact
    :param shown: name that the profile shows
    """
    agreed = compare_names(name, shown) in (SAME, CLOSE)
    return PROVEN if sharing == 1 and agreed else CLAIMED
