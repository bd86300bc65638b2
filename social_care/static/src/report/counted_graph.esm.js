// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {GraphRenderer} from "@web/views/graph/graph_renderer";
import {graphView} from "@web/views/graph/graph_view";
import {registry} from "@web/core/registry";

/**
 * Says at the axis what is measured, with its unit, which Odoo leaves out. Records
 * are counted under the name that the view gives in `string`, not as "Count", and in
 * whole numbers.
 */
export class CountedGraphRenderer extends GraphRenderer {
    getScaleOptions() {
        const scales = super.getScaleOptions();
        if (scales.y) {
            const {measure, title} = this.model.metaData;
            const text = measure === "__count" ? title : scales.y.title.text;
            scales.y.title = {...scales.y.title, text, display: true};
            if (this.isCounting) {
                const callback = (value) => this.formatValue(value);
                scales.y.ticks = {...scales.y.ticks, precision: 0, callback};
            }
        }
        return scales;
    }

    /** Whether the measure has whole numbers: there is no half order. */
    get isCounting() {
        const {fields, measure} = this.model.metaData;
        return measure === "__count" || fields[measure].type === "integer";
    }
}

registry.category("views").add("social_care_counted_graph", {
    ...graphView,
    Renderer: CountedGraphRenderer,
});
