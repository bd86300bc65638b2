// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {groupBy} from "@web/core/utils/arrays";

/** Adds up what the board says of each team and medium. */
export function addUp(loads) {
    const sum = (name) => loads.reduce((total, load) => total + load[name], 0);
    const oldest = loads.map((load) => load.oldest).filter(Boolean);
    return {
        waiting: sum("waiting"),
        offered: sum("offered"),
        working: sum("working"),
        atRisk: sum("at_risk"),
        overdue: sum("overdue"),
        oldest: oldest.sort()[0] || false,
    };
}

/** The loads under each value of `key`, added up. */
export function addUpBy(key, loads) {
    const groups = Object.entries(groupBy(loads, key));
    return Object.fromEntries(groups.map(([value, group]) => [value, addUp(group)]));
}

/** The states of people, in the order in which one looks for them. */
export function personStates() {
    return [
        {state: "available", label: _t("Available")},
        {state: "after_work", label: _t("After-contact work")},
        {state: "not_responding", label: _t("Not responding")},
        {state: "away", label: _t("Away")},
        {state: "offline", label: _t("Offline")},
    ];
}

/** People under their states; a state that nobody is in is left out. */
export function byState(people) {
    return personStates()
        .map(({state, label}) => ({
            state,
            label,
            people: people.filter((person) => person.state === state),
        }))
        .filter((group) => group.people.length);
}
