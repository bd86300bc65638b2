// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {VerdictChip} from "./verdict_chip.esm";
import {_t} from "@web/core/l10n/translation";
import {isIrrelevant, isUnsure} from "./verdict_kinds.esm";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * The verdicts of a mention, or of a record that has them under a prefix: a ticket has
 * those of its last message as `social_care_urgency`, `social_care_mention_id` and so on.
 */
class VerdictsOfRecord extends Component {
    static components = {VerdictChip};
    static props = {...standardFieldProps, prefix: String};

    getValue(name) {
        return this.props.record.data[`${this.props.prefix}${name}`];
    }

    get mentionId() {
        const {prefix, record} = this.props;
        return prefix ? this.getValue("mention_id").id : record.resId;
    }

    getChip(kind, value) {
        return {
            kind,
            value: value?.id || value,
            label: value?.display_name || value || "",
            verdict: (this.getValue("verdicts") || {})[kind] || {},
        };
    }

    /** A corrected relevance moves the mention: its row may leave the list. */
    async reload(kind) {
        const {record} = this.props;
        await (kind === "relevance" ? record.model.load() : record.load());
    }
}

/** One verdict as a chip that can be corrected; the option `kind` is its step. */
export class VerdictField extends VerdictsOfRecord {
    static template = "social_care_analysis.VerdictField";
    static props = {...VerdictsOfRecord.props, kind: String};

    get chips() {
        const {kind, name, record} = this.props;
        return this.mentionId ? [this.getChip(kind, record.data[name])] : [];
    }
}

/** The verdicts that agents act on, for lists and cards. */
export class VerdictsField extends VerdictsOfRecord {
    static template = "social_care_analysis.VerdictField";

    get chips() {
        if (!this.mentionId) {
            return [];
        }
        const relevance = this.getValue("relevance");
        const topic = this.getChip("topic", this.getValue("topic_id"));
        return [
            this.getChip("urgency", this.getValue("urgency")),
            this.getChip("sentiment", this.getValue("sentiment")),
            // Irrelevant mentions show that in the place of a topic
            ...(isIrrelevant(relevance) ? [] : [topic]),
            ...(relevance ? [this.getChip("relevance", relevance)] : []).filter(
                ({verdict}) => isIrrelevant(relevance) || isUnsure(verdict)
            ),
        ];
    }
}

function getPrefix({options}) {
    return options.prefix || "";
}

function getSourceFields(prefix) {
    const relation = "social.care.mention";
    return [
        {name: `${prefix}verdicts`, type: "json"},
        ...(prefix ? [{name: `${prefix}mention_id`, type: "many2one", relation}] : []),
    ];
}

function getVerdictFields(prefix) {
    return [
        {name: `${prefix}sentiment`, type: "selection"},
        {
            name: `${prefix}topic_id`,
            type: "many2one",
            relation: "social.care.topic",
        },
        ...(prefix ? [] : [{name: "relevance", type: "selection"}]),
    ];
}

registry.category("fields").add("social_care_verdict", {
    component: VerdictField,
    displayName: _t("Verdict"),
    supportedTypes: ["selection", "many2one", "char"],
    fieldDependencies: (info) => getSourceFields(getPrefix(info)),
    extractProps: (info) => ({prefix: getPrefix(info), kind: info.options.kind}),
});

registry.category("fields").add("social_care_verdicts", {
    component: VerdictsField,
    displayName: _t("Verdicts"),
    supportedTypes: ["selection"],
    listViewWidth: [176, 220],
    fieldDependencies: (info) => [
        ...getSourceFields(getPrefix(info)),
        ...getVerdictFields(getPrefix(info)),
    ],
    extractProps: (info) => ({prefix: getPrefix(info)}),
});
