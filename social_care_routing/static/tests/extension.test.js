// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {expect, queryAllTexts, queryText, test} from "@odoo/hoot";
import {contains} from "@web/../tests/web_test_helpers";
import {defineBoardModels, load, mountBoard, row} from "./wallboard_test_helpers";
import {boardColumns} from "@social_care_routing/wallboard/columns.esm";
import {chips} from "@social_care/core/chips.esm";

defineBoardModels();

const LOADS = [
    load({waiting: 3, vip: 2, oldest_vip: "2026-11-01 11:50:00"}),
    load({medium: 2, waiting: 1, vip: 1, oldest_vip: "2026-11-01 11:30:00"}),
    load({team: 2, waiting: 1}),
];

test("a column of another addon adds up by team and over all", async () => {
    boardColumns.add("vip", {label: "VIP", aggregate: "sum"}, {sequence: 15});
    await mountBoard({loads: LOADS});
    expect(queryAllTexts("thead th").slice(0, 4)).toEqual([
        "Team",
        "Waiting",
        "VIP",
        "Longest wait",
    ]);
    expect(queryText("[data-team='1'] [data-column=vip]")).toBe("3");
    expect(queryText("[data-team='2'] [data-column=vip]")).toBe("0");
    expect(queryText("[data-figure=vip] dd")).toBe("3");
});

test("a column may be the earliest moment, and stand out", async () => {
    const getTone = (values) => values.oldest_vip && "risk";
    const column = {label: "VIP wait", aggregate: "min", format: "wait", getTone};
    boardColumns.add("oldest_vip", column, {sequence: 15});
    await mountBoard({loads: LOADS});
    expect(queryText("[data-team='1'] [data-column=oldest_vip]")).toBe("30 min");
    expect(queryText("[data-team='2'] [data-column=oldest_vip]")).toBe("–");
    expect("[data-team='1'] .o_social_care_board_risk").toHaveCount(1);
});

test("a column may add up and be worded as it likes", async () => {
    const share = {
        label: "VIP share",
        getValue: ({loads}) =>
            loads.reduce((sum, {vip}) => sum + (vip || 0), 0) /
            loads.reduce((sum, {waiting}) => sum + waiting, 0),
        format: (value) => `${Math.round(100 * value)} %`,
    };
    boardColumns.add("vip_share", share, {sequence: 90});
    await mountBoard({loads: LOADS});
    expect(queryText("[data-figure=vip_share] dd")).toBe("60 %");
});

test("a chip of another addon stands in the rows of the queue", async () => {
    const chip = {
        places: ["work"],
        getProps: ({vip}) => vip && {label: "VIP", tone: "o_good", icon: "fa-star"},
    };
    chips.add("my_addon.vip", chip, {sequence: 5});
    await mountBoard({queue: [row(7, {vip: true}), row(8)]});
    expect("[data-work='7'] .o_social_care_chip.o_good .fa-star").toHaveCount(1);
    expect(queryAllTexts("[data-work='7'] .o_social_care_chip")).toEqual([
        "VIP",
        "Waiting",
    ]);
    expect(queryAllTexts("[data-work='8'] .o_social_care_chip")).toEqual(["Waiting"]);
});

test("a chip may do something, and one record may have several", async () => {
    const chip = {
        places: ["work"],
        getProps: ({tags = []}) =>
            tags.map((label) => ({label, onClick: () => expect.step(label)})),
    };
    chips.add("my_addon.tags", chip, {sequence: 90});
    await mountBoard({queue: [row(7, {tags: ["Gold", "Poland"]})]});
    await contains("button.o_social_care_chip:contains(Poland)").click();
    expect.verifySteps(["Poland"]);
});
