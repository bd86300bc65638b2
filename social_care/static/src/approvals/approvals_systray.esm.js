// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** Bus notification: what waits for the approval of this user has changed. */
const CHANGED = "social_care/approvals";
const GATHER = 250;

/** The number of replies that wait for the approval of this supervisor. */
export class ApprovalsSystray extends Component {
    static template = "social_care.ApprovalsSystray";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.state = useState({count: 0});
        const schedule = () => this.schedule();
        onWillStart(() => {
            // Not awaited: the top bar does not wait for the replies
            this.open(schedule);
        });
        onWillUnmount(() => {
            browser.clearTimeout(this.timer);
            this.bus.unsubscribe(CHANGED, schedule);
            this.bus.removeEventListener("BUS:RECONNECT", schedule);
        });
    }

    /** Only supervisors are told; a page of somebody else asks once. */
    async open(schedule) {
        if (await this.load()) {
            this.bus.subscribe(CHANGED, schedule);
            this.bus.addEventListener("BUS:RECONNECT", schedule);
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

    get label() {
        const {count} = this.state;
        return count === 1
            ? _t("1 reply needs your approval")
            : _t("%s replies need your approval", count);
    }

    openList() {
        return this.action.doAction("social_care.social_care_reply_approval_action", {
            additionalContext: {search_default_my_approval: 1},
            clearBreadcrumbs: true,
        });
    }
}

registry
    .category("systray")
    .add("social_care.approvals", {Component: ApprovalsSystray}, {sequence: 54});
