// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    defineModels,
    fields,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {registry} from "@web/core/registry";

class Report extends models.Model {
    _name = "social.care.agent.report";
    day = fields.Date();
    occupancy = fields.Float({string: "Occupancy (%)"});
    _records = [{id: 1, day: "2026-11-20", occupancy: 80}];
}

defineMailModels();
defineModels([Report]);

async function mountGraph(attributes, measure = "") {
    let renderer = null;
    const {Renderer} = registry.category("views").get("social_care_counted_graph");
    patchWithCleanup(Renderer.prototype, {
        setup() {
            super.setup();
            renderer = this;
        },
    });
    await mountView({
        type: "graph",
        resModel: "social.care.agent.report",
        arch: `<graph js_class="social_care_counted_graph" ${attributes}>
            <field name="day" interval="day"/>
            ${measure}
        </graph>`,
    });
    return renderer.chart;
}

test("the axis says what is measured, and its unit", async () => {
    const measure = `<field name="occupancy" type="measure"/>`;
    const {title} = (await mountGraph(`string="Agents"`, measure)).options.scales.y;
    expect(title.display).toBe(true);
    expect(title.text).toBe("Occupancy (%)");
});

test("records are counted under their name", async () => {
    const {title} = (await mountGraph(`string="Mentions"`)).options.scales.y;
    expect(title.text).toBe("Mentions");
});

test("what is counted has whole numbers", async () => {
    const {ticks} = (await mountGraph(`string="Mentions"`)).options.scales.y;
    expect(ticks.precision).toBe(0);
    expect(ticks.callback(2)).toBe("2");
});

test("what is measured keeps its decimals", async () => {
    const measure = `<field name="occupancy" type="measure"/>`;
    const {ticks} = (await mountGraph(`string="Agents"`, measure)).options.scales.y;
    expect(ticks.precision).not.toBe(0);
    expect(ticks.callback(2.5)).toBe("2.50");
});

test("a pie has no axis", async () => {
    const chart = await mountGraph(`type="pie" string="Mentions"`);
    expect(chart.options.scales.y).toBe(undefined);
});
