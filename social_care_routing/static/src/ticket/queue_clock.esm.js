// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {fullTime, secondsBetween, serverDate} from "@social_care/core/words.esm";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {clockInWords} from "../wallboard/clock.esm";
import {useClock} from "@social_care/core/hooks.esm";

const SECOND = 1000;
const SOON = 15 * 60;

/** Clocks that stand: what they came to, and how that looks. */
const ENDED = {
    met: {icon: "fa-check", tone: "o_good", words: _t("met")},
    missed: {icon: "fa-times", tone: "o_bad", words: _t("missed")},
};

/** One promise of a ticket: the time left, or how long it is overdue. */
export class QueueClock extends Component {
    static template = "social_care_routing.QueueClock";
    static props = {clock: Object};

    setup() {
        this.time = useClock(SECOND);
    }

    get deadline() {
        return serverDate(this.props.clock.deadline);
    }

    get isOverdue() {
        return this.deadline < this.time.now;
    }

    get look() {
        const ended = ENDED[this.props.clock.state];
        return ended || (this.isOverdue ? this.overdue : this.running);
    }

    /** A network that takes no more answers is closed, not late. */
    get overdue() {
        const span = clockInWords(secondsBetween(this.deadline, this.time.now));
        const isWindow = this.props.clock.kind === "window";
        return {
            icon: "fa-exclamation-triangle",
            tone: "o_bad",
            words: isWindow ? _t("closed") : _t("overdue by %s", span),
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
        return `${this.props.clock.label}: ${fullTime(this.deadline)}`;
    }
}
