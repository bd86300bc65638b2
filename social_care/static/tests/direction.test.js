// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {describe, expect, test} from "@odoo/hoot";
import {CASES} from "./direction_cases.esm";
import {getDirection} from "@social_care/core/direction.esm";

describe.current.tags("headless");

test("a text has the direction of its first letter outside handles", () => {
    for (const {text, direction} of CASES) {
        expect(getDirection(text)).toBe(direction, {message: text});
    }
});

test("what is no text has none", () => {
    expect(getDirection(false)).toBe("auto");
    expect(getDirection(undefined)).toBe("auto");
});
