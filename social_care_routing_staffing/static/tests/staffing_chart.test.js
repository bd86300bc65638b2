// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {expect, queryAllTexts, test} from "@odoo/hoot";
import {StaffingChart} from "@social_care_routing_staffing/chart/staffing_chart.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

const slot = (time, needed, scheduled) => ({
    time,
    needed,
    scheduled,
    contacts: 4,
    service_level: 75,
    is_open: true,
});

class Staffing extends models.Model {
    _name = "social.care.staffing";
    chart = fields.Json();
    _records = [
        {
            id: 1,
            chart: {
                target: 80,
                days: [
                    {
                        date: "2026-11-23",
                        label: "Mon 23 Nov",
                        missing: 1.5,
                        slots: [slot("08:00", 5, 2), slot("08:30", 2, 2)],
                    },
                    {
                        date: "2026-11-24",
                        label: "Tue 24 Nov",
                        missing: 0,
                        slots: [slot("08:00", 1, 2)],
                    },
                ],
            },
        },
        {id: 2, chart: {target: 80, days: []}},
    ];
}

defineMailModels();
defineModels([Staffing]);

async function mountChart(resId) {
    const shown = {};
    patchWithCleanup(StaffingChart.prototype, {
        get config() {
            shown.config = super.config;
            return shown.config;
        },
    });
    await mountView({
        type: "form",
        resModel: "social.care.staffing",
        resId,
        arch: `<form><field name="chart" widget="social_care_staffing_chart"/></form>`,
    });
    return shown;
}

test("needed and scheduled are shown for all days and for each", async () => {
    const shown = await mountChart(1);
    const lines = () => shown.config.data.datasets.map(({data}) => data);
    expect(lines()).toEqual([
        [5, 2, 1],
        [2, 2, 2],
    ]);
    expect(shown.config.data.labels[0]).toBe("Mon 23 Nov 08:00");
    await contains("button:contains(Tue 24 Nov)").click();
    expect(lines()).toEqual([[1], [2]]);
    expect(shown.config.data.labels).toEqual(["08:00"]);
    expect("button[aria-pressed=true]").toHaveText("Tue 24 Nov");
});

test("understaffed days are marked", async () => {
    await mountChart(1);
    expect("button:contains(Mon 23 Nov) [aria-label='Understaffed']").toHaveCount(1);
    expect("button:contains(Tue 24 Nov) .fa").toHaveCount(0);
});

test("the chart has a text alternative for each day", async () => {
    await mountChart(1);
    expect(queryAllTexts("p[aria-live]")).toEqual([
        "Agents required at peak: 5. Missing hours: 1:30.",
    ]);
    expect("canvas").toHaveAttribute(
        "aria-label",
        "Agents required at peak: 5. Missing hours: 1:30."
    );
    await contains("button:contains(Tue 24 Nov)").click();
    expect("p[aria-live]").toHaveText(
        "Agents required at peak: 1. Missing hours: 0:00."
    );
});

test("the tooltip of an interval shows contacts and service level", async () => {
    const shown = await mountChart(1);
    const {afterBody} = shown.config.options.plugins.tooltip.callbacks;
    expect(afterBody([{dataIndex: 0}])).toEqual([
        "Expected contacts: 4",
        "Service level: 75 %",
    ]);
});

test("without a plan there is no chart", async () => {
    await mountChart(2);
    expect("canvas").toHaveCount(0);
});
