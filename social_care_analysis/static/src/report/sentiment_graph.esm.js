// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {CountedGraphRenderer} from "@social_care/report/counted_graph.esm";
import {formatInteger} from "@web/views/fields/formatters";
import {graphView} from "@web/views/graph/graph_view";
import {registry} from "@web/core/registry";

const VARIABLES = {negative: "--danger", neutral: "--400", positive: "--success"};
const UNKNOWN = "--200";

/**
 * Bars of sentiment in the colors of the chips instead of the order of a palette, with
 * whole numbers on the axis.
 */
export class SentimentGraphRenderer extends CountedGraphRenderer {
    getBarChartData() {
        const data = super.getBarChartData();
        const {groupBy, fields} = this.model.metaData;
        if (groupBy.at(-1)?.fieldName === "sentiment") {
            this.setColors(this.model.data.datasets, fields.sentiment.selection);
        }
        return {...data, datasets: this.model.data.datasets};
    }

    getScaleOptions() {
        const scales = super.getScaleOptions();
        const {measure, measures} = this.model.metaData;
        if (scales.y && measures[measure].type === "integer") {
            const ticks = {precision: 0, callback: (value) => formatInteger(value)};
            Object.assign(scales.y.ticks, ticks);
        }
        return scales;
    }

    setColors(datasets, selection) {
        const style = getComputedStyle(document.documentElement);
        for (const dataset of datasets) {
            const found = selection.find(([, label]) => label === dataset.label);
            const variable = found ? VARIABLES[found[0]] : UNKNOWN;
            dataset.backgroundColor = style.getPropertyValue(variable);
        }
    }
}

registry.category("views").add("social_care_sentiment_graph", {
    ...graphView,
    Renderer: SentimentGraphRenderer,
});
