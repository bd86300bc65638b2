// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {fullTime, secondsBetween, serverDate} from "@social_care/core/words.esm";
import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {clockInWords} from "../wallboard/clock.esm";

const SOON = 15 * 60;

/** Clocks that do not run: what they came to, and how that looks. */
const STANDING = {
    met: {icon: "fa-check", tone: "o_good", words: _t("met")},
    missed: {icon: "fa-times", tone: "o_bad", words: _t("missed")},
    undated: {icon: "fa-pause", tone: "", words: _t("no working hours")},
    on_hold: {icon: "fa-pause", tone: "", words: _t("on hold")},
};

/** What is over does not run late: it is closed, or gone. */
const OVER = {
    window: _t("closed"),
    offer: _t("over"),
};

/** One promise of a ticket: the time left, or how long it is overdue. */
export class QueueClock extends Component {
    static template = "social_care_routing.QueueClock";
    static props = {clock: Object};

    setup() {
        this.time = useState(this.env.serverClock);
    }

    get deadline() {
        return serverDate(this.props.clock.deadline);
    }

    get isOverdue() {
        return this.deadline < this.time.now;
    }

    get look() {
        const standing = STANDING[this.props.clock.state];
        return standing || (this.isOverdue ? this.overdue : this.running);
    }

    get overdue() {
        const span = clockInWords(secondsBetween(this.deadline, this.time.now));
        return {
            icon: "fa-exclamation-triangle",
            tone: "o_bad",
            words: OVER[this.props.clock.kind] || _t("overdue by %s", span),
        };
    }

    get running() {
        const seconds = secondsBetween(this.time.now, this.deadline);
        return {
            icon: "fa-clock-o",
            tone: seconds < SOON ? "o_pressing" : "",
            words: _t("%s left", clockInWords(seconds)),
        };
    }

    get title() {
        const {label, deadline} = this.props.clock;
        return deadline ? `${label}: ${fullTime(this.deadline)}` : label;
    }
}
