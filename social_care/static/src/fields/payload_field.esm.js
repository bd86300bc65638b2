// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The payload of a network as indented JSON that can be copied. */
export class PayloadField extends Component {
    static template = "social_care.PayloadField";
    static components = {CopyButton};
    static props = {...standardFieldProps};

    get json() {
        return JSON.stringify(this.props.record.data[this.props.name], null, 2);
    }
}

registry.category("fields").add("social_care_payload", {
    component: PayloadField,
    displayName: _t("Indented JSON"),
    supportedTypes: ["json"],
});
