// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {PART_SCHEMA, collectParts} from "./parts.esm";
import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";

/**
 * The small badges of a message, a ticket and its work item.
 *
 * Another addon adds one declaration:
 *
 *     chips.add(
 *         "my_addon.vip",
 *         {
 *             places: ["message", "work"],
 *             getProps: ({vip}) => vip && {label: _t("VIP"), icon: "fa-star"},
 *         },
 *         {sequence: 40}
 *     );
 *
 * Places: `author` (beside the name of a message's author), `message` (below the text),
 * `work` (row of the wallboard), `offer` (card of an offer), `ticket` (routing strip).
 * `getProps` and `Component` are as in `collectParts`; the default component is `Chip`.
 *
 * Its data comes from one method in Python, extended with `super()`: for messages
 * `social.care.mention._get_panel_values`, for the other places
 * `social.care.work._get_chip_values`.
 */
export const chips = registry.category("social_care.chips");

chips.addValidation({...PART_SCHEMA, places: {type: Array, element: String}});

/** One badge; with `onClick` it is a button. Tones: `o_good`, `o_soon`, `o_pressing`,
 *  `o_bad`, `o_aside`, `o_quiet`, or a class of Bootstrap. */
export class Chip extends Component {
    static template = "social_care.Chip";
    static props = {
        label: {type: [String, Object]},
        icon: {type: String, optional: true},
        tone: {type: String, optional: true},
        title: {type: [String, Object], optional: true},
        onClick: {type: Function, optional: true},
    };
}

/** All chips of one record at one place. */
export class Chips extends Component {
    static template = "social_care.Chips";
    static props = {place: String, record: Object};

    get parts() {
        const entries = chips
            .getEntries()
            .filter(([, {places}]) => places.includes(this.props.place));
        return collectParts(entries, this.props.record, this.env, Chip);
    }
}
