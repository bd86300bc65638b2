// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {formatDuration} from "@social_care/core/words.esm";

function formatMinutes(minutes) {
    return minutes ? formatDuration(minutes * 60) : _t("0 min");
}

/** Formats a term of the priority score. A boost has a sign ("+60 min"), waiting time
 *  has none, and an item that a supervisor pushed to the front has no minutes. */
export function formatTerm({code, label, minutes}) {
    if (code === "pushed") {
        return label;
    }
    return code === "wait"
        ? `${label} ${formatMinutes(minutes)}`
        : _t("%s min", `${label} ${minutes < 0 ? "" : "+"}${minutes}`);
}

/** Formats the priority score: the sum of all terms. */
export function formatScore({score, terms}) {
    return terms.some(({code}) => code === "pushed")
        ? _t("Top priority")
        : _t("Priority: %s", formatMinutes(score));
}
