// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {CallButton} from "./call_button.esm";
import {Component} from "@odoo/owl";
import {chips} from "@social_care/core/chips.esm";
import {composerTools} from "@social_care/conversation/composer_tools.esm";

/** A number that a customer wrote, with the button that calls it. */
export class CallChip extends Component {
    static template = "social_care_cti.CallChip";
    static components = {CallButton};
    static props = {number: String, shown: String};
}

chips.add(
    "social_care_cti.phones",
    {
        places: ["message"],
        Component: CallChip,
        getProps: ({phones}) => phones || [],
    },
    {sequence: 60}
);

/** Calls the customer of the conversation; the call is about the same ticket. */
export class CallCustomer extends Component {
    static template = "social_care_cti.CallCustomer";
    static components = {CallButton};
    static props = {composer: Object};

    get phone() {
        return this.props.composer.conversation.phone;
    }

    get about() {
        return {
            ticketId: this.props.composer.conversation.ticket_id,
            partnerId: this.phone.partner_id,
        };
    }
}

composerTools.add(
    "social_care_cti.call_customer",
    {Component: CallCustomer},
    {sequence: 40}
);
