// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {countSeconds, parseServerDate} from "@social_care/core/words.esm";
import {SelectCreateDialog} from "@web/views/view_dialogs/select_create_dialog";
import {WrapUp} from "./wrap_up.esm";
import {_t} from "@web/core/l10n/translation";
import {callSections} from "./call_sections.esm";
import {useClock} from "@social_care/core/hooks.esm";
import {useService} from "@web/core/utils/hooks";

const SECOND = 1000;
const STATES = {
    ringing: _t("Your phone rings"),
    up: _t("Connecting"),
    talking: _t("Talking"),
    held: _t("On hold"),
    ended: _t("Call ended"),
};

/** Who calls, what is open with them, and what can be done with the call. */
export class CallCard extends Component {
    static template = "social_care_cti.CallCard";
    static components = {WrapUp};
    static props = {call: Object};

    setup() {
        this.desk = useService("social_care_phone_desk");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.clock = useClock(SECOND);
        this.state = useState({isTransferring: false, number: "", isBusy: false});
        this.sections = callSections;
    }

    get call() {
        return this.props.call;
    }

    get isEnded() {
        return this.call.leg_state === "ended";
    }

    get stateLabel() {
        const {direction, leg_state: state} = this.call;
        return direction === "in" && state === "ringing"
            ? _t("Incoming call")
            : STATES[state];
    }

    /** How long it has been talked; reading `clock.now` redraws it every second. */
    get span() {
        const {talk_from: since} = this.call;
        if (!since || this.isEnded) {
            return "";
        }
        const seconds = countSeconds(parseServerDate(since), this.clock.now);
        return luxon.Duration.fromObject({seconds}).toFormat("m:ss");
    }

    /** The card's title: the contact, else the number. */
    get who() {
        return this.call.contact ? this.call.contact.name : this.call.number;
    }

    get isUnknown() {
        return !this.call.contact;
    }

    can(act) {
        return this.call.can.includes(act);
    }

    /** A second press while the first is being sent does nothing. */
    async act(method, ...args) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.desk.act(this.call, method, ...args);
        } finally {
            this.state.isBusy = false;
        }
    }

    async transfer(method) {
        await this.act(method, this.state.number);
        this.state.isTransferring = false;
        this.state.number = "";
    }

    openTicket() {
        return this.desk.openCallTicket(this.call);
    }

    // -- who it is -------------------------------------------------------------

    choose(contact) {
        return this.desk.chooseContact(this.call, contact.id);
    }

    search() {
        this.dialog.add(SelectCreateDialog, {
            title: _t("Who is calling?"),
            resModel: "res.partner",
            multiSelect: false,
            noCreate: false,
            context: {default_phone: this.call.number},
            onSelected: ([partnerId]) => this.choose({id: partnerId}),
            onCreateEdit: () => this.create(),
        });
    }

    searchProfiles() {
        this.dialog.add(SelectCreateDialog, {
            title: _t("Whose profile is it?"),
            resModel: "social.care.profile",
            multiSelect: false,
            noCreate: true,
            onSelected: ([profileId]) => this.desk.chooseProfile(this.call, profileId),
        });
    }

    create() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            views: [[false, "form"]],
            target: "new",
            context: {default_phone: this.call.number},
        });
    }
}
