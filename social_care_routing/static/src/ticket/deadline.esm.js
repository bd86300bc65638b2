// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    countSeconds,
    formatDuration,
    formatFullTime,
} from "@social_care/core/words.esm";
import {_t} from "@web/core/l10n/translation";

/** Formats a deadline the same way on every screen: "1 h 30 min left", "20 min late".
 *  A started minute counts as a whole one. */
export function formatDeadline(deadline, now) {
    const formatSpan = (from, to) =>
        formatDuration(Math.max(60, countSeconds(from, to)));
    return deadline < now
        ? _t("%s late", formatSpan(deadline, now))
        : _t("%s left", formatSpan(now, deadline));
}

/** The tooltip of a deadline. */
export function formatDue(deadline) {
    return _t("Due %s", formatFullTime(deadline));
}
