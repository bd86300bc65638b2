// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {openForm, openTicket} from "@social_care/core/open_form.esm";
import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

/** Bus notification: a call of this user has changed. */
export const CALL = "social_care_cti/call";

const MODEL = "social.care.call";
const AGENT = "social_care.group_social_care_agent";
const RINGING = 2500;

/** The calls of this user in every tab, and what they do with them. */
export class PhoneDesk {
    constructor(env, services) {
        this.services = services;
        this.orm = services.orm;
        this.turn = 0;
        this.state = reactive({calls: [], canCall: false});
    }

    /** Sends nothing for users who are no agents. */
    async open() {
        if (await user.hasGroup(AGENT)) {
            const {bus_service: bus} = this.services;
            const load = () => this.load();
            bus.subscribe(CALL, load);
            bus.addEventListener("BUS:RECONNECT", load);
            await this.load();
        }
    }

    /** Ignores the response to a request that a newer one has superseded. */
    async load() {
        const turn = ++this.turn;
        const desk = await this.orm.silent.call(MODEL, "get_desk", []);
        if (turn === this.turn) {
            this.receive(desk);
        }
    }

    receive({calls, can_call: canCall}) {
        const known = new Set(this.state.calls.map(({id}) => id));
        const isRinging = (call) =>
            call.direction === "in" && call.leg_state === "ringing";
        const arrived = calls.filter((call) => isRinging(call) && !known.has(call.id));
        this.state.calls = calls;
        this.state.canCall = canCall;
        this.services.title.setCounters({
            social_care_calls: calls.filter(isRinging).length,
        });
        this.announce(arrived);
        this.ring(calls.some(isRinging));
    }

    /** One tab rings, as long as the phone does. */
    async ring(isRinging) {
        browser.clearTimeout(this.ringing);
        const {multi_tab: tabs, social_care_chime: chime} = this.services;
        if (isRinging && (await tabs.isOnMainTab())) {
            chime.play("offer");
            this.ringing = browser.setTimeout(
                () => this.ring(this.isAnyRinging),
                RINGING
            );
        }
    }

    get isAnyRinging() {
        return this.state.calls.some(
            ({direction, leg_state: state}) => direction === "in" && state === "ringing"
        );
    }

    async announce(calls) {
        const {
            multi_tab: tabs,
            presence,
            social_care_announcer: reader,
        } = this.services;
        if (!calls.length) {
            return;
        }
        const [{name}] = calls;
        reader.announce(name);
        if ((await tabs.isOnMainTab()) && !presence.isOdooFocused()) {
            await this.services["mail.out_of_focus"].sendNotification({
                title: _t("Incoming call"),
                message: name,
                sound: false,
                type: "info",
            });
        }
    }

    // -- acts ------------------------------------------------------------------

    /**
     * Rings the user's own phone, then calls a number.
     *
     * @param {string} number
     * @param {object} [about] `ticketId`, `partnerId`
     */
    async placeCall(number, {ticketId = false, partnerId = false} = {}) {
        await this.orm.call(MODEL, "place_call", [number, ticketId, partnerId]);
        await this.load();
    }

    /** The phone system is asked in a job: the card changes when it has answered. */
    act(call, method, ...args) {
        return this.orm.call(MODEL, method, [[call.id], ...args]);
    }

    async chooseContact(call, partnerId) {
        await this.act(call, "choose_contact", partnerId);
        await this.load();
    }

    /** Opens a profile that has no contact: there one is linked or created. */
    async chooseProfile(call, profileId) {
        if (await this.act(call, "choose_profile", profileId)) {
            await this.load();
        } else {
            await openForm(this.services.action, "social.care.profile", profileId);
        }
    }

    async chooseTicket(call, ticketId) {
        await this.act(call, "choose_ticket", ticketId);
        await this.openTicket(ticketId);
        await this.load();
    }

    /** Opens the call's ticket, and makes one where there is none. */
    async openCallTicket(call) {
        const ticket = call.ticket || (await this.act(call, "open_ticket"));
        await this.openTicket(ticket.id);
    }

    openTicket(ticketId) {
        return openTicket(this.services.action, ticketId);
    }

    async finish(call, {note, topicId, result}) {
        await this.act(call, "finish", note, topicId, result);
        await this.load();
        await this.refreshTicket(call.ticket);
    }

    /** Shows the note and the result on the form of this ticket, if it is open. */
    async refreshTicket(ticket) {
        const {action} = this.services;
        const {resModel, resId} = action.currentController?.props || {};
        if (ticket && resModel === "helpdesk.ticket" && resId === ticket.id) {
            await action.doAction("soft_reload");
        }
    }
}

export const phoneDeskService = {
    dependencies: [
        "action",
        "bus_service",
        "mail.out_of_focus",
        "multi_tab",
        "orm",
        "presence",
        "social_care_announcer",
        "social_care_chime",
        "title",
    ],
    start(env, services) {
        return new PhoneDesk(env, services);
    },
};

registry.category("services").add("social_care_phone_desk", phoneDeskService);
