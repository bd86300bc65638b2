// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {after, describe, expect, test} from "@odoo/hoot";
import {countMissing, findTightestLimit, measure} from "@social_care/core/measure.esm";
import {CASES} from "./length_cases.esm";
import {MINIMUM_CASES} from "./minimum_cases.esm";
import {registry} from "@web/core/registry";

describe.current.tags("headless");

const FAMILY = "👩‍👩‍👧‍👦";

test("C8: the composer counts as the server does", () => {
    for (const {text, ...lengths} of CASES) {
        for (const [unit, length] of Object.entries(lengths)) {
            expect(measure(text, unit)).toBe(length, {message: `${unit}: ${text}`});
        }
    }
});

test("C8: the composer knows what a text lacks as the server does", () => {
    for (const {text, unit, minimum, missing} of MINIMUM_CASES) {
        const limits = {text_minimum: minimum, text_unit: unit};
        expect(countMissing(text, limits)).toBe(missing, {message: `${unit}: ${text}`});
    }
});

test("C8: another addon adds a measure of its own", () => {
    const measures = registry.category("social_care.measures");
    measures.add("words", (text) => text.split(" ").length);
    after(() => measures.remove("words"));
    const limits = {text_limit: 3, text_unit: "words", byte_limit: null};
    expect(findTightestLimit("one two", limits).left).toBe(1);
});

test("bytes are shown as bytes where a network counts nothing else", () => {
    const limits = {text_limit: 10, text_unit: "bytes", byte_limit: null};
    expect(findTightestLimit("Wałęsa", limits)).toEqual({
        used: 8,
        limit: 10,
        unit: "bytes",
        left: 2,
    });
});

test("signs are shown until bytes would stop the text first", () => {
    const limits = {text_limit: 10, text_unit: "graphemes", byte_limit: 50};
    expect(findTightestLimit("hello", limits)).toEqual({
        used: 5,
        limit: 10,
        unit: "signs",
        left: 5,
    });
    expect(findTightestLimit(FAMILY.repeat(3), limits)).toEqual({
        used: 75,
        limit: 50,
        unit: "bytes",
        left: -25,
    });
});

test("a network without a byte limit counts signs alone", () => {
    const limits = {text_limit: 500, text_unit: "characters", byte_limit: null};
    expect(findTightestLimit(FAMILY, limits).unit).toBe("signs");
});
