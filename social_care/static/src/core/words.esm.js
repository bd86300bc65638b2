// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {user} from "@web/core/user";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds from one luxon date to another, never negative. */
export function secondsBetween(from, to) {
    return Math.max(0, Math.floor((to.toMillis() - from.toMillis()) / 1000));
}

/** A span of time as an agent says it: "now", "12 min", "3 h 5 min", "2 days". */
export function spanInWords(seconds) {
    if (seconds < MINUTE) {
        return _t("now");
    }
    if (seconds < HOUR) {
        return _t("%s min", Math.floor(seconds / MINUTE));
    }
    if (seconds < DAY) {
        return hoursInWords(seconds);
    }
    const days = Math.floor(seconds / DAY);
    return days === 1 ? _t("1 day") : _t("%s days", days);
}

function hoursInWords(seconds) {
    const hours = Math.floor(seconds / HOUR);
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    return minutes
        ? _t("%(h)s h %(m)s min", {h: hours, m: minutes})
        : _t("%s h", hours);
}

/** The first characters of a text, as a reader counts them: no emoji is cut in half. */
export function startOf(text, count) {
    const segmenter = new Intl.Segmenter(undefined, {granularity: "grapheme"});
    let left = count;
    for (const {index} of segmenter.segment(text)) {
        if (left === 0) {
            return `${text.slice(0, index)}…`;
        }
        left--;
    }
    return text;
}

/** How long ago, in its largest unit: "now", "5 min ago", "2 h ago". */
export function agoInWords(seconds) {
    if (seconds < MINUTE) {
        return _t("now");
    }
    const unit = seconds < DAY ? HOUR : DAY;
    return _t(
        "%s ago",
        spanInWords(seconds < HOUR ? seconds : seconds - (seconds % unit))
    );
}

/** How pressing a wait is; the screens colour it. */
export function urgency(seconds) {
    if (seconds < 15 * MINUTE) {
        return "fresh";
    }
    return seconds < HOUR ? "aging" : "late";
}

/** 12400 as "12K": reach is an order of magnitude, not a number to add up. */
export function reachInWords(number) {
    const format = new Intl.NumberFormat(user.lang || "en", {
        notation: "compact",
        maximumFractionDigits: 1,
    });
    return format.format(number);
}

/** A server date ("2026-11-01 10:00:00", UTC) as luxon date, false when absent. */
export function serverDate(value) {
    return value ? deserializeDateTime(value) : false;
}

/** The full local date and time, for tooltips. */
export function fullTime(date) {
    return date.toLocaleString(luxon.DateTime.DATETIME_FULL);
}
