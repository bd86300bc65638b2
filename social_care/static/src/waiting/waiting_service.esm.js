// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {openTicket} from "../core/open_form.esm";
import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {requestReply} from "../conversation/reply_request.esm";
import {truncateText} from "../core/words.esm";
import {user} from "@web/core/user";

/** Bus notification: who waits for this user has changed. */
export const CHANGED = "social_care/waiting";

const GATHER = 250;
const TOAST = 10000;
/** More customers than these are named in one toast. */
const MOST_TOASTS = 2;
const SHOWN = 140;

/** Finds the row after that of a ticket; after the last one comes the first. */
export function findNext(rows, ticketId) {
    const index = rows.findIndex(({ticket_id: id}) => id === ticketId);
    const next = rows[(index + 1) % rows.length];
    return next && next.ticket_id !== ticketId ? next : undefined;
}

/** The customers who wait for this user, and the alerts when one of them writes. */
export class WaitingDesk {
    constructor(services) {
        this.services = services;
        this.orm = services.orm;
        this.heard = new Set();
        this.turn = 0;
        this.state = reactive({
            waiting: false,
            hasSound: user.settings?.social_care_sound !== false,
        });
    }

    /** Called by the top bar: a page without one sends no requests. */
    async open() {
        if (await this.load()) {
            const {bus_service: bus} = this.services;
            bus.subscribe(CHANGED, ({heard}) => this.schedule(heard));
            bus.addEventListener("BUS:RECONNECT", () => this.schedule());
        }
    }

    /** Gathers notifications: a change of a ticket sends several. */
    schedule(heard = []) {
        heard.forEach((ticketId) => this.heard.add(ticketId));
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.update(), GATHER);
    }

    async update() {
        const {heard} = this;
        this.heard = new Set();
        // Of this response: a newer one has other tickets that were heard
        const {heard: rows = []} = await this.load([...heard]);
        if (rows.length) {
            await this.alert(rows);
        }
    }

    /** Returns its own response; one that a newer request has superseded is not shown. */
    async load(heard = []) {
        const turn = ++this.turn;
        const waiting = await this.orm.silent.call(
            "social.care.waiting",
            "get_waiting",
            [heard]
        );
        if (turn === this.turn) {
            this.state.waiting = waiting;
            this.services.title.setCounters({social_care_waiting: waiting.count});
        }
        return waiting;
    }

    // -- alerts ----------------------------------------------------------------

    async alert(rows) {
        if (document.visibilityState !== "hidden") {
            this.showToasts(rows.filter((row) => !this.isOpen(row)));
        }
        // One tab speaks for all
        if (await this.services.multi_tab.isOnMainTab()) {
            await this.callOut(rows);
        }
    }

    async callOut(rows) {
        const {social_care_chime: chime, presence} = this.services;
        if (this.state.hasSound) {
            chime.play("answer");
        }
        if (!presence.isOdooFocused()) {
            await this.services["mail.out_of_focus"].sendNotification({
                title: this.formatTitle(rows),
                message: rows.length === 1 ? this.formatPreview(rows[0]) : "",
                sound: false,
                type: "info",
            });
        }
    }

    showToasts(rows) {
        if (rows.length > MOST_TOASTS) {
            this.toast(this.formatTitle(rows), "", _t("Show"), () => this.openList());
            return;
        }
        for (const row of rows) {
            this.toast(
                this.formatTitle([row]),
                this.formatPreview(row),
                _t("Reply"),
                () => this.openTicket(row)
            );
        }
    }

    toast(title, words, name, onClick) {
        const close = this.services.notification.add(words, {
            title,
            type: "info",
            autocloseDelay: TOAST,
            buttons: [
                {
                    name,
                    primary: true,
                    onClick: () => {
                        close();
                        return onClick();
                    },
                },
            ],
        });
    }

    formatTitle(rows) {
        const [{who, number}] = rows;
        return rows.length === 1
            ? _t("%(name)s wrote on %(number)s", {name: who || _t("Customer"), number})
            : _t("%s customers wrote to you", rows.length);
    }

    formatPreview({preview}) {
        return truncateText(preview, SHOWN);
    }

    /** Whether the user sees this ticket at the moment. */
    isOpen({ticket_id: ticketId}) {
        const {currentController: shown} = this.services.action;
        return (
            shown?.props?.resModel === "helpdesk.ticket" &&
            (shown.currentState?.resId || shown.props.resId) === ticketId
        );
    }

    // -- actions ---------------------------------------------------------------

    openTicket({ticket_id: ticketId, has_conversation: hasConversation}) {
        if (hasConversation) {
            requestReply();
        }
        return openTicket(this.services.action, ticketId);
    }

    /** Opens the ticket of the customer who waits longest, after the one that is shown.
     *
     * @param {number | boolean} ticketId the ticket that is shown
     */
    openNext(ticketId) {
        const row = findNext(this.state.waiting.rows, ticketId);
        if (!row) {
            this.services.notification.add(
                _t("No other customer is waiting for you."),
                {
                    type: "info",
                }
            );
            return;
        }
        return this.openTicket(row);
    }

    /** Opens the tickets of the list, as a list with filters. */
    openList() {
        const {rows} = this.state.waiting;
        return this.services.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Waiting for me"),
            res_model: "helpdesk.ticket",
            domain: [["id", "in", rows.map(({ticket_id: id}) => id)]],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    async switchSound() {
        this.state.hasSound = !this.state.hasSound;
        if (this.state.hasSound) {
            this.services.social_care_chime.play("answer");
        }
        await user.setUserSettings("social_care_sound", this.state.hasSound);
    }
}

export const waitingService = {
    dependencies: [
        "action",
        "bus_service",
        "mail.out_of_focus",
        "multi_tab",
        "notification",
        "orm",
        "presence",
        "social_care_chime",
        "title",
    ],
    start(env, services) {
        return new WaitingDesk(services);
    },
};

registry.category("services").add("social_care_waiting", waitingService);
