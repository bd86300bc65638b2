// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {agoInWords, fullTime, secondsBetween, spanInWords, urgency} from "./words.esm";
import {useClock} from "./hooks.esm";

/** "5 min ago", kept up to date, with the full time on hover. */
export class Ago extends Component {
    static template = "social_care.Ago";
    static props = {date: Object};

    setup() {
        this.clock = useClock();
    }

    get words() {
        return agoInWords(secondsBetween(this.props.date, this.clock.now));
    }

    get title() {
        return fullTime(this.props.date);
    }
}

/** A wait, kept up to date and coloured as it grows. */
export class Waiting extends Component {
    static template = "social_care.Waiting";
    static props = {since: Object};

    setup() {
        this.clock = useClock();
    }

    get seconds() {
        return secondsBetween(this.props.since, this.clock.now);
    }

    get words() {
        return spanInWords(this.seconds);
    }

    get urgency() {
        return urgency(this.seconds);
    }

    get title() {
        return fullTime(this.props.since);
    }
}
