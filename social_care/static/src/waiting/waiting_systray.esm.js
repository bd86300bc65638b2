// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {Waiting} from "../core/time.esm";
import {_t} from "@web/core/l10n/translation";
import {getDirection} from "../core/direction.esm";
import {parseServerDate} from "../core/words.esm";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** The customers who wait for this user, in the top bar; empty for other users. */
export class WaitingSystray extends Component {
    static template = "social_care.WaitingSystray";
    static components = {Dropdown, DropdownItem, Waiting};
    static props = {};

    getDirection = getDirection;

    setup() {
        this.desk = useService("social_care_waiting");
        this.state = useState(this.desk.state);
        onWillStart(() => {
            // Not awaited: the top bar does not wait for the conversations
            this.desk.open();
        });
    }

    get waiting() {
        return this.state.waiting;
    }

    get badge() {
        const {count, is_more: isMore} = this.waiting;
        return isMore ? `${count - 1}+` : count;
    }

    /** For the tooltip and for screen readers. */
    get label() {
        const {count} = this.waiting;
        if (!count) {
            return _t("No customers waiting for me");
        }
        return count === 1
            ? _t("1 customer waiting for me")
            : _t("%s customers waiting for me", this.badge);
    }

    get hidden() {
        return Math.max(0, this.waiting.count - this.waiting.rows.length);
    }

    getSince({since}) {
        return parseServerDate(since);
    }
}

registry
    .category("systray")
    .add("social_care.waiting", {Component: WaitingSystray}, {sequence: 55});
