// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {countSeconds, formatDuration, parseServerDate} from "../core/words.esm";
import {_t} from "@web/core/l10n/translation";

/** An opening is what a reply window allows: {until, left, late}. */

function isOver({until}, now) {
    return parseServerDate(until) <= now;
}

/** Whether another reply is accepted; without an opening at any time. */
export function isOpen(opening, now) {
    return !opening || (!isOver(opening, now) && opening.left !== 0);
}

/** The visibilities in which a message can be answered now. */
export function findOpenVisibilities(message, visibilities, now) {
    const openings = message.openings || {};
    return visibilities.filter((visibility) => isOpen(openings[visibility], now));
}

/** Seconds until a window closes. */
export function countLeftSeconds({until}, now) {
    return countSeconds(now, parseServerDate(until));
}

function describeEnd(opening, network, now) {
    if (isOver(opening, now)) {
        return _t("The reply window on %s is closed.", network);
    }
    if (opening.left === 0) {
        return _t(
            "%s accepts no more replies until the customer writes again.",
            network
        );
    }
    return "";
}

function describeLeft({left}) {
    if (left === false) {
        return "";
    }
    return left === 1 ? _t("1 reply left.") : _t("%s replies left.", left);
}

/** Words for a window: when it closes, how many replies are left, what comes after. */
export function describeOpening(opening, network, now) {
    const end = describeEnd(opening, network, now);
    if (end) {
        return [end, opening.late].filter(Boolean).join(" ");
    }
    const closes = _t("Reply window on %(network)s closes in %(span)s.", {
        network,
        span: formatDuration(countLeftSeconds(opening, now)),
    });
    return [closes, describeLeft(opening), opening.late].filter(Boolean).join(" ");
}
