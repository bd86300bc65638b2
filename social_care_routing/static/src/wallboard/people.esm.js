// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Clock} from "./clock.esm";
import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useDropTarget} from "./drag.esm";

const TONES = {
    available: "success",
    after_work: "info",
    not_responding: "danger",
    away: "warning",
    offline: "secondary",
};

/** Who works, in which state, with how much; work can be dropped on a person. */
export class People extends Component {
    static template = "social_care_routing.BoardPeople";
    static components = {Clock};
    static props = {
        groups: Array,
        media: Array,
        canSetUp: Boolean,
        onDropped: Function,
    };

    setup() {
        this.drop = useDropTarget((workId, person) =>
            this.props.onDropped(workId, person)
        );
        this.state = useState({showsOffline: false});
    }

    get isNobodyThere() {
        return !this.props.groups.some(({state}) => state !== "offline");
    }

    toneOf({state}) {
        return TONES[state];
    }

    shows({state}) {
        return state !== "offline" || this.state.showsOffline;
    }

    detailsOf({reason, absence}) {
        return [reason, absence]
            .filter(Boolean)
            .map((words) => ` · ${words}`)
            .join("");
    }

    /** What a person has of each medium that they may have or do have. */
    loadOf(person) {
        return this.props.media
            .map((medium) => ({...medium, ...person.load[medium.id]}))
            .filter(({count}) => count !== undefined)
            .map((load) => ({...load, isFull: load.limit && load.count >= load.limit}));
    }

    loadTitle({name, count, limit}) {
        return limit
            ? _t("%(medium)s: %(count)s of %(limit)s", {medium: name, count, limit})
            : _t("%(medium)s: %(count)s", {medium: name, count});
    }
}
