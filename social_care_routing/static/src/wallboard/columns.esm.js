// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {groupBy} from "@web/core/utils/arrays";
import {registry} from "@web/core/registry";

/**
 * Columns of the wallboard: a figure of each team and, in the headline, of all.
 *
 * Another addon adds one declaration:
 *
 *     boardColumns.add("vip", {label: _t("VIP"), aggregate: "sum"}, {sequence: 35});
 *
 * and its value for each team and medium under the same name, in Python, by extending
 * `social.care.wallboard._get_loads` with `super()`.
 *
 * - `label`: heading; `title`: tooltip
 * - `aggregate`: how the rows of teams and media add up: "sum", "min" or "max" of those
 *   that have a value, or a function from the list of values to one value
 * - `getValue(scope)`: instead of `aggregate`, for a value of something else: `scope` is
 *   `{teamId, loads, agents}`, `teamId` undefined for the headline; false means none
 * - `format`: "integer" (default), "wait" for a moment, shown as the time since then, or
 *   a function from the value to words
 * - `getTone(values, teamId)`: "risk" or "overdue" where it stands out; `values` has
 *   those of all columns by name
 */
export const boardColumns = registry.category("social_care_routing.board_columns");

boardColumns.addValidation({
    label: {type: [String, Object]},
    title: {type: [String, Object], optional: true},
    aggregate: {type: [String, Function], optional: true},
    getValue: {type: Function, optional: true},
    format: {type: [String, Function], optional: true},
    getTone: {type: Function, optional: true},
});

const AGGREGATES = {
    sum: (values) => values.reduce((total, value) => total + value, 0),
    min: (values) => values.reduce((a, b) => (b < a ? b : a), values[0] ?? false),
    max: (values) => values.reduce((a, b) => (b > a ? b : a), values[0] ?? false),
};

const FORMATS = {
    integer: (value) => ({words: formatInteger(value)}),
    wait: (value) => ({since: value}),
};

function computeValue(name, {aggregate, getValue}, scope) {
    if (getValue) {
        return getValue(scope);
    }
    const values = scope.loads
        .map((load) => load[name])
        .filter((value) => value !== undefined && value !== false);
    return (AGGREGATES[aggregate] || aggregate)(values);
}

/**
 * Computes all columns for a team, or for all that the board shows.
 *
 * @param {{teamId: number | boolean, loads: object[], agents: object[]}} scope
 * @returns {object} {name of the column: value}
 */
export function computeValues(scope) {
    return Object.fromEntries(
        boardColumns
            .getEntries()
            .map(([name, column]) => [name, computeValue(name, column, scope)])
    );
}

/** Computes the columns of the loads under each value of `key`: {value: values}. */
export function computeValuesBy(key, loads) {
    const groups = Object.entries(groupBy(loads, key));
    return Object.fromEntries(
        groups.map(([value, own]) => [value, computeValues({loads: own, agents: []})])
    );
}

/** The columns of a scope as they are drawn: `{name, label, title, tone}`, and `words`
 *  or, for a wait, `since`. */
export function getCells(scope) {
    const values = computeValues(scope);
    return boardColumns.getEntries().map(([name, column]) => ({
        name,
        label: column.label,
        title: column.title,
        tone: column.getTone?.(values, scope.teamId) || "",
        ...formatValue(values[name], column.format),
    }));
}

function formatValue(value, format = "integer") {
    if (value === false) {
        return {words: "–"};
    }
    return FORMATS[format]?.(value) || {words: format(value)};
}

function countAvailable({teamId, agents}) {
    if (teamId === false) {
        return false;
    }
    return agents.filter(
        ({state, team_ids: teamIds}) =>
            state === "available" && (teamId === undefined || teamIds.includes(teamId))
    ).length;
}

boardColumns
    .add("waiting", {label: _t("Waiting"), aggregate: "sum"}, {sequence: 10})
    .add(
        "oldest",
        {label: _t("Longest wait"), aggregate: "min", format: "wait"},
        {sequence: 20}
    )
    .add(
        "at_risk",
        {
            label: _t("At risk"),
            title: _t("Three quarters of the time to an SLA target have passed"),
            aggregate: "sum",
            getTone: (values) => values.at_risk && "risk",
        },
        {sequence: 30}
    )
    .add(
        "overdue",
        {
            label: _t("Breached"),
            title: _t("The deadline of an SLA target has passed"),
            aggregate: "sum",
            getTone: (values) => values.overdue && "overdue",
        },
        {sequence: 40}
    )
    .add("offered", {label: _t("Offered"), aggregate: "sum"}, {sequence: 50})
    .add("working", {label: _t("In progress"), aggregate: "sum"}, {sequence: 60})
    .add(
        "to_approve",
        {
            label: _t("To approve"),
            title: _t("A reply is pending approval"),
            aggregate: "sum",
            getTone: (values) => values.to_approve && "risk",
        },
        {sequence: 65}
    )
    .add(
        "available",
        {
            label: _t("Available"),
            title: _t("Agents who are available"),
            getValue: countAvailable,
            getTone: ({waiting, available}, teamId) =>
                teamId && waiting && !available && "overdue",
        },
        {sequence: 70}
    );
