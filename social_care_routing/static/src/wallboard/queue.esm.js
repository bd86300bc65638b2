// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {Chips} from "@social_care/core/chips.esm";
import {Clock} from "./clock.esm";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {formatTerm} from "../ticket/terms.esm";
import {getDirection} from "@social_care/core/direction.esm";
import {useDragSource} from "./drag.esm";

/** The queued work items in the order in which they are routed. */
export class Queue extends Component {
    static template = "social_care_routing.BoardQueue";
    static components = {Chips, Clock, Dropdown, DropdownItem, SelectMenu};
    static props = {
        rows: Array,
        moreCount: Number,
        teams: Array,
        media: Array,
        groups: Array,
        onAssign: Function,
        onMove: Function,
        onPushFront: Function,
        onOpen: Function,
        onOpenStory: Function,
    };

    getDirection = getDirection;

    setup() {
        this.drag = useDragSource();
    }

    get mediaById() {
        return Object.fromEntries(
            this.props.media.map((medium) => [medium.id, medium])
        );
    }

    getTeamName({team_id: teamId}) {
        const team = this.props.teams.find(({id}) => id === teamId);
        return team ? team.name : _t("No team");
    }

    /** All terms of the priority score. */
    formatTerms({terms}) {
        return terms.map(formatTerm).join(" · ");
    }

    /** The agents of the item's team, grouped by state. */
    getAgentChoices({team_id: teamId}) {
        return this.props.groups.map(({label, agents}) => ({
            label,
            choices: agents
                .filter(({team_ids: teamIds}) => !teamId || teamIds.includes(teamId))
                .map((agent) => ({value: agent, label: agent.name})),
        }));
    }

    /** The teams it can be moved to: those of its company and those of all companies. */
    getOtherTeams(row) {
        return this.props.teams.filter(
            ({id, company_id: companyId, is_archived: isArchived}) =>
                id !== row.team_id &&
                !isArchived &&
                (!companyId || companyId === row.company_id)
        );
    }

    getMoveLabel({team_id: teamId}) {
        return teamId ? _t("Move to another team") : _t("Move to a team");
    }

    formatWorkload({load, absence}) {
        const counts = Object.values(load).map(({count}) => count);
        const all = counts.reduce((sum, count) => sum + count, 0);
        const busy = all ? _t("%s open", all) : _t("no open work");
        return [busy, absence].filter(Boolean).join(" · ");
    }

    get moreLabel() {
        return _t("… and %s more", formatInteger(this.props.moreCount));
    }
}
