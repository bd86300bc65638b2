// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {CallCard} from "./call_card.esm";
import {registry} from "@web/core/registry";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {useService} from "@web/core/utils/hooks";

/** Opens the ticket of the call (docs/desk.md). */
export const KEYS = {ticket: "alt+shift+h"};

/** The cards of this user's calls, above everything else but without taking the focus. */
export class Calls extends Component {
    static template = "social_care_cti.Calls";
    static components = {CallCard};
    static props = {};

    setup() {
        this.desk = useService("social_care_phone_desk");
        this.state = useState(this.desk.state);
        onWillStart(() => {
            // Not awaited: the screen does not wait for the phone
            this.desk.open();
        });
        useHotkey(KEYS.ticket, () => this.desk.openCallTicket(this.state.calls[0]), {
            global: true,
            bypassEditableProtection: true,
            isAvailable: () => this.state.calls.length > 0,
        });
    }
}

registry.category("main_components").add("social_care_cti.Calls", {Component: Calls});
