// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/** The same as in tools/direction.py, which explains more. */
const SKIPPED =
    "[hH][tT][tT][pP][sS]?:\\/\\/[!-~]+" +
    "|[A-Za-z0-9][A-Za-z0-9._%+\\-]{0,63}@[A-Za-z0-9.\\-]+" +
    "|@(?:[A-Za-z0-9_.\\-]+(?:@[A-Za-z0-9.\\-]+)?|[\\p{L}\\p{M}\\p{N}_]+)" +
    "|[A-Za-z0-9][A-Za-z0-9\\-]{0,62}(?:\\.[A-Za-z0-9\\-]{1,63})+(?:\\/[!-~]*)?" +
    "|[A-Za-z]{0,16}-?[0-9][A-Za-z0-9\\-]*";
const STRONG = new RegExp(`${SKIPPED}|([\\p{L}\\u061c\\u200e\\u200f])`, "gu");
const RIGHT_TO_LEFT =
    /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Returns the writing direction of a text: that of the first strong letter outside
 * handles, addresses and numbers.
 *
 * @param {string | false} text
 * @returns {"ltr"|"rtl"|"auto"} "auto" where no letter tells
 */
export function getDirection(text) {
    for (const [, letter] of (text || "").matchAll(STRONG)) {
        if (letter) {
            return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
        }
    }
    return "auto";
}
