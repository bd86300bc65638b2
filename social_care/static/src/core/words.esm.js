// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {user} from "@web/core/user";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Counts the seconds from one luxon date to another, never negative. */
export function countSeconds(from, to) {
    return Math.max(0, Math.floor((to.toMillis() - from.toMillis()) / 1000));
}

/** Formats seconds: "now", "12 min", "3 h 5 min", "2 days". */
export function formatDuration(seconds) {
    if (seconds < MINUTE) {
        return _t("now");
    }
    if (seconds < HOUR) {
        return _t("%s min", Math.floor(seconds / MINUTE));
    }
    if (seconds < DAY) {
        return formatHours(seconds);
    }
    const days = Math.floor(seconds / DAY);
    return days === 1 ? _t("1 day") : _t("%s days", days);
}

function formatHours(seconds) {
    const hours = Math.floor(seconds / HOUR);
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    return minutes
        ? _t("%(h)s h %(m)s min", {h: hours, m: minutes})
        : _t("%s h", hours);
}

/** Truncates a text to a number of graphemes, so that no emoji is cut in half. */
export function truncateText(text, count) {
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

/** Formats seconds as a time ago in the largest unit: "now", "5 min ago", "2 h ago". */
export function formatTimeAgo(seconds) {
    if (seconds < MINUTE) {
        return _t("now");
    }
    const unit = seconds < DAY ? HOUR : DAY;
    return _t(
        "%s ago",
        formatDuration(seconds < HOUR ? seconds : seconds - (seconds % unit))
    );
}

/** Classifies a waiting time in seconds for its color. */
export function getWaitUrgency(seconds) {
    if (seconds < 15 * MINUTE) {
        return "fresh";
    }
    return seconds < HOUR ? "aging" : "late";
}

/** Formats a number of followers: 12400 as "12.4K". */
export function formatFollowers(number) {
    const format = new Intl.NumberFormat(user.lang || "en", {
        notation: "compact",
        maximumFractionDigits: 1,
    });
    return format.format(number);
}

/** Parses a server date ("2026-11-01 10:00:00", UTC); false for none. */
export function parseServerDate(value) {
    return value ? deserializeDateTime(value) : false;
}

/** Formats the full local date and time, for tooltips. */
export function formatFullTime(date) {
    return date.toLocaleString(luxon.DateTime.DATETIME_FULL);
}
