// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Ago} from "@social_care/core/time.esm";
import {Component} from "@odoo/owl";
import {callSections} from "@social_care_cti/calls/call_sections.esm";
import {getDirection} from "@social_care/core/direction.esm";
import {parseServerDate} from "@social_care/core/words.esm";

/** What the caller said on social networks lately. */
export class CallMessages extends Component {
    static template = "social_care_cti_crm.CallMessages";
    static components = {Ago};
    static props = {messages: Array};

    getDirection = getDirection;

    getDate({at}) {
        return parseServerDate(at);
    }
}

callSections.add("messages", {
    Component: CallMessages,
    getProps: ({messages}) => (messages && messages.length ? {messages} : null),
});
