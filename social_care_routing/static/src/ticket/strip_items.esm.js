// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {formatScore, formatTerm} from "./terms.esm";
import {Chips} from "@social_care/core/chips.esm";
import {Component} from "@odoo/owl";
import {PART_SCHEMA} from "@social_care/core/parts.esm";
import {StripTarget} from "./strip_target.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * The items of the strip above a ticket that shows where it stands in the queue.
 *
 * Another addon adds one declaration:
 *
 *     stripItems.add(
 *         "my_addon.contract",
 *         {getProps: ({contract}) => contract && {label: _t("Contract"), value: contract}},
 *         {sequence: 35}
 *     );
 *
 * `getProps` and `Component` are as in `collectParts`; the record is what the server
 * says of the ticket, and the default component is `StripItem`. Its data comes from
 * `helpdesk.ticket._social_care_get_strip`, extended with `super()`.
 */
export const stripItems = registry.category("social_care_routing.strip_items");

stripItems.addValidation(PART_SCHEMA);

/** A labeled value. Tones: `o_good`, `o_pressing`, `o_bad`. */
export class StripItem extends Component {
    static template = "social_care_routing.StripItem";
    static props = {
        label: {type: [String, Object]},
        value: {type: [String, Number, Object]},
        icon: {type: String, optional: true},
        tone: {type: String, optional: true},
        title: {type: [String, Object], optional: true},
    };
}

/** Where the work item of the ticket is. */
export class StripState extends Component {
    static template = "social_care_routing.StripState";
    static props = {state: String};
}

/** The priority score and the terms it consists of. */
export class StripPriority extends Component {
    static template = "social_care_routing.StripPriority";
    static props = {strip: Object};

    get score() {
        return formatScore(this.props.strip);
    }

    get terms() {
        return this.props.strip.terms.map(formatTerm).join(" · ");
    }

    formatTerm(term) {
        return formatTerm(term);
    }
}

stripItems
    .add(
        "state",
        {Component: StripState, getProps: ({state}) => ({state})},
        {sequence: 10}
    )
    .add(
        "chips",
        {Component: Chips, getProps: (strip) => ({place: "ticket", record: strip})},
        {sequence: 20}
    )
    .add(
        "time_to_accept",
        {
            Component: StripTarget,
            getProps: ({until: deadline}) =>
                deadline && {
                    target: {
                        kind: "offer",
                        label: _t("Time to accept"),
                        deadline,
                        state: "",
                    },
                },
        },
        {sequence: 30}
    )
    .add(
        "targets",
        {
            Component: StripTarget,
            getProps: ({targets}) => targets.map((target) => ({target})),
        },
        {sequence: 40}
    )
    .add(
        "priority",
        {
            Component: StripPriority,
            getProps: (strip) => strip.terms.length > 0 && {strip},
        },
        {sequence: 50}
    );
