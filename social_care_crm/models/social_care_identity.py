# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict, namedtuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, hmac

from ..tools import facts, identity
from ..tools.names import list_variants

_DIGEST = "social_care_crm.evidence"
#: Something that may lead to a contact: ``key`` is what is looked up, by ``way``.
Clue = namedtuple("Clue", "profile kind way key mention")


class SocialCareIdentity(models.AbstractModel):
    """Finds evidence of who the authors of messages are.

    The queries do not grow with the batch: one for each way to look up.
    """

    _name = "social.care.identity"
    _description = "Identification of Authors"

    @api.model
    def _identify(self, mentions):
        """Store evidence of who the authors are. Profiles that it proves are linked
        where the company allows it.

        :param mentions: ``social.care.mention``, in sudo
        """
        mentions = mentions.filtered(lambda m: self._is_open(m.profile_id))
        clues = self._read_messages(mentions) + self._read_profiles(mentions.profile_id)
        found = self._look_up(clues, mentions.company_id)
        evidence = self._note(clues, found)
        evidence.profile_id._link_proven(evidence)

    def _is_open(self, profile):
        """Whether the profile may still be identified: it has no proven contact."""
        return (
            profile
            and not profile.is_own
            and not profile.erased
            and profile.link_strength != identity.PROVEN
        )

    # -- what is known ---------------------------------------------------------

    def _read_messages(self, mentions):
        clues = []
        for mention in mentions.filtered("text"):
            region = mention.company_id.country_id.code
            for fact in facts.find_facts(mention.text, region):
                kind = fact.kind if mention.private else "public"
                clues.append(
                    Clue(mention.profile_id, kind, fact.kind, fact.value, mention)
                )
        return clues

    def _read_profiles(self, profiles):
        clues = []
        for profile in profiles:
            network, scope = profile.network, profile.scope.partition("#")[0]
            handle = facts.fold_handle(profile.handle)
            for kind, way, key in (
                ("network_id", "id", (scope, profile.external_id)),
                ("attested_phone", "phone", profile.attested_phone),
                ("handle", "handle", handle and (network, handle)),
                ("name", "name", frozenset(list_variants(profile.name, handle))),
            ):
                if key:
                    clues.append(Clue(profile, kind, way, key, False))
        return clues

    # -- whom it leads to ------------------------------------------------------

    def _look_up(self, clues, companies):
        """Return {(way, key): contacts} of the companies and of none."""
        keys = defaultdict(set)
        for clue in clues:
            keys[clue.way].add(clue.key)
        found = {}
        for way, wanted in keys.items():
            contacts = getattr(self, f"_find_contacts_by_{way}")(wanted)
            found |= {(way, key): partners for key, partners in contacts.items()}
        self._fetch_contacts(found.values())
        allowed = set(companies.ids) | {False}
        return {
            key: partners.filtered(lambda p: p.active and p.company_id.id in allowed)
            for key, partners in found.items()
        }

    def _fetch_contacts(self, groups):
        """Read all found contacts at once, whatever led to them."""
        partners = self.env["res.partner"].union(*groups)
        partners.fetch(["name", "active", "company_id"])

    def _find_contacts_by_email(self, emails):
        """Return {address: contacts}."""
        return self._search_contacts("email_normalized", emails)

    def _find_contacts_by_phone(self, phones):
        """Return {number in E.164: contacts}."""
        return self._search_contacts("phone_sanitized", phones)

    def _search_contacts(self, field, values):
        partners = self.env["res.partner"].search([(field, "in", list(values))])
        return partners.grouped(field)

    def _find_contacts_by_document(self, numbers):
        """Return the contacts of documents that people name. Other addons add theirs.

        :param numbers: set of numbers without spaces, in capitals
        :return: {number: ``res.partner``}
        """
        partners = self.env["res.partner"]
        found = dict.fromkeys(numbers, partners)
        for number, partner in self._list_documents(self._spell(numbers)):
            for said in facts.list_spellings(facts.fold_document(number)) & numbers:
                found[said] |= partner
        return found

    def _list_documents(self, spellings):
        """Hook: yield documents that are called so.

        :param spellings: list of str in capitals
        :return: list of (number as it is stored, contact)
        """
        partners = self.env["res.partner"].search([("ref", "in", spellings)])
        tickets = self.env["helpdesk.ticket"].search(
            [("number", "in", spellings), ("partner_id", "!=", False)]
        )
        return [(partner.ref, partner) for partner in partners] + [
            (ticket.number, ticket.partner_id) for ticket in tickets
        ]

    def _spell(self, numbers):
        return sorted({s for number in numbers for s in facts.list_spellings(number)})

    def _find_contacts_by_name(self, keys):
        """Return {set of variants: contacts}. SQL: the ORM knows no index on lower
        case.
        """
        variants = {variant for key in keys for variant in key}
        self.env["res.partner"].flush_model(["name", "active"])
        self.env.cr.execute(
            SQL(
                "SELECT lower(name), array_agg(id) FROM res_partner "
                "WHERE lower(name) = ANY(%s) AND active GROUP BY 1",
                list(variants),
            )
        )
        by_name = dict(self.env.cr.fetchall())
        partners = self.env["res.partner"]
        return {
            key: partners.browse(
                {id_ for variant in key for id_ in by_name.get(variant, ())}
            )
            for key in keys
        }

    def _find_contacts_by_id(self, keys):
        """Return {(scope, ID): contacts} that have this ID on file."""
        handles = self.env["social.care.handle"].search(
            [("external_id", "in", [external_id for _scope, external_id in keys])]
        )
        groups = handles.grouped(lambda h: (h.scope, h.external_id))
        return {key: rows.partner_id for key, rows in groups.items() if key in keys}

    def _find_contacts_by_handle(self, keys):
        """Return {(network, handle): contacts} whose handle has no ID. Where it has
        one, only the ID counts: the handle may be somebody else's by now.
        """
        handles = self.env["social.care.handle"].search(
            Domain("handle", "in", [handle for _network, handle in keys])
            & Domain("external_id", "=", False)
        )
        groups = handles.grouped(lambda h: (h.network, h.handle))
        return {key: rows.partner_id for key, rows in groups.items() if key in keys}

    # -- noting it -------------------------------------------------------------

    def _note(self, clues, found):
        """Create the evidence that is not known yet, whatever was decided of it.

        :return: the new ``social.care.evidence``
        """
        rows = {}
        for clue in clues:
            for vals in self._list_vals(clue, found.get((clue.way, clue.key))):
                rows.setdefault(tuple(vals[name] for name in _IDENTITY), vals)
        evidence = self.env["social.care.evidence"]
        known = evidence.search([("profile_id", "in", [key[0] for key in rows])])
        for row in known:
            key = row.profile_id.id, row.partner_id.id, row.kind, row.digest
            rows.pop(key, None)
        return evidence.create(list(rows.values()))

    def _list_vals(self, clue, partners):
        company = clue.profile.company_id
        partners = (partners or self.env["res.partner"]).filtered(
            lambda p: not p.company_id or p.company_id == company
        )
        if not 0 < len(partners) <= identity.MOST_SHARING:
            return []
        digest = self._digest(clue.way, clue.key)
        return [
            {
                "profile_id": clue.profile.id,
                "partner_id": partner.id,
                "kind": clue.kind,
                "strength": self._weigh(clue, partner, len(partners)),
                "digest": digest,
                "sharing": len(partners),
                "mention_id": clue.mention and clue.mention.id,
            }
            for partner in partners
        ]

    def _weigh(self, clue, partner, sharing):
        """Return how strong this evidence is for one of the contacts that share it. A
        number that the contact entered proves nothing: it may be somebody else's.
        """
        attest = {
            "network_id": identity.attest_id,
            "attested_phone": identity.attest_phone,
        }.get(clue.kind)
        if not attest:
            return identity.KINDS[clue.kind].strength
        if clue.kind == "attested_phone" and partner.sudo().social_care_is_self_entered:
            return identity.CLAIMED
        return attest(sharing, partner.name, clue.profile.name)

    def _weigh_now(self, evidence):
        """Return the strength of evidence of the network as things are now.

        :param evidence: ``social.care.evidence``, one record of an attested kind
        """
        profile, partner = evidence.profile_id, evidence.partner_id
        clues = [c for c in self._read_profiles(profile) if c.kind == evidence.kind]
        found = self._look_up(clues, profile.company_id)
        for clue in clues:
            partners = found.get((clue.way, clue.key), partner.browse())
            if partner in partners and self._digest(clue.way, clue.key) == (
                evidence.digest
            ):
                return self._weigh(clue, partner, len(partners))
        return identity.CLAIMED

    @api.model
    def _digest(self, way, key):
        """Return a keyed digest: it tells values apart, and nobody reads them from
        it.
        """
        value = sorted(key) if isinstance(key, frozenset) else key
        return hmac(self.env(su=True), _DIGEST, (way, value))[:40]


_IDENTITY = ("profile_id", "partner_id", "kind", "digest")
