// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {
    formatTimeAgo,
    formatFullTime,
    countSeconds,
    formatDuration,
    getWaitUrgency,
} from "./words.esm";
import {useClock} from "./hooks.esm";

/** "5 min ago", kept up to date, with the full time as tooltip. */
export class Ago extends Component {
    static template = "social_care.Ago";
    static props = {date: Object};

    setup() {
        this.clock = useClock();
    }

    get words() {
        return formatTimeAgo(countSeconds(this.props.date, this.clock.now));
    }

    get title() {
        return formatFullTime(this.props.date);
    }
}

/** A waiting time, kept up to date and colored by length. */
export class Waiting extends Component {
    static template = "social_care.Waiting";
    static props = {since: Object};

    setup() {
        this.clock = useClock();
    }

    get seconds() {
        return countSeconds(this.props.since, this.clock.now);
    }

    get words() {
        return formatDuration(this.seconds);
    }

    get urgency() {
        return getWaitUrgency(this.seconds);
    }

    get title() {
        return formatFullTime(this.props.since);
    }
}
