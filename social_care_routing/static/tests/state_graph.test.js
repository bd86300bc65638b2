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

class Time extends models.Model {
    _name = "social.care.agent.time";
    day = fields.Date();
    hours = fields.Float();
    state = fields.Selection({
        selection: [
            ["available", "Available"],
            ["away", "Away"],
        ],
    });
    _records = [
        {id: 1, day: "2026-11-20", state: "available", hours: 6},
        {id: 2, day: "2026-11-20", state: "away", hours: 2},
    ];
}

defineMailModels();
defineModels([Time]);

test("states have the colours that they have everywhere", async () => {
    let renderer = null;
    const {Renderer} = registry.category("views").get("social_care_state_graph");
    patchWithCleanup(Renderer.prototype, {
        setup() {
            super.setup();
            renderer = this;
        },
    });
    await mountView({
        type: "graph",
        resModel: "social.care.agent.time",
        arch: `<graph js_class="social_care_state_graph" stacked="1">
            <field name="day" interval="day"/>
            <field name="state"/>
            <field name="hours" type="measure"/>
        </graph>`,
    });
    const style = getComputedStyle(document.documentElement);
    const found = Object.fromEntries(
        renderer.chart.data.datasets.map((set) => [set.label, set.backgroundColor])
    );
    expect(found).toEqual({
        Available: style.getPropertyValue("--success"),
        Away: style.getPropertyValue("--warning"),
    });
});
