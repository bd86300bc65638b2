// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {Clock} from "./clock.esm";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {termInWords} from "../ticket/terms.esm";
import {useDragSource} from "./drag.esm";

/** What waits, in the order in which it is given out. */
export class Queue extends Component {
    static template = "social_care_routing.BoardQueue";
    static components = {Clock, Dropdown, DropdownItem, SelectMenu};
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
        onTellWhy: Function,
    };

    setup() {
        this.drag = useDragSource();
    }

    get mediumOf() {
        return Object.fromEntries(
            this.props.media.map((medium) => [medium.id, medium])
        );
    }

    teamOf({team_id: teamId}) {
        const team = this.props.teams.find(({id}) => id === teamId);
        return team ? team.name : _t("No team");
    }

    /** All that its place is made of. */
    termsOf({terms}) {
        return terms.map(termInWords).join(" · ");
    }

    slaWords({sla}) {
        return sla === "overdue" ? _t("Overdue") : _t("At risk");
    }

    /** The people of its team, under their states, to be searched by name. */
    peopleChoices({team_id: teamId}) {
        return this.props.groups.map(({label, people}) => ({
            label,
            choices: people
                .filter(({team_ids: teamIds}) => !teamId || teamIds.includes(teamId))
                .map((person) => ({value: person, label: person.name})),
        }));
    }

    /** The teams that can have it: those of its company, and of all. */
    otherTeams(row) {
        return this.props.teams.filter(
            ({id, company_id: companyId, is_archived: isArchived}) =>
                id !== row.team_id &&
                !isArchived &&
                (!companyId || companyId === row.company_id)
        );
    }

    moveWords({team_id: teamId}) {
        return teamId ? _t("Move to another team") : _t("Move to a team");
    }

    busyWords({load, absence}) {
        const counts = Object.values(load).map(({count}) => count);
        const all = counts.reduce((sum, count) => sum + count, 0);
        const busy = all ? _t("has %s", all) : _t("has nothing");
        return [busy, absence].filter(Boolean).join(" · ");
    }

    get moreWords() {
        return _t("… and %s more", formatInteger(this.props.moreCount));
    }
}
