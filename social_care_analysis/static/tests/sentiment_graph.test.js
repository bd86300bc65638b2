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

class Mention extends models.Model {
    _name = "social.care.mention";
    posted_at = fields.Date();
    sentiment = fields.Selection({selection: [["negative", "Negative"]]});
    _records = [1, 2, 3].map((id) => ({
        id,
        posted_at: `2026-11-2${id}`,
        sentiment: "negative",
    }));
}

defineMailModels();
defineModels([Mention]);

test("mentions are counted in whole numbers, and nothing lies over their bars", async () => {
    let renderer = null;
    const {Renderer} = registry.category("views").get("social_care_sentiment_graph");
    patchWithCleanup(Renderer.prototype, {
        setup() {
            super.setup();
            renderer = this;
        },
    });
    await mountView({
        type: "graph",
        resModel: "social.care.mention",
        arch: `<graph js_class="social_care_sentiment_graph" stacked="1">
            <field name="posted_at" interval="day"/>
            <field name="sentiment"/>
        </graph>`,
    });
    const {data, scales} = renderer.chart;
    expect(data.datasets.map(({label}) => label)).toEqual(["Negative"]);
    expect(scales.y.ticks.map(({label}) => label)).toEqual(["0", "1"]);
});
