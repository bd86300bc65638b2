// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Clock} from "./clock.esm";
import {Component} from "@odoo/owl";
import {getCells} from "./columns.esm";
import {useDropTarget} from "./drag.esm";

/** The columns of the board for each team; a work item can be dropped on a team. */
export class Teams extends Component {
    static template = "social_care_routing.BoardTeams";
    static components = {Clock};
    static props = {
        teams: Array,
        media: Array,
        agents: Array,
        onDropped: Function,
    };

    setup() {
        this.drop = useDropTarget((workId, team) => this.props.onDropped(workId, team));
    }

    get columns() {
        return getCells({loads: [], agents: []});
    }

    getCells({id, loads}) {
        return getCells({teamId: id, loads, agents: this.props.agents});
    }

    countWaiting({loads}, medium) {
        return loads
            .filter((load) => load.medium === medium.id)
            .reduce((total, {waiting}) => total + waiting, 0);
    }

    /** Work can be moved into a team, not out of all teams or into an archived one. */
    isOpenTo(team) {
        return Boolean(team.id) && !team.is_archived;
    }
}
