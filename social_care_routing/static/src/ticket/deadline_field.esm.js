// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {formatDeadline, formatDue} from "./deadline.esm";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useClock} from "@social_care/core/hooks.esm";

/** A deadline as the time left or overdue, for lists and cards. */
export class DeadlineField extends Component {
    static template = "social_care_routing.DeadlineField";
    static props = {...standardFieldProps};

    setup() {
        this.clock = useClock();
    }

    get deadline() {
        return this.props.record.data[this.props.name];
    }

    get isOver() {
        return this.deadline < this.clock.now;
    }

    get words() {
        return formatDeadline(this.deadline, this.clock.now);
    }

    get title() {
        return formatDue(this.deadline);
    }
}

registry.category("fields").add("social_care_deadline", {
    component: DeadlineField,
    displayName: _t("Time left"),
    supportedTypes: ["datetime"],
    listViewWidth: [130, 190],
});
