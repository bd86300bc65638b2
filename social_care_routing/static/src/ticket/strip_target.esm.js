// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {countSeconds, parseServerDate} from "@social_care/core/words.esm";
import {formatDeadline, formatDue} from "./deadline.esm";
import {_t} from "@web/core/l10n/translation";
import {formatStopwatch} from "../wallboard/clock.esm";

const SOON = 15 * 60;

/** Targets that do not run: their result, and how it looks. */
const ENDED = {
    met: {icon: "fa-check", tone: "o_good", words: _t("met")},
    missed: {icon: "fa-times", tone: "o_bad", words: _t("breached")},
    undated: {icon: "fa-pause", tone: "", words: _t("no working hours")},
    on_hold: {icon: "fa-pause", tone: "", words: _t("on hold")},
};

/** Deadlines that nobody can be late for: nothing can be done afterwards. */
const CLOSED = {
    window: _t("closed"),
    offer: _t("expired"),
};

/** A deadline of a ticket: an SLA target, the reply window, the time to accept. */
export class StripTarget extends Component {
    static template = "social_care_routing.StripTarget";
    static props = {target: Object};

    setup() {
        this.time = useState(this.env.serverClock);
    }

    get deadline() {
        return parseServerDate(this.props.target.deadline);
    }

    get secondsLeft() {
        return countSeconds(this.time.now, this.deadline);
    }

    get isOver() {
        return this.deadline < this.time.now;
    }

    get look() {
        return ENDED[this.props.target.state] || this.runningLook;
    }

    get runningLook() {
        if (this.isOver) {
            return {icon: "fa-exclamation-triangle", tone: "o_bad", words: this.words};
        }
        const tone = this.secondsLeft < SOON ? "o_pressing" : "";
        return {icon: "fa-clock-o", tone, words: this.words};
    }

    get words() {
        const {kind} = this.props.target;
        if (this.isOver && kind in CLOSED) {
            return CLOSED[kind];
        }
        return kind === "offer"
            ? _t("%s left", formatStopwatch(this.secondsLeft))
            : formatDeadline(this.deadline, this.time.now);
    }

    get title() {
        const {label, deadline} = this.props.target;
        return deadline ? `${label}: ${formatDue(this.deadline)}` : label;
    }
}
