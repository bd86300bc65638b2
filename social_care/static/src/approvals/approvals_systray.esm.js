// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** The number of replies that wait for the approval of this supervisor. */
export class ApprovalsSystray extends Component {
    static template = "social_care.ApprovalsSystray";
    static props = {};

    setup() {
        this.action = useService("action");
        this.approvals = useService("social_care_approvals");
        this.state = useState(this.approvals.state);
        onWillStart(() => {
            // Not awaited: the top bar does not wait for the replies
            this.approvals.open();
        });
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
