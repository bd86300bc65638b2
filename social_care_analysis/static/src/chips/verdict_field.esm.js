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
 * Verdicts of a record: a mention, or one that has its verdicts under a prefix (a
 * ticket has those of its last message as `social_urgency`, `social_mention_id` …).
 */
class VerdictsOfRecord extends Component {
    static components = {VerdictChip};
    static props = {...standardFieldProps, prefix: String};

    valueOf(name) {
        return this.props.record.data[`${this.props.prefix}${name}`];
    }

    get mentionId() {
        const {prefix, record} = this.props;
        return prefix ? this.valueOf("mention_id").id : record.resId;
    }

    chipOf(kind, value) {
        return {
            kind,
            value: value?.id || value,
            label: value?.display_name || value || "",
            verdict: (this.valueOf("verdicts") || {})[kind] || {},
        };
    }

    /** What is (not) worth an answer goes elsewhere: its row leaves the list. */
    async reload(kind) {
        const {record} = this.props;
        await (kind === "worth" ? record.model.load() : record.load());
    }
}

/** One verdict as a chip that can be corrected; the option `kind` says which. */
export class VerdictField extends VerdictsOfRecord {
    static template = "social_care_analysis.VerdictField";
    static props = {...VerdictsOfRecord.props, kind: String};

    get chips() {
        const {kind, name, record} = this.props;
        return this.mentionId ? [this.chipOf(kind, record.data[name])] : [];
    }
}

/** All verdicts that one acts on, in little room: for lists and cards. */
export class VerdictsField extends VerdictsOfRecord {
    static template = "social_care_analysis.VerdictField";

    get chips() {
        if (!this.mentionId) {
            return [];
        }
        const worth = this.valueOf("worth");
        return [
            this.chipOf("urgency", this.valueOf("urgency")),
            this.chipOf("sentiment", this.valueOf("sentiment")),
            // Spam has no topic to speak of: that it is spam is said in its place
            isException(worth)
                ? this.chipOf("worth", worth)
                : this.chipOf("topic", this.valueOf("topic_id")),
        ];
    }
}

function prefixOf({options}) {
    return options.prefix || "";
}

function verdictsAndMention(prefix) {
    const relation = "social.care.mention";
    return [
        {name: `${prefix}verdicts`, type: "json"},
        ...(prefix ? [{name: `${prefix}mention_id`, type: "many2one", relation}] : []),
    ];
}

function allVerdicts(prefix) {
    return [
        {name: `${prefix}sentiment`, type: "selection"},
        {
            name: `${prefix}topic_id`,
            type: "many2one",
            relation: "social.care.topic",
        },
        ...(prefix ? [] : [{name: "worth", type: "selection"}]),
    ];
}

registry.category("fields").add("social_care_verdict", {
    component: VerdictField,
    displayName: _t("Verdict that can be corrected"),
    supportedTypes: ["selection", "many2one", "char"],
    fieldDependencies: (info) => verdictsAndMention(prefixOf(info)),
    extractProps: (info) => ({prefix: prefixOf(info), kind: info.options.kind}),
});

registry.category("fields").add("social_care_verdicts", {
    component: VerdictsField,
    displayName: _t("Verdicts that can be corrected"),
    supportedTypes: ["selection"],
    listViewWidth: [176, 220],
    fieldDependencies: (info) => [
        ...verdictsAndMention(prefixOf(info)),
        ...allVerdicts(prefixOf(info)),
    ],
    extractProps: (info) => ({prefix: prefixOf(info)}),
});
