// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

/**
 * The states of agents, in the order in which a supervisor looks for them.
 *
 * Each has an icon of its own: color alone says nothing to some people.
 */
const STATES = {
    available: {
        icon: "fa-check-circle",
        tone: "o_good",
        color: "success",
        label: _t("Available"),
    },
    after_work: {
        icon: "fa-pencil-square-o",
        tone: "o_pause",
        color: "info",
        label: _t("After-call work"),
    },
    not_responding: {
        icon: "fa-exclamation-triangle",
        tone: "o_bad",
        color: "danger",
        label: _t("Not responding"),
    },
    away: {
        icon: "fa-coffee",
        tone: "o_pause",
        color: "warning",
        label: _t("Away"),
    },
    offline: {
        icon: "fa-power-off",
        tone: "o_off",
        color: "secondary",
        label: _t("Offline"),
    },
};

/** Groups agents by state; a state that nobody is in is left out. */
export function groupByState(agents) {
    return Object.entries(STATES)
        .map(([state, {label, color}]) => ({
            state,
            label,
            color,
            agents: agents.filter((agent) => agent.state === state),
        }))
        .filter((group) => group.agents.length);
}

/** The {icon, tone, color, label} of an agent's state. */
export function getStateLook(state) {
    return STATES[state];
}

/** The words for an agent's state; an agent who is away has a reason. */
export function formatState({state, reason}) {
    return reason ? `${STATES[state].label}: ${reason[1]}` : `${STATES[state].label}`;
}
