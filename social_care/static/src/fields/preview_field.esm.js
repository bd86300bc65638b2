// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {getDirection} from "../core/direction.esm";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A text in two lines; the option `rather` names a field that is preferred. */
export class PreviewField extends Component {
    static template = "social_care.PreviewField";
    static props = {...standardFieldProps, rather: {type: String, optional: true}};

    getDirection = getDirection;

    get text() {
        const {data} = this.props.record;
        return data[this.props.rather] || data[this.props.name] || "";
    }
}

registry.category("fields").add("social_care_preview", {
    component: PreviewField,
    displayName: _t("Text in two lines"),
    supportedTypes: ["char", "text"],
    listViewWidth: [160],
    fieldDependencies: ({options}) =>
        options.rather ? [{name: options.rather, type: "char"}] : [],
    extractProps: ({options}) => ({rather: options.rather}),
});
