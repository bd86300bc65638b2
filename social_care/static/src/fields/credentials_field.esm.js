// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** An input for each credential that the connector declares; secrets are not shown. */
export class CredentialsField extends Component {
    static template = "social_care.CredentialsField";
    static props = {...standardFieldProps};

    get credentials() {
        return this.props.record.data[this.props.name] || [];
    }

    getId({name}) {
        return `o_credential_${this.props.record.id}_${name}`;
    }

    getPlaceholder({secret, is_set: isSet, placeholder}) {
        return secret && isSet
            ? _t("Set. Enter a new one to replace it.")
            : placeholder;
    }

    update({name}, value) {
        const credentials = this.credentials.map((one) =>
            one.name === name ? {...one, value} : one
        );
        return this.props.record.update({[this.props.name]: credentials});
    }
}

registry.category("fields").add("social_care_credentials", {
    component: CredentialsField,
    displayName: _t("Credentials"),
    supportedTypes: ["json"],
});
