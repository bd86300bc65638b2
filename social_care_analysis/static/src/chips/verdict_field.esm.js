// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {VerdictChip} from "./verdict_chip.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** What is not worth an answer; that it is worth one is the rule and needs no chip. */
function isException(worth) {
    return Boolean(worth) && worth !== "worth";
}

/**
 * A verdict as a chip that can be corrected.
 *
 * Options: `kind`; `rather`, the field of worth that takes the place of this verdict
 * where no answer is worth while; on records that are no mentions themselves also
 * `mention` and `verdicts`, the fields that lead to them.
 */
export class VerdictField extends Component {
    static template = "social_care_analysis.VerdictField";
    static components = {VerdictChip};
    static props = {
        ...standardFieldProps,
        kind: String,
        mentionField: {type: String, optional: true},
        verdictsField: String,
        worthField: {type: String, optional: true},
        exceptionsOnly: Boolean,
    };

    get data() {
        return this.props.record.data;
    }

    /** Spam has no topic to speak of: that it is spam is said in its place. */
    get isReplaced() {
        return isException(this.data[this.props.worthField]);
    }

    get kind() {
        return this.isReplaced ? "worth" : this.props.kind;
    }

    get value() {
        const {name, worthField} = this.props;
        const value = this.data[this.isReplaced ? worthField : name];
        return value && this.kind === "topic" ? value.id : value;
    }

    get label() {
        const value = this.data[this.props.name];
        return value?.display_name || value || "";
    }

    get mentionId() {
        const {mentionField, record} = this.props;
        return mentionField ? this.data[mentionField].id : record.resId;
    }

    get verdict() {
        return (this.data[this.props.verdictsField] || {})[this.kind] || {};
    }

    get isShown() {
        const {exceptionsOnly} = this.props;
        return Boolean(this.mentionId) && (!exceptionsOnly || isException(this.value));
    }

    async reload() {
        await this.props.record.load();
    }
}

registry.category("fields").add("social_care_verdict", {
    component: VerdictField,
    displayName: _t("Verdict that can be corrected"),
    supportedTypes: ["selection", "many2one", "char"],
    listViewWidth: [104, 150],
    fieldDependencies: ({options}) => [
        {name: options.verdicts || "verdicts", type: "json"},
        ...(options.rather ? [{name: options.rather, type: "selection"}] : []),
        ...(options.mention
            ? [
                  {
                      name: options.mention,
                      type: "many2one",
                      relation: "social.care.mention",
                  },
              ]
            : []),
    ],
    extractProps: ({options, viewType}) => ({
        kind: options.kind,
        mentionField: options.mention,
        verdictsField: options.verdicts || "verdicts",
        worthField: options.rather,
        exceptionsOnly: options.kind === "worth" && viewType !== "form",
    }),
});
