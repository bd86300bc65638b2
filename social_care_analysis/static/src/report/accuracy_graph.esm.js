// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {CountedGraphRenderer} from "@social_care/report/counted_graph.esm";
import {graphView} from "@web/views/graph/graph_view";
import {registry} from "@web/core/registry";

/** Connects the line over days without training instead of dropping to zero. */
export class AccuracyGraphRenderer extends CountedGraphRenderer {
    getLineChartData() {
        const data = super.getLineChartData();
        for (const dataset of data.datasets) {
            const {domains} = dataset;
            dataset.data = dataset.data.map((value, index) =>
                domains[index]?.length ? value : null
            );
            dataset.spanGaps = true;
        }
        return data;
    }
}

registry.category("views").add("social_care_accuracy_graph", {
    ...graphView,
    Renderer: AccuracyGraphRenderer,
});
