// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, xml} from "@odoo/owl";
import {Clock} from "./clock.esm";
import {_t} from "@web/core/l10n/translation";
import {chips} from "@social_care/core/chips.esm";

const PLAIN = "o_social_care_board_plain";

/** Why a work item waits, or to whom it is offered. */
function getState({state, agent, team_id: teamId, no_qualified_agent: isHopeless}) {
    if (state === "offered") {
        return {label: _t("Offered to %s", agent), tone: "text-bg-info"};
    }
    if (!teamId) {
        return {
            label: _t("Needs a team"),
            tone: "text-bg-danger",
            title: _t(
                "It is not offered to any agent. Move it to a team or assign it."
            ),
        };
    }
    if (isHopeless) {
        return {
            label: _t("No qualified agent"),
            tone: "text-bg-danger",
            title: _t(
                "No agent of its teams has the required skills, even after all relaxation steps."
            ),
        };
    }
    return {label: _t("Waiting"), tone: PLAIN};
}

/** The time left to accept an offer. */
export class TimeToAccept extends Component {
    static template = xml`
        <span class="text-muted"><Clock until="props.until"/> left</span>`;
    static components = {Clock};
    static props = {until: String};
}

const SLA = {
    overdue: {label: _t("Breached"), tone: "text-bg-danger"},
    risk: {label: _t("At risk"), tone: "text-bg-warning"},
};

chips
    .add(
        "social_care_routing.state",
        {places: ["work"], getProps: getState},
        {sequence: 10}
    )
    .add(
        "social_care_routing.time_to_accept",
        {
            places: ["work"],
            Component: TimeToAccept,
            getProps: ({state, until}) => state === "offered" && {until},
        },
        {sequence: 20}
    )
    .add(
        "social_care_routing.unanswered",
        {
            places: ["work"],
            getProps: ({unanswered}) =>
                unanswered && {
                    label: _t("Not answered by %s", unanswered),
                    tone: "text-bg-warning o_social_care_board_unanswered",
                    title: _t("Accepted, but not answered in time"),
                },
        },
        {sequence: 30}
    )
    .add(
        "social_care_routing.sla",
        {places: ["work"], getProps: ({sla}) => SLA[sla]},
        {sequence: 40}
    );
