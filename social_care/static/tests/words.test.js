// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    agoInWords,
    reachInWords,
    secondsBetween,
    spanInWords,
    startOf,
    urgency,
} from "@social_care/core/words.esm";
import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {makeMockEnv} from "@web/../tests/web_test_helpers";

defineMailModels();

test("a wait is said the way people say it", async () => {
    await makeMockEnv();
    expect(String(spanInWords(59))).toBe("now");
    expect(String(spanInWords(12 * 60))).toBe("12 min");
    expect(String(spanInWords(2 * 3600))).toBe("2 h");
    expect(String(spanInWords(3 * 3600 + 5 * 60))).toBe("3 h 5 min");
    expect(String(spanInWords(86400))).toBe("1 day");
    expect(String(spanInWords(3 * 86400))).toBe("3 days");
});

test("the past is said in its largest unit", async () => {
    await makeMockEnv();
    expect(String(agoInWords(10))).toBe("now");
    expect(String(agoInWords(5 * 60))).toBe("5 min ago");
    expect(String(agoInWords(2 * 3600 + 59 * 60))).toBe("2 h ago");
    expect(String(agoInWords(2 * 86400 + 3600))).toBe("2 days ago");
});

test("a wait gets more pressing", () => {
    expect([0, 15 * 60, 3600].map(urgency)).toEqual(["fresh", "aging", "late"]);
});

test("a clock that runs behind makes no negative wait", () => {
    const now = luxon.DateTime.now();
    expect(secondsBetween(now.plus({seconds: 30}), now)).toBe(0);
});

test("reach is an order of magnitude", async () => {
    await makeMockEnv();
    expect(reachInWords(205)).toBe("205");
    expect(reachInWords(48200)).toBe("48.2K");
});

test("a text is cut between what a reader sees as characters", () => {
    const family = "👨‍👩‍👧";
    expect(startOf(`${family}${family}!`, 1)).toBe(`${family}…`);
    expect(startOf(`ab${family}`, 3)).toBe(`ab${family}`);
    expect(startOf("", 3)).toBe("");
});
