// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useEffect, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useBus} from "@web/core/utils/hooks";

/**
 * Set only when its value changes: drawing it anew would take away what is typed into
 * it while another one is taken over, as a password manager does.
 */
class CredentialInput extends Component {
    static template = "social_care.CredentialInput";
    static props = {
        credential: Object,
        id: String,
        placeholder: String,
        onChange: Function,
    };

    setup() {
        this.input = useRef("input");
        useEffect(
            (value) => {
                this.input.el.value = value;
            },
            () => [this.props.credential.value || ""]
        );
    }
}

/** An input for each credential that the connector declares; secrets are not shown. */
export class CredentialsField extends Component {
    static template = "social_care.CredentialsField";
    static components = {CredentialInput};
    static props = {...standardFieldProps};

    setup() {
        this.root = useRef("root");
        const {bus} = this.props.record.model;
        // A button pressed by its hotkey takes no focus: the input has not changed yet
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) =>
            detail.proms.push(this.commit())
        );
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
    }

    get credentials() {
        return this.props.record.data[this.props.name] || [];
    }

    getId({name}) {
        return `o_credential_${this.props.record.id}_${name}`;
    }

    getPlaceholder({secret, is_set: isSet, placeholder}) {
        return secret && isSet
            ? _t("Set. Enter a new one to replace it.")
            : placeholder || "";
    }

    /** Takes over what stands in all inputs, so that quick ones lose nothing. */
    commit() {
        const inputs = [...(this.root.el?.querySelectorAll("input") || [])];
        const typed = new Map(inputs.map(({name, value}) => [name, value]));
        const credentials = this.credentials.map((one) => ({
            ...one,
            value: typed.get(one.name) ?? (one.value || ""),
        }));
        const isChanged = credentials.some(
            ({value}, index) => value !== (this.credentials[index].value || "")
        );
        return isChanged && this.props.record.update({[this.props.name]: credentials});
    }
}

registry.category("fields").add("social_care_credentials", {
    component: CredentialsField,
    displayName: _t("Credentials"),
    supportedTypes: ["json"],
});
