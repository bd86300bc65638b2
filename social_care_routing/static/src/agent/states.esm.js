// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

/** Each state has a shape of its own: colour alone tells some people nothing. */
const STATES = {
    available: {icon: "fa-check-circle", tone: "o_good", label: _t("Available")},
    away: {icon: "fa-coffee", tone: "o_pause", label: _t("Away")},
    after_work: {
        icon: "fa-pencil-square-o",
        tone: "o_pause",
        label: _t("After-contact work"),
    },
    not_responding: {
        icon: "fa-exclamation-triangle",
        tone: "o_bad",
        label: _t("Not responding"),
    },
    offline: {icon: "fa-power-off", tone: "o_off", label: _t("Offline")},
};

/** {icon, tone, label} of an agent's state. */
export function lookOfState(state) {
    return STATES[state];
}

/** A state as it is said: an away has its reason. */
export function stateInWords({state, reason}) {
    return reason ? `${STATES[state].label}: ${reason[1]}` : `${STATES[state].label}`;
}
