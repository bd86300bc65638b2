# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Records of the CRM addons. The contact is that of the portal's user, who is proven to
have written: nobody among customers may do more."""

from odoo.addons.social_care_crm.tools.weight import Scope


class CrmSamples:
    """One record of each model about who a person is, and what follows from it."""

    def make_res_partner(self):
        contact = self.users["portal"].partner_id
        contact.write({"company_id": self.company.id, "email": "maria@my.example"})
        return contact

    def make_crm_lead(self):
        return self.heard.sudo()._make_leads({})

    # -- who a person is -------------------------------------------------------

    def make_social_care_link(self):
        profile = self.heard.profile_id
        return profile._link(
            self.sample("res.partner"), "proven", self.sample("social.care.evidence")
        )

    def make_social_care_evidence(self):
        return self.make(
            "social.care.evidence",
            profile_id=self.heard.profile_id.id,
            partner_id=self.sample("res.partner").id,
            kind="email",
            strength="claimed",
            digest="access",
            mention_id=self.heard.id,
        )

    def make_social_care_confirmation(self):
        confirmations = self.env["social.care.confirmation"]
        confirmations._issue(
            self.heard.profile_id, "address", self.sample("res.partner")
        )
        return confirmations.sudo().search([], order="id desc", limit=1)

    def make_social_care_handle(self):
        return self.make(
            "social.care.handle",
            partner_id=self.sample("res.partner").id,
            network="demo",
            name="@maria",
        )

    def make_social_care_contact_merge(self):
        return self.make(
            "social.care.contact.merge",
            partner_id=self.sample("res.partner").id,
            source_name="Mary",
            company_id=self.company.id,
        )

    def link_as(self, strength=None):
        """Link the person to the contact so, or to nobody."""
        profile, contact = self.heard.profile_id, self.sample("res.partner")
        profile._get_live_link()._end("unlinked")
        if strength:
            profile._link(contact, strength)
        evidence = self.sample("social.care.evidence")
        evidence.state = "proposed"

    # -- what they are as a customer -------------------------------------------

    def make_social_care_customer(self):
        contact = self.sample("res.partner").commercial_partner_id
        self.env["social.care.customer"]._recompute(Scope(ids=contact.ids))
        return contact.social_care_customer_ids.filtered(
            lambda customer: customer.company_id == self.company
        )

    def make_social_care_segment(self):
        return self.make(
            "social.care.segment",
            name="Access",
            company_id=self.company.id,
            domain='[("is_company", "=", True)]',
        )

    def make_social_care_weight_setting(self):
        return self.make(
            "social.care.weight.setting",
            company_id=self.company.id,
            code="vip",
            cap=10,
            full=1,
        )

    def make_social_care_summary_view(self):
        return self.make(
            "social.care.summary.view",
            partner_id=self.sample("res.partner").id,
            profile_id=self.heard.profile_id.id,
            company_id=self.company.id,
            user_id=self.users["agent"].id,
        )

    # -- ratings ---------------------------------------------------------------

    def make_social_care_rating_request(self):
        request = self.make(
            "social.care.rating.request",
            ticket_id=self.ticket.id,
            thread_id=self.heard.thread_id.id,
            profile_id=self.heard.profile_id.id,
            state="sent",
        )
        request._make_key()
        return request

    def make_rating_rating(self):
        request = self.make_social_care_rating_request()
        request._answer(5, "Thank you")
        return request.rating_id

    # -- private forms ---------------------------------------------------------

    def make_social_care_private_form(self):
        """One whose link was not used yet."""
        reply = self.make(
            "social.care.reply",
            thread_id=self.heard.thread_id.id,
            mention_id=self.heard.id,
            body="Write here",
            visibility="public",
        )
        return self.env["social.care.private.form"]._issue(reply)

    def make_social_care_private_file(self):
        form = self.sample("social.care.private.form")
        return self.make("social.care.private.file", form_id=form.id, name="a.png")

    # -- dialogs and links -----------------------------------------------------

    def get_crm_dialogs(self):
        """Return {model of a dialog: values}."""
        profile = self.heard.profile_id
        other = self.make(
            "helpdesk.ticket",
            name="Other",
            description="Hello",
            company_id=self.company.id,
            team_id=self.team.id,
        )
        return {
            "social.care.contact.split": {
                "partner_id": self.sample("res.partner").id,
                "name": "Mary",
            },
            "helpdesk.ticket.merge": {
                "ticket_ids": [(6, 0, (self.ticket | other).ids)],
                "dst_ticket_id": other.id,
            },
            "privacy.lookup.wizard.line": {
                "res_model_id": self.env["ir.model"]._get_id(profile._name),
                "res_id": profile.id,
            },
        }

    def make_token(self, kind):
        """Return the secret of a link that nobody has used yet.

        :param kind: kind of a confirmation, ``rating`` or ``private_form``
        """
        if kind == "private_form":
            return self.make_social_care_private_form()._get_token()
        if kind == "rating":
            return self.make_social_care_rating_request()._get_token()
        contact = self.sample("res.partner") if kind != "one_time_link" else None
        confirmations = self.env["social.care.confirmation"]
        url = confirmations._issue(self.heard.profile_id, kind, contact)
        return url.rpartition("/")[2]
