// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The changes of an import by section, and its problems. */
export class PlanField extends Component {
    static template = "social_care.PlanField";
    static props = {...standardFieldProps};

    get plan() {
        return this.props.record.data[this.props.name] || {problems: [], changes: []};
    }

    get isDone() {
        return this.props.record.data.state === "done";
    }

    get summary() {
        const {new: added, changed} = this.plan;
        if (!added && !changed) {
            return _t("Nothing to change.");
        }
        return this.isDone
            ? _t("Imported: %(added)s new, %(changed)s changed.", {added, changed})
            : _t("%(added)s new, %(changed)s changed.", {added, changed});
    }

    get sections() {
        const sections = Map.groupBy(this.plan.changes, ({section}) => section);
        return [...sections].map(([label, changes]) => ({label, changes}));
    }
}

registry.category("fields").add("social_care_plan", {
    component: PlanField,
    displayName: _t("Changes of an import"),
    supportedTypes: ["json"],
});
