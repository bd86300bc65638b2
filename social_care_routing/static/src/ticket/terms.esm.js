// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {spanInWords} from "@social_care/core/words.esm";

function minutesInWords(minutes) {
    return minutes ? spanInWords(minutes * 60) : _t("0 min");
}

/** A priority boost has a sign: "+60 min"; waiting is none, and being put in front no time. */
export function termInWords({code, label, minutes}) {
    if (code === "pushed") {
        return label;
    }
    return code === "wait"
        ? `${label} ${minutesInWords(minutes)}`
        : _t("%s min", `${label} ${minutes < 0 ? "" : "+"}${minutes}`);
}

/** How far in front something is, all terms together. */
export function scoreInWords({score, terms}) {
    return terms.some(({code}) => code === "pushed")
        ? _t("in front of all")
        : _t("%s in front", minutesInWords(score));
}
