// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {CountedGraphRenderer} from "@social_care/report/counted_graph.esm";
import {graphView} from "@web/views/graph/graph_view";
import {registry} from "@web/core/registry";

// Of a person's state, and of what became of an offer.
const VARIABLES = {
    available: "--success",
    after_work: "--info",
    away: "--warning",
    not_responding: "--danger",
    offline: "--400",
    accepted: "--success",
    unanswered: "--danger",
    open: "--info",
    declined: "--warning",
    timed_out: "--danger",
    withdrawn: "--400",
};
const UNKNOWN = "--200";

/** Bars in the colours that the states have everywhere; their height is the sum. */
export class StateGraphRenderer extends CountedGraphRenderer {
    getBarChartData() {
        const data = super.getBarChartData();
        const {groupBy, fields} = this.model.metaData;
        const name = groupBy.at(-1)?.fieldName;
        if (["state", "outcome"].includes(name)) {
            this.colour(this.model.data.datasets, fields[name].selection);
        }
        return {...data, datasets: this.model.data.datasets};
    }

    colour(datasets, selection) {
        const style = getComputedStyle(document.documentElement);
        for (const dataset of datasets) {
            const found = selection.find(([, label]) => label === dataset.label);
            const variable = (found && VARIABLES[found[0]]) || UNKNOWN;
            dataset.backgroundColor = style.getPropertyValue(variable);
        }
    }
}

registry.category("views").add("social_care_state_graph", {
    ...graphView,
    Renderer: StateGraphRenderer,
});
