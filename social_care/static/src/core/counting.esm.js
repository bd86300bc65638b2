// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {MASTODON, X, findLinks} from "./text_links.esm";

/**
 * How networks count the length of a text; the same as in tools/measures.py, held equal
 * by static/tests/length_cases.esm.js.
 */

const encoder = new TextEncoder();
const segmenter = new Intl.Segmenter(undefined, {granularity: "grapheme"});
const LINK_LENGTH = 23;

const PICTURE =
    "(?:\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}|\\p{Extended_Pictographic}\\ufe0f?)";
const EMOJI = new RegExp(
    [
        "[#*0-9]\\ufe0f?\\u20e3",
        "\\p{Regional_Indicator}{2}",
        "\\u{1f3f4}[\\u{e0061}-\\u{e007a}]+\\u{e007f}",
        "[\\u00a9\\u00ae]\\ufe0f",
        `(?![\\u00a9\\u00ae])${PICTURE}(?:\\u200d${PICTURE})*`,
    ].join("|"),
    "gu"
);
// Code points that X counts once (configuration v3 of twitter-text)
// eslint-disable-next-line no-control-regex
const LIGHT = /[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/gu;
const REMOTE_MENTION =
    /(?<![=/\p{L}\p{M}\p{N}\p{Pc}])(@[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@[\p{L}\p{M}\p{N}\p{Pc}.-]*[\p{L}\p{M}\p{N}\p{Pc}]/gu;

/** Counts code points. */
export function countCharacters(text) {
    return [...text].length;
}

/** Counts what a reader sees as characters. */
export function countGraphemes(text) {
    return [...segmenter.segment(text)].length;
}

/** Counts UTF-16 code units. */
export function countUtf16(text) {
    return text.length;
}

/** Counts the bytes of a text in UTF-8. */
export function countBytes(text) {
    return encoder.encode(text).length;
}

/** Counts as X does: a link 23, an emoji 2, others 1 or 2 by their script. */
export function countWeighted(text) {
    const normal = text.normalize("NFC");
    const {plain, links} = cutLinks(normal, X);
    return LINK_LENGTH * links + plain.reduce((sum, part) => sum + weigh(part), 0);
}

function weigh(text) {
    const emoji = text.match(EMOJI) || [];
    const plain = text.replace(EMOJI, "");
    const light = plain.match(LIGHT) || [];
    return 2 * (emoji.length + [...plain].length) - light.length;
}

/** Counts as Mastodon does: a link 23, `@user@server` as `@user`. */
export function countLinksAs23(text) {
    const {plain} = cutLinks(text, MASTODON);
    const shown = plain.join("x".repeat(LINK_LENGTH));
    return countGraphemes(shown.replace(REMOTE_MENTION, "$1"));
}

/** Cuts a text at its links: what is between them, and how many there are. */
function cutLinks(text, rules) {
    const links = findLinks(text, rules);
    const starts = [0, ...links.map(([, end]) => end)];
    const ends = [...links.map(([start]) => start), text.length];
    const plain = starts.map((start, index) => text.slice(start, ends[index]));
    return {plain, links: links.length};
}
