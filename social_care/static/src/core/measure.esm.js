// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    countBytes,
    countCharacters,
    countGraphemes,
    countLinksAs23,
    countUtf16,
    countWeighted,
} from "./counting.esm";
import {registry} from "@web/core/registry";

/**
 * Functions from a text to its length, by the code that the capabilities of an account
 * name. An addon adds its own here and in tools/measures.py.
 */
const measures = registry.category("social_care.measures");

measures
    .add("characters", countCharacters)
    .add("graphemes", countGraphemes)
    .add("utf16", countUtf16)
    .add("bytes", countBytes)
    .add("weighted", countWeighted)
    .add("links_as_23", countLinksAs23);

/** Counts a text in the unit of a network: a key of the registry. */
export function measure(text, unit) {
    return measures.get(unit)(text);
}

/** Counts what a text lacks to be long enough for the network, in its unit. */
export function countMissing(text, {text_minimum: minimum, text_unit: unit}) {
    return minimum ? Math.max(0, minimum - measure(text, unit)) : 0;
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
    const unit = text_unit === "bytes" ? "bytes" : "signs";
    const counts = [{used: measure(text, text_unit), limit: text_limit, unit}];
    if (byte_limit) {
        counts.push({used: countBytes(text), limit: byte_limit, unit: "bytes"});
    }
    counts.sort((a, b) => b.used / b.limit - a.used / a.limit);
    return {...counts[0], left: counts[0].limit - counts[0].used};
}
