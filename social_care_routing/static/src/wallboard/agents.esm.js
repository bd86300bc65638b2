// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Clock} from "./clock.esm";
import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useDropTarget} from "./drag.esm";

/** Agents by state with their workload; a work item can be dropped on an agent. */
export class Agents extends Component {
    static template = "social_care_routing.BoardAgents";
    static components = {Clock};
    static props = {
        groups: Array,
        media: Array,
        canSetUp: Boolean,
        onDropped: Function,
    };

    setup() {
        this.drop = useDropTarget((workId, agent) =>
            this.props.onDropped(workId, agent)
        );
        this.state = useState({showsOffline: false});
    }

    get hasNobodyOnline() {
        return !this.props.groups.some(({state}) => state !== "offline");
    }

    isShown({state}) {
        return state !== "offline" || this.state.showsOffline;
    }

    formatDetails({reason, absence}) {
        return [reason, absence]
            .filter(Boolean)
            .map((words) => ` · ${words}`)
            .join("");
    }

    /** The workload in each medium that the agent may handle or has work in. */
    getLoads(agent) {
        return this.props.media
            .map((medium) => ({...medium, ...agent.load[medium.id]}))
            .filter(({count}) => count !== undefined)
            .map((load) => ({...load, isFull: load.limit && load.count >= load.limit}));
    }

    formatLoad({name, count, limit}) {
        return limit
            ? _t("%(medium)s: %(count)s of %(limit)s", {medium: name, count, limit})
            : _t("%(medium)s: %(count)s", {medium: name, count});
    }
}
