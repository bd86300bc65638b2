// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {countBytes, measure, findTightestLimit} from "@social_care/core/measure.esm";
import {describe, expect, test} from "@odoo/hoot";

describe.current.tags("headless");

const FAMILY = "👩‍👩‍👧‍👦";

test("networks count the same text differently", () => {
    expect(measure(FAMILY, "graphemes")).toBe(1);
    expect(measure(FAMILY, "characters")).toBe(7);
    expect(measure(FAMILY, "utf16")).toBe(11);
    expect(countBytes(FAMILY)).toBe(25);
    expect(measure("Wałęsa", "graphemes")).toBe(6);
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
