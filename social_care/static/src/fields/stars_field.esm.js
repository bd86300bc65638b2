// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {Stars} from "../core/stars.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The star rating of a review, as stars. */
export class StarsField extends Component {
    static template = "social_care.StarsField";
    static components = {Stars};
    static props = {...standardFieldProps};

    get count() {
        return Number(this.props.record.data[this.props.name]);
    }
}

registry.category("fields").add("social_care_stars", {
    component: StarsField,
    displayName: _t("Star rating"),
    supportedTypes: ["selection"],
    listViewWidth: 100,
});
