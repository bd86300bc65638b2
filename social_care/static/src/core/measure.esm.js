// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/** How networks count the length of a text: the twin of tools/text.py. */

const encoder = new TextEncoder();
const segmenter = new Intl.Segmenter(undefined, {granularity: "grapheme"});

const MEASURES = {
    characters: (text) => [...text].length,
    graphemes: (text) => [...segmenter.segment(text)].length,
    utf16: (text) => text.length,
};

export function measure(text, unit) {
    return MEASURES[unit](text);
}

export function byteLength(text) {
    return encoder.encode(text).length;
}

/**
 * The limit that this text comes closest to, as {used, limit, left, unit}.
 *
 * A network may count signs and bytes at once (Bluesky: 300 graphemes and 3000
 * bytes); people are shown the one that stops them first.
 */
export function tightest(text, {text_limit, text_unit, byte_limit}) {
    const counts = [{used: measure(text, text_unit), limit: text_limit, unit: "signs"}];
    if (byte_limit) {
        counts.push({used: byteLength(text), limit: byte_limit, unit: "bytes"});
    }
    counts.sort((a, b) => b.used / b.limit - a.used / a.limit);
    return {...counts[0], left: counts[0].limit - counts[0].used};
}
