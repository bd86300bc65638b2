// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/** How networks count the length of a text; the same as in tools/text.py. */

const encoder = new TextEncoder();
const segmenter = new Intl.Segmenter(undefined, {granularity: "grapheme"});

const MEASURES = {
    characters: (text) => [...text].length,
    graphemes: (text) => [...segmenter.segment(text)].length,
    utf16: (text) => text.length,
};

/** Counts a text in the unit of a network: a key of MEASURES. */
export function measure(text, unit) {
    return MEASURES[unit](text);
}

/** Counts the bytes of a text in UTF-8. */
export function countBytes(text) {
    return encoder.encode(text).length;
}

/**
 * Finds the limit that a text comes closest to.
 *
 * A network may limit characters and bytes at once (Bluesky: 300 graphemes and 3000
 * bytes); the agent sees the one that is reached first.
 *
 * @returns {{used: number, limit: number, left: number, unit: string}}
 */
export function findTightestLimit(text, {text_limit, text_unit, byte_limit}) {
    const counts = [{used: measure(text, text_unit), limit: text_limit, unit: "signs"}];
    if (byte_limit) {
        counts.push({used: countBytes(text), limit: byte_limit, unit: "bytes"});
    }
    counts.sort((a, b) => b.used / b.limit - a.used / a.limit);
    return {...counts[0], left: counts[0].limit - counts[0].used};
}
