// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onMounted, onWillUnmount, reactive, useState} from "@odoo/owl";
import {
    formatFullTime,
    countSeconds,
    parseServerDate,
    formatDuration,
    getWaitUrgency,
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

/** Formats seconds as a stopwatch does: "4:07", "1:04:07", "2 days". */
export function formatStopwatch(seconds) {
    if (seconds >= DAY) {
        const days = Math.floor(seconds / DAY);
        return days === 1 ? _t("1 day") : _t("%s days", days);
    }
    const hours = Math.floor(seconds / HOUR);
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    const rest = twoDigits(seconds % MINUTE);
    return hours ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The server's time, every second: clocks of computers may be minutes wrong. */
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

/** The time since a moment in words, or the time until it as a countdown. */
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
        return parseServerDate(this.props.since || this.props.until);
    }

    get seconds() {
        const {now} = this.clock;
        return this.props.since
            ? countSeconds(this.date, now)
            : countSeconds(now, this.date);
    }

    get words() {
        return this.props.since
            ? formatDuration(this.seconds)
            : formatStopwatch(this.seconds);
    }

    get title() {
        return formatFullTime(this.date);
    }

    get tone() {
        return this.props.coloured
            ? `o_social_care_waiting_${getWaitUrgency(this.seconds)}`
            : "";
    }
}
