// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

/** What a text lacks to be long enough, until it is. */
export function describeMissing(missing, unit) {
    if (!missing) {
        return "";
    }
    return unit === "bytes"
        ? _t("%s more bytes are needed.", missing)
        : _t("%s more characters are needed.", missing);
}

/** By how much a text is too long; "" where it is not. */
export function describeExcess({left, unit}) {
    if (left >= 0) {
        return "";
    }
    return unit === "bytes"
        ? _t("%s bytes too long", -left)
        : _t("%s characters too long", -left);
}

/** For screen readers: announced near the limit, not with every key. */
export function describeCount(count) {
    const {left} = count;
    const words = left <= 20 ? _t("%s characters left", left) : "";
    return describeExcess(count) || words;
}
