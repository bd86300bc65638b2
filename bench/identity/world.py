# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A made population: contacts, their orders, and people who write on networks.

All rates are invented; ``RATES`` has them in one place. A person may be two contacts,
so the truth of a profile is a set of contacts.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field

CONTACTS, PROFILES = 50_000, 5_000
RATES = {
    # of contacts
    "has an email": 0.85,
    "has a phone": 0.65,
    "email is of a role or a family": 0.05,
    "phone is shared with the contact before": 0.10,
    "is a duplicate of another contact": 0.02,
    "has a portal login": 0.20,
    "orders (mean)": 1.33,
    "handle typed on the contact, of those who write": 0.05,
    "handle on file is another person's (typing error)": 0.02,
    "handle on file was given to another person": 0.05,
    # of profiles
    "is nobody in the database": 0.28,
    "impostors": 0.02,
    "shows the full name": 0.45,
    "shows a short name": 0.15,
    "handle made of the name": 0.35,
    "writes for somebody else": 0.05,
    "uses a network that attests phones": 0.10,
    "phone is recycled: its contact on file is somebody else": 0.05,
    # of what is said
    "says an email in private": 0.25,
    "says a phone in private": 0.16,
    "says a document number in private": 0.30,
    "says something in public": 0.06,
    "typing error in what is said": 0.03,
    "says another email than the one on file": 0.15,
    # of confirmations
    "owner answers the mail": 0.55,
    "owner uses the one-time link, with a portal login": 0.5,
}
_FIRST = (
    "Anna Maria Laura Julia Sophie Emma Lea Lena Sarah Lisa Paula Clara Marta Elena "
    "Eva Nina Ida Nora Olga Irina Claire Camille Chloe Alice Giulia Chiara Sofia "
    "Lucia Ana Ines Beatriz Marie Katharina Johanna Charlotte Hannah Zofia Maja "
    "Amelie Greta Peter Thomas Michael Andreas Stefan Martin Jan Paul Lukas Felix "
    "Max Jonas Leon Tim Tom Daniel David Simon Markus Florian Pierre Louis Hugo "
    "Jules Luca Marco Matteo Andrea Diego Carlos Jorge Pedro Miguel Tiago Rui Adam "
    "Jakub Piotr Ivan Dmitri Ali Mehmet Omar Yusuf John James Robert William Henry "
    "George Oliver Jack Harry Noah"
).split()
_START = (
    "Ba Be Bo Da De Du Fa Fe Ga Gro Ha He Hu Ka Ke Kra La Le Lo Ma Mei Mo Mu Na".split()
)
_START += (
    "Ne No Pa Pe Po Ra Re Ro Sa Schu Se So Sta Ta Te To Va Ve Wa We Wi Za Ze".split()
)
_MIDDLE = (
    "ber del fel gel hel kel ler man mer nar ner rat ren rich ris sen ser tel ter"
).split()
_END = (
    "bach berg dorf er feld hold ing ke lein mann meier ner ov ski stein ta wald"
).split()


@dataclass
class Contact:
    number: int
    name: str
    person: int
    email: str = ""
    phone: str = ""
    portal: bool = False
    orders: list[str] = field(default_factory=list)
    handle_id: str = ""


@dataclass
class Profile:
    number: int
    external_id: str
    name: str
    handle: str
    truth: frozenset
    kind: str
    private: str = ""
    public: str = ""
    attested: str = ""


class World:
    """:ivar contacts: list of ``Contact``
    :ivar profiles: list of ``Profile``
    """

    def __init__(self, seed, impostors=RATES["impostors"], contacts=CONTACTS):
        self.random = random.Random(seed)
        self.impostors = impostors
        self.last_names = self._make_last_names()
        self.contacts = []
        self.by_person = defaultdict(list)
        self.order_numbers = []
        for number in range(contacts):
            self._add_contact(number)
        self._number_orders()
        self.profiles = []
        for number in range(PROFILES * contacts // CONTACTS):
            self._add_profile(number)
        self._note_handles()

    def happens(self, what):
        return self.random.random() < RATES[what]

    # -- contacts --------------------------------------------------------------

    def _make_last_names(self):
        names = [
            start + middle + end
            for start in _START
            for middle in _MIDDLE
            for end in _END
        ]
        self.random.shuffle(names)
        return names[:6000]

    def _draw(self, names):
        """A few names are frequent, most are rare."""
        return names[int(len(names) * self.random.random() ** 1.5)]

    def _add_contact(self, number):
        if self.contacts and self.happens("is a duplicate of another contact"):
            twin = self.random.choice(self.contacts)
            contact = Contact(number, twin.name, twin.person)
            contact.email = twin.email if self.random.random() < 0.5 else ""
            contact.phone = twin.phone if self.random.random() < 0.5 else ""
        else:
            name = f"{self._draw(_FIRST)} {self._draw(self.last_names)}"
            contact = Contact(number, name, number)
            contact.email = self._make_email(contact)
            contact.phone = self._make_phone(contact)
        contact.portal = bool(contact.email) and self.happens("has a portal login")
        self.contacts.append(contact)
        self.by_person[contact.person].append(contact)

    def _make_email(self, contact):
        if not self.happens("has an email"):
            return ""
        before = self.contacts[-1] if self.contacts else None
        if self.happens("email is of a role or a family") and before and before.email:
            return self.random.choice(
                (f"info@firm{contact.number}.example", before.email)
            )
        first, last = contact.name.lower().split()
        return f"{first}.{last}{contact.number % 997}@mail{contact.number % 13}.example"

    def _make_phone(self, contact):
        if not self.happens("has a phone"):
            return ""
        before = self.contacts[-1] if self.contacts else None
        if before and before.phone:
            if self.happens("phone is shared with the contact before"):
                return before.phone
        return f"+49171{2_000_000 + contact.number * 97 % 7_999_993:07d}"

    def _number_orders(self):
        """Orders are numbered as they come, so that each number is somebody's."""
        mean, buyers = RATES["orders (mean)"], []
        for contact in self.contacts:
            count = 0
            while self.random.random() < mean / (1 + mean):
                count += 1
            buyers += [contact] * count
        self.random.shuffle(buyers)
        self.owner_of = {}
        for index, contact in enumerate(buyers, 1):
            number = f"S{index:05d}"
            contact.orders.append(number)
            self.owner_of[number] = contact

    # -- people who write ------------------------------------------------------

    def _add_profile(self, number):
        drawn = self.random.random()
        if drawn < self.impostors:
            self._add_impostor(number)
        elif drawn < self.impostors + RATES["is nobody in the database"]:
            name = f"{self._draw(_FIRST)} {self._draw(self.last_names)}"
            email = f"{name.lower().replace(' ', '.')}{number}@else.example"
            person = Contact(-1, name, -1, email, f"+49160{3_000_000 + number:07d}")
            self._add_person(number, person, frozenset(), "nobody")
        else:
            person = self.random.choice(self.contacts)
            truth = frozenset(c.number for c in self.by_person[person.person])
            self._add_person(number, person, truth, "customer")

    def _add_person(self, number, person, truth, kind):
        profile = self._make_profile(number, person.name, truth, kind)
        about = person
        if self.happens("writes for somebody else"):
            about, profile.kind = self.random.choice(self.contacts), "for another"
        if self.happens("uses a network that attests phones"):
            profile.attested = self._get_attested(person)
        elif self.happens("says something in public"):
            profile.public = self._say(about, 3)
        profile.private = self._say(about, 1)
        self.profiles.append(profile)

    def _get_attested(self, person):
        if self.happens("phone is recycled: its contact on file is somebody else"):
            return self.random.choice(self.contacts).phone
        return person.phone

    def _add_impostor(self, number):
        """Someone who says that they are a customer: with the name, and one or two true
        facts, in private and in public.
        """
        victim = self.random.choice(self.contacts)
        name = victim.name if self.random.random() < 0.8 else "Sunny Day"
        profile = self._make_profile(number, name, frozenset(), "impostor")
        profile.name = name
        facts = [f for f in (victim.email, victim.phone, *victim.orders[:1]) if f]
        self.random.shuffle(facts)
        said = " ".join(facts[: self.random.choice((1, 2))])
        profile.private = f"This is {victim.name}, {said}"
        profile.public = profile.private if self.random.random() < 0.5 else ""
        self.profiles.append(profile)

    def _make_profile(self, number, name, truth, kind):
        first, last = name.split()
        shown = f"sunny{number}"
        if self.happens("shows the full name"):
            shown = name
        elif self.happens("shows a short name"):
            shown = self.random.choice(
                (first, f"{first[0]}. {last}", f"{first} {last[0]}.")
            )
        handle = f"user{number}"
        if self.happens("handle made of the name"):
            handle = self.random.choice(
                (f"{first}.{last}", f"{first}_{last}{number % 90}")
            )
        return Profile(number, f"id-{number}", shown, handle.lower(), truth, kind)

    # -- what they say ---------------------------------------------------------

    def _say(self, person, times):
        """Return a text with facts about somebody.

        :param times: factor of the rate of each
        """
        said = []
        if (
            person.email
            and self.random.random() < RATES["says an email in private"] * times
        ):
            email = person.email
            if self.happens("says another email than the one on file"):
                email = f"other.{email}"
            said.append(f"my mail is {self._mistype(email)}")
        if (
            person.phone
            and self.random.random() < RATES["says a phone in private"] * times
        ):
            said.append(f"call {self._mistype('0' + person.phone[3:])}")
        if person.orders:
            if (
                self.random.random()
                < RATES["says a document number in private"] * times
            ):
                number = self._mistype(self.random.choice(person.orders))
                said.append(f"order {number}")
        return (
            f"Hello, {', '.join(said)}. Please help" if said else "Hello, please help"
        )

    def _mistype(self, text):
        """Another digit, or two letters swapped."""
        if not self.happens("typing error in what is said"):
            return text
        digits = [i for i, sign in enumerate(text) if sign.isdigit()]
        if digits:
            at = digits[-1 - min(len(digits) - 1, self.random.randrange(3))]
            return f"{text[:at]}{self.random.choice('0123456789')}{text[at + 1 :]}"
        at = self.random.randrange(len(text) - 1)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    # -- handles on file -------------------------------------------------------

    def _note_handles(self):
        """Some contacts have a handle whose ID was resolved when it was typed. A handle
        that was given to another person since keeps the ID of the first one.
        """
        for profile in self.profiles:
            if not profile.truth or not self.happens(
                "handle typed on the contact, of those who write"
            ):
                continue
            contact = self.contacts[min(profile.truth)]
            contact.handle_id = profile.external_id
            if self.happens("handle on file is another person's (typing error)"):
                contact.handle_id = self.random.choice(self.profiles).external_id
            elif self.happens("handle on file was given to another person"):
                contact.handle_id = f"gone-{profile.number}"
