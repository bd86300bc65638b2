// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {browser} from "@web/core/browser/browser";
import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** Bus notification: what waits for the approval of this user has changed. */
const CHANGED = "social_care/approvals";
const GATHER = 250;

/** How many replies wait for the approval of this user, in the top bar and the menu. */
export class Approvals {
    constructor({bus_service: bus, orm}) {
        this.bus = bus;
        this.orm = orm;
        this.state = reactive({count: 0});
    }

    /** Called by the top bar: a page without one sends no requests. Only supervisors are
     *  told; a page of somebody else asks once. */
    async open() {
        const isFollowed = this.isOpen;
        this.isOpen = Boolean(await this.load());
        if (this.isOpen && !isFollowed) {
            this.bus.subscribe(CHANGED, () => this.schedule());
            this.bus.addEventListener("BUS:RECONNECT", () => this.schedule());
        }
    }

    schedule() {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.load(), GATHER);
    }

    async load() {
        const pending = await this.orm.silent.call(
            "social.care.reply",
            "get_pending_approvals",
            []
        );
        this.state.count = pending ? pending.count : 0;
        return pending;
    }
}

export const approvalsService = {
    dependencies: ["bus_service", "orm"],
    start(env, services) {
        return new Approvals(services);
    },
};

registry.category("services").add("social_care_approvals", approvalsService);
