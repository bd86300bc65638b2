// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Ago, Waiting} from "../core/time.esm";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

class DateField extends Component {
    static props = {...standardFieldProps};

    get date() {
        return this.props.record.data[this.props.name];
    }
}

/** A waiting time, kept up to date. */
export class WaitingField extends DateField {
    static template = "social_care.WaitingField";
    static components = {Waiting};
}

/** The time since a moment, in words. */
export class AgoField extends DateField {
    static template = "social_care.AgoField";
    static components = {Ago};
}

registry.category("fields").add("social_care_waiting", {
    component: WaitingField,
    displayName: _t("Time waiting"),
    supportedTypes: ["datetime"],
    listViewWidth: 100,
});

registry.category("fields").add("social_care_ago", {
    component: AgoField,
    displayName: _t("Time ago"),
    supportedTypes: ["datetime"],
    listViewWidth: 110,
});
