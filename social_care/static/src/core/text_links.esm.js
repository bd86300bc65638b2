// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {TLDS} from "./tlds.esm";
import {countPunycode} from "./punycode.esm";

/**
 * Links as networks count them, by the rules of twitter-text 3; the same as in
 * tools/text_links.py, which explains more.
 */

// Classes name both cases: engines differ in which letters they take for the same.
const LATIN =
    "\\u0300-\\u036fA-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f" +
    "\\u0253-\\u029f\\u02bb\\u1e00-\\u1eff";
const SCHEME = "[hH][tT][tT][pP][sS]?:\\/\\/";
const CANDIDATE = new RegExp(
    `(${SCHEME})([\\p{L}\\p{M}\\p{N}_.\\-]+)` +
        `|[${LATIN}0-9](?:(?!${SCHEME})[${LATIN}0-9_.\\-])*`,
    "gu"
);
const LABEL = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?$/u;
const TLD = /(?:[xX][nN]--[A-Za-z0-9-]+|[A-Za-z]+|[\p{L}\p{M}]+)(?![0-9A-Za-z@+-])/uy;
const PORT = /:[0-9]+/y;
const QUERY = /\?[A-Za-z0-9!?*'@();:&=+$/%#[\]_.,~|-]*[A-Za-z0-9_&=#/-]/uy;
const NOT_BEFORE = /[A-Za-z0-9@\uff20$#\uff03\ufffe\ufeff]$/;
const NOT_BEFORE_HOST = /[A-Za-z0-9@\uff20$#\uff03\ufffe\ufeff_./-]$/;
const LONGEST_LABEL = 63;
const LONGEST_LINK = 4096;
const KNOWN = new Set(TLDS.trim().split(/\s+/));

/**
 * Returns the pattern of a path: balanced brackets count, one inside another at most. Each
 * repetition takes one character: otherwise a bracket without its end takes forever.
 */
function makePath(part) {
    return new RegExp(`\\/(?:${part}|\\((?:${part}|\\(${part}+\\))*\\))*`, "uy");
}

const X_LETTERS = `${LATIN}\\u0400-\\u04ff0-9`;

export const X = {
    hasBare: true,
    path: makePath(`[${X_LETTERS}!*';:=+,.$\\/%#\\[\\]\\u2013_~@\\|&\\-]`),
    pathEnd: new RegExp(`[${X_LETTERS}+=_#\\/)\\-]`, "u"),
};
export const MASTODON = {
    hasBare: false,
    path: makePath("[^\\p{White_Space}<>()?]"),
    pathEnd: /[^\p{White_Space}(?!*"'\u300c\u300d<>;:=,.$%[\]~&|@]/u,
};

/**
 * Finds the links that a network counts as such.
 *
 * @param {string} text
 * @param {object} rules - X or MASTODON
 * @returns {Array<[number, number]>} start and end of each
 */
export function findLinks(text, rules) {
    const links = [];
    let match = matchAt(CANDIDATE, text, 0);
    while (match) {
        const find = match[1] ? findWithScheme : findBare;
        const [start, end] = find(text, match, rules);
        const link = text.slice(start, end);
        if (link && [...link].length <= LONGEST_LINK) {
            links.push([start, end]);
        }
        match = matchAt(CANDIDATE, text, end || match.index + match[0].length);
    }
    return links;
}

function matchAt(pattern, text, position) {
    pattern.lastIndex = position;
    return pattern.exec(text);
}

function findWithScheme(text, match, rules) {
    const start = match.index;
    if (NOT_BEFORE.test(text.slice(Math.max(start - 1, 0), start))) {
        return [start, 0];
    }
    const limit = start + match[0].length;
    const end = findHostEnd(text, start + match[1].length, limit);
    return [start, end && findPathEnd(text, findPortEnd(text, end), rules)];
}

function findBare(text, match, rules) {
    let start = match.index;
    const before = text.slice(Math.max(start - 1, 0), start);
    if (!rules.hasBare || NOT_BEFORE_HOST.test(before)) {
        return [start, 0];
    }
    const end = findHostEnd(text, start, start + match[0].length);
    start += text.slice(start, end).lastIndexOf("_") + 1;
    const slash = findPortEnd(text, end);
    const hasPath = end && text.startsWith("/", slash);
    return [start, hasPath ? findPathEnd(text, slash, rules) : end];
}

function findHostEnd(text, begin, limit) {
    let start = begin;
    let end = 0;
    let before = "";
    for (const label of text.slice(begin, limit).split(".")) {
        const found = before && !before.includes("_") && matchAt(TLD, text, start);
        if (found && isTld(found[0].toLowerCase())) {
            end = start + found[0].length;
        }
        if (!isLabel(label)) {
            break;
        }
        start += label.length + 1;
        before = label;
    }
    return end;
}

function isTld(label) {
    return label.startsWith("xn--") || KNOWN.has(label);
}

function isLabel(label) {
    return [...label].length <= LONGEST_LABEL && LABEL.test(label) && fits(label);
}

/** Whether a label of any script is short enough for the name system. */
function fits(label) {
    // eslint-disable-next-line no-control-regex
    if (/^[\x00-\x7f]*$/.test(label)) {
        return true;
    }
    const encoded = countPunycode(label.toLowerCase().normalize("NFKC"));
    return "xn--".length + encoded <= LONGEST_LABEL;
}

function findPortEnd(text, end) {
    const port = matchAt(PORT, text, end);
    return port ? end + port[0].length : end;
}

function findPathEnd(text, start, rules) {
    let end = start;
    const path = matchAt(rules.path, text, end);
    if (path) {
        end += trim(path[0], rules).length;
    }
    const query = matchAt(QUERY, text, end);
    return query ? end + query[0].length : end;
}

/** Returns a path without the punctuation of the sentence behind it. */
function trim(path, rules) {
    const signs = [...path];
    while (signs.length > 1 && !rules.pathEnd.test(signs.at(-1))) {
        signs.pop();
    }
    return signs.join("");
}
