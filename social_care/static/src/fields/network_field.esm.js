// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {NetworkBadge} from "../core/network.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A network as badge and name. */
export class NetworkField extends Component {
    static template = "social_care.NetworkField";
    static components = {NetworkBadge};
    static props = {...standardFieldProps, iconOnly: {type: Boolean, optional: true}};

    get network() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        const {selection} = this.props.record.fields[this.props.name];
        return selection.find(([value]) => value === this.network)?.[1];
    }
}

export const networkField = {
    component: NetworkField,
    displayName: _t("Network"),
    supportedTypes: ["selection"],
    extractProps: ({options}) => ({iconOnly: Boolean(options.icon_only)}),
};

registry.category("fields").add("social_care_network", networkField);

/** In lists: an icon in a narrow column, whose title is there for screen readers. */
registry.category("fields").add("social_care_network_icon", {
    ...networkField,
    extractProps: () => ({iconOnly: true}),
});
