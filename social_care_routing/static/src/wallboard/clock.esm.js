// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onMounted, onWillUnmount, reactive, useState} from "@odoo/owl";
import {
    fullTime,
    secondsBetween,
    serverDate,
    spanInWords,
    urgency,
} from "@social_care/core/words.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";

const TICK = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function twoDigits(number) {
    return String(number).padStart(2, "0");
}

/** A span of time as on a stopwatch: "4:07", "1:04:07", "2 days". */
export function clockInWords(seconds) {
    if (seconds >= DAY) {
        const days = Math.floor(seconds / DAY);
        return days === 1 ? _t("1 day") : _t("%s days", days);
    }
    const hours = Math.floor(seconds / HOUR);
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    const rest = twoDigits(seconds % MINUTE);
    return hours ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The server's time, second by second: the clock of a screen on the wall is off. */
export function useServerClock() {
    const clock = reactive({now: luxon.DateTime.now()});
    let ahead = 0;
    let timer = null;
    const tick = () => {
        clock.now = luxon.DateTime.now().plus(ahead);
    };
    clock.set = (now) => {
        ahead = now.toMillis() - luxon.DateTime.now().toMillis();
        tick();
    };
    onMounted(() => {
        timer = browser.setInterval(tick, TICK);
    });
    onWillUnmount(() => browser.clearInterval(timer));
    return clock;
}

/** How long since a moment, in words, or until it, counting down by the second. */
export class Clock extends Component {
    static template = "social_care_routing.BoardClock";
    static props = {
        since: {type: String, optional: true},
        until: {type: String, optional: true},
        coloured: {type: Boolean, optional: true},
    };

    setup() {
        this.clock = useState(this.env.serverClock);
    }

    get date() {
        return serverDate(this.props.since || this.props.until);
    }

    get seconds() {
        const {now} = this.clock;
        return this.props.since
            ? secondsBetween(this.date, now)
            : secondsBetween(now, this.date);
    }

    get words() {
        return this.props.since
            ? spanInWords(this.seconds)
            : clockInWords(this.seconds);
    }

    get title() {
        return fullTime(this.date);
    }

    get tone() {
        return this.props.coloured
            ? `o_social_care_waiting_${urgency(this.seconds)}`
            : "";
    }
}
