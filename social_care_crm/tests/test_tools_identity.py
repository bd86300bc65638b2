# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given, strategies

from odoo.tests import BaseCase

from ..tools import identity
from ..tools.identity import CLAIMED, HINT, PROVEN, Proposal, Reason
from ..tools.names import (
    CLOSE,
    OTHER,
    SAME,
    UNKNOWN,
    compare_names,
    is_one_slip,
    list_variants,
)


class TestNames(BaseCase):
    """Names of contacts and profiles."""

    def test_order_accents_case_titles_and_signs_do_not_matter(self):
        for shown in ("Meier, Anna", "ANNA MEIER", "Dr. Anna Meier ☀", "Ánna Meïer"):
            self.assertEqual(compare_names("Anna Meier", shown), SAME)

    def test_initials_middle_names_and_slips_are_close(self):
        for shown in ("A. Meier", "Anna M.", "Anna Maria Meier", "Anna Maier"):
            self.assertEqual(compare_names("Anna Meier", shown), CLOSE)

    def test_another_full_name_is_another_person(self):
        for shown in ("Anna Schulz", "Bernd Meier", "Ann Lee"):
            self.assertEqual(compare_names("Anna Meier", shown), OTHER)

    def test_a_single_word_tells_nothing(self):
        for shown in ("Anna", "sunny92", "", "☀"):
            self.assertEqual(compare_names("Anna Meier", shown), UNKNOWN)
        self.assertEqual(compare_names("ACME", "ACME"), UNKNOWN)

    @given(strategies.text(max_size=30), strategies.text(max_size=30))
    def test_both_sides_agree_on_equality(self, one, other):
        same = compare_names(one, other) == SAME
        self.assertEqual(same, compare_names(other, one) == SAME)

    def test_one_slip(self):
        for pair in (("meier", "maier"), ("meier", "mieer"), ("meier", "meir")):
            self.assertTrue(is_one_slip(*pair))
        for pair in (("meier", "maler"), ("meier", "mayers")):
            self.assertFalse(is_one_slip(*pair))

    def test_contacts_are_looked_up_in_both_orders(self):
        self.assertIn("meier anna", list_variants("Anna Meier"))
        self.assertIn("anna meier", list_variants("sunny", "anna.meier92"))
        self.assertEqual(list_variants("sunny", "sunny92"), set())


class TestStrength(BaseCase):
    """What proves, and what does not."""

    def test_an_attested_number_needs_the_same_full_name(self):
        attest = identity.attest_phone
        self.assertEqual(attest(1, "Anna Meier", "Anna Meier"), PROVEN)
        self.assertEqual(attest(1, "Anna Meier", "A. Meier"), CLAIMED)
        self.assertEqual(attest(1, "Anna Meier", "Carl Kunz"), CLAIMED)
        self.assertEqual(attest(2, "Anna Meier", "Anna Meier"), CLAIMED)

    def test_an_id_on_file_needs_a_name_that_agrees(self):
        attest = identity.attest_id
        self.assertEqual(attest(1, "Anna Meier", "Anna M."), PROVEN)
        self.assertEqual(attest(1, "Anna Meier", "sunny92"), CLAIMED)
        self.assertEqual(attest(2, "Anna Meier", "Anna Meier"), CLAIMED)

    def test_what_is_said_is_never_proven(self):
        for kind in (
            "email",
            "phone",
            "document",
            "handle",
            "public",
            "name",
            "chosen",
        ):
            self.assertNotEqual(Reason(kind).strength, PROVEN)

    def test_role_addresses(self):
        for email in ("info@a.example", "Support@a.example", "office2@a.example"):
            self.assertTrue(identity.is_role_address(email))
        for email in ("anna@a.example", "infomann@a.example", ""):
            self.assertFalse(identity.is_role_address(email))


class TestRanking(BaseCase):
    """The likeliest contact comes first."""

    def rank(self, shown, **reasons):
        proposals = [
            Proposal(name, name.replace("_", " "), found)
            for name, found in reasons.items()
        ]
        return [one.contact for one in identity.rank(proposals, shown)]

    def test_an_address_comes_before_a_name(self):
        ranked = self.rank(
            "sunny", Carl_Kunz=[Reason("name", "n")], Anna_Meier=[Reason("email", "e")]
        )
        self.assertEqual(ranked, ["Anna_Meier", "Carl_Kunz"])

    def test_a_name_decides_between_equals(self):
        shared = [Reason("phone", "p", 2)]
        ranked = self.rank("Anna Meier", Carl_Meier=shared, Anna_Meier=shared)
        self.assertEqual(ranked[0], "Anna_Meier")

    def test_a_repetition_adds_nothing(self):
        once = identity.rank([Proposal(1, "Anna", [Reason("email", "x")])], "")
        said = [Reason("email", "x"), Reason("public", "x")]
        twice = identity.rank([Proposal(1, "Anna", said)], "")
        self.assertEqual(once[0].score, twice[0].score)

    def test_a_proposal_is_as_strong_as_its_strongest_evidence(self):
        proposal = Proposal(1, "Anna", [Reason("name"), Reason("email")])
        self.assertEqual(proposal.strength, CLAIMED)
        self.assertEqual(Proposal(1, "A", [Reason("public")]).strength, HINT)

    def test_few_are_shown(self):
        many = [Proposal(n, "Anna Meier", [Reason("name")]) for n in range(50)]
        self.assertEqual(len(identity.rank(many, "Anna Meier")), 5)
