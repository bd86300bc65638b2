// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Whether everybody can read it or only the author and we. */
export class VisibilityField extends Component {
    static template = "social_care.VisibilityField";
    static props = {...standardFieldProps};

    get isPrivate() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("social_care_visibility", {
    component: VisibilityField,
    displayName: _t("Public or private"),
    supportedTypes: ["boolean"],
    listViewWidth: 90,
});
