// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Ago} from "../core/time.esm";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const LOOKS = {
    ok: {icon: "fa-check-circle text-success", word: _t("OK")},
    warning: {icon: "fa-exclamation-triangle text-warning", word: _t("Warning")},
    error: {icon: "fa-times-circle text-danger", word: _t("Error")},
};

/** The findings of an account's check, each with its solution. */
export class DiagnosisField extends Component {
    static template = "social_care.DiagnosisField";
    static components = {Ago};
    static props = {...standardFieldProps};

    get checkedAt() {
        return this.props.record.data.diagnosed_at;
    }

    get findings() {
        const findings = this.props.record.data[this.props.name] || [];
        return findings.map((finding) => ({...finding, look: LOOKS[finding.level]}));
    }
}

registry.category("fields").add("social_care_diagnosis", {
    component: DiagnosisField,
    displayName: _t("Findings"),
    supportedTypes: ["json"],
    fieldDependencies: [{name: "diagnosed_at", type: "datetime"}],
});
