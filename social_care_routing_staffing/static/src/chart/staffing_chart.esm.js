// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatFloatTime} from "@web/views/fields/formatters";
import {loadBundle} from "@web/core/assets";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const ALL_DAYS = "";

function getColor(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * Agents required and agents scheduled during a day or all days of a plan. The area
 * between the two lines is filled where agents are missing.
 */
export class StaffingChart extends Component {
    static template = "social_care_routing_staffing.StaffingChart";
    static props = {...standardFieldProps};

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({date: ALL_DAYS});
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                if (!this.canvas.el) {
                    return;
                }
                const chart = new window.Chart(this.canvas.el, this.config);
                return () => chart.destroy();
            },
            () => [this.props.record.data[this.props.name], this.state.date]
        );
    }

    get days() {
        return this.props.record.data[this.props.name]?.days || [];
    }

    get shown() {
        const found = this.days.filter(({date}) => date === this.state.date);
        return found.length ? found : this.days;
    }

    get slots() {
        const {shown} = this;
        return shown.flatMap(({label, slots}) =>
            slots.map((slot) => ({
                ...slot,
                label: shown.length > 1 ? `${label} ${slot.time}` : slot.time,
            }))
        );
    }

    /** Text alternative of the chart. */
    get summary() {
        const missing = this.shown.reduce((sum, day) => sum + day.missing, 0);
        const most = Math.max(0, ...this.slots.map(({needed}) => needed));
        return _t("Agents required at peak: %(most)s. Missing hours: %(hours)s.", {
            most,
            hours: formatFloatTime(missing, {noLeadingZeroHour: true}),
        });
    }

    showDay(date) {
        this.state.date = date;
    }

    get config() {
        const {slots} = this;
        return {
            type: "line",
            data: {
                labels: slots.map(({label}) => label),
                datasets: this.getDatasets(slots),
            },
            options: {
                animation: false,
                responsive: true,
                maintainAspectRatio: false,
                interaction: {mode: "index", intersect: false},
                scales: {
                    x: {
                        grid: {display: false},
                        ticks: {autoSkip: true, maxRotation: 0},
                    },
                    y: {
                        beginAtZero: true,
                        title: {display: true, text: _t("Agents")},
                        ticks: {precision: 0},
                    },
                },
                plugins: {
                    legend: {position: "top", align: "start"},
                    tooltip: {
                        callbacks: {
                            afterBody: ([item]) => this.getTooltipLines(slots, item),
                        },
                    },
                },
            },
        };
    }

    getDatasets(slots) {
        const line = {stepped: "middle", pointRadius: 0, pointHitRadius: 8};
        return [
            {
                ...line,
                label: _t("Required"),
                data: slots.map(({needed}) => needed),
                borderColor: getColor("--danger"),
                backgroundColor: getColor("--danger"),
                borderWidth: 2,
            },
            {
                ...line,
                label: _t("Scheduled"),
                data: slots.map(({scheduled}) => scheduled),
                borderColor: getColor("--primary"),
                backgroundColor: getColor("--primary"),
                borderDash: [6, 3],
                borderWidth: 2,
                fill: {
                    target: 0,
                    below: `${getColor("--danger")}33`,
                    above: "transparent",
                },
            },
        ];
    }

    getTooltipLines(slots, {dataIndex}) {
        const {contacts, is_open, service_level} = slots[dataIndex];
        const lines = [_t("Expected contacts: %s", contacts)];
        lines.push(
            is_open
                ? _t("Service level: %s %", service_level)
                : _t("Outside opening hours")
        );
        return lines;
    }
}

registry.category("fields").add("social_care_staffing_chart", {
    component: StaffingChart,
    supportedTypes: ["json"],
});
