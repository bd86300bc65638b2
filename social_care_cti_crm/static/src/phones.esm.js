// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {CallButton} from "@social_care_cti/dial/call_button.esm";
import {Component} from "@odoo/owl";
import {Timeline} from "@social_care_crm/timeline/timeline.esm";
import {cardSections} from "@social_care_crm/card/card_sections.esm";
import {patch} from "@web/core/utils/patch";

/** The number of the customer, with the button that calls it. */
export class CardPhone extends Component {
    static template = "social_care_cti_crm.CardPhone";
    static components = {CallButton};
    static props = {phone: Object, resModel: String, resId: Number};

    /** Beside a ticket the call is about it. */
    get about() {
        const {phone, resModel, resId} = this.props;
        const ticketId = resModel === "helpdesk.ticket" && resId;
        return {partnerId: phone.partner_id, ...(ticketId && {ticketId})};
    }
}

cardSections.add(
    "social_care_cti_crm.phone",
    {
        getProps: ({phone, resModel, resId}) => phone && {phone, resModel, resId},
        Component: CardPhone,
    },
    {sequence: 15}
);

patch(Timeline, {components: {...Timeline.components, CallButton}});
