// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Clock} from "./clock.esm";
import {Component} from "@odoo/owl";
import {useDropTarget} from "./drag.esm";

/** What each team has to do, by medium; work can be dropped on a team. */
export class Teams extends Component {
    static template = "social_care_routing.BoardTeams";
    static components = {Clock};
    static props = {
        teams: Array,
        media: Array,
        people: Array,
        onDropped: Function,
    };

    setup() {
        this.drop = useDropTarget((workId, team) => this.props.onDropped(workId, team));
    }

    availableIn(team) {
        return this.props.people.filter(
            ({state, team_ids: teamIds}) =>
                state === "available" && teamIds.includes(team.id)
        ).length;
    }

    /** Work can be put into a team, not out of all teams or into one that is gone. */
    isOpenTo(team) {
        return Boolean(team.id) && !team.is_archived;
    }
}
