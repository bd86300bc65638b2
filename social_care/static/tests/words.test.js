// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    formatTimeAgo,
    formatFollowers,
    countSeconds,
    formatDuration,
    truncateText,
    getWaitUrgency,
} from "@social_care/core/words.esm";
import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {makeMockEnv} from "@web/../tests/web_test_helpers";

defineMailModels();

test("a wait is said the way people say it", async () => {
    await makeMockEnv();
    expect(String(formatDuration(59))).toBe("now");
    expect(String(formatDuration(12 * 60))).toBe("12 min");
    expect(String(formatDuration(2 * 3600))).toBe("2 h");
    expect(String(formatDuration(3 * 3600 + 5 * 60))).toBe("3 h 5 min");
    expect(String(formatDuration(86400))).toBe("1 day");
    expect(String(formatDuration(3 * 86400))).toBe("3 days");
});

test("the past is said in its largest unit", async () => {
    await makeMockEnv();
    expect(String(formatTimeAgo(10))).toBe("now");
    expect(String(formatTimeAgo(5 * 60))).toBe("5 min ago");
    expect(String(formatTimeAgo(2 * 3600 + 59 * 60))).toBe("2 h ago");
    expect(String(formatTimeAgo(2 * 86400 + 3600))).toBe("2 days ago");
});

test("a wait gets more pressing", () => {
    expect([0, 15 * 60, 3600].map(getWaitUrgency)).toEqual(["fresh", "aging", "late"]);
});

test("a clock that runs behind makes no negative wait", () => {
    const now = luxon.DateTime.now();
    expect(countSeconds(now.plus({seconds: 30}), now)).toBe(0);
});

test("reach is an order of magnitude", async () => {
    await makeMockEnv();
    expect(formatFollowers(205)).toBe("205");
    expect(formatFollowers(48200)).toBe("48.2K");
});

test("a text is cut between what a reader sees as characters", () => {
    const family = "👨‍👩‍👧";
    expect(truncateText(`${family}${family}!`, 1)).toBe(`${family}…`);
    expect(truncateText(`ab${family}`, 3)).toBe(`ab${family}`);
    expect(truncateText("", 3)).toBe("");
});
