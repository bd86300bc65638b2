// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Chip, chips} from "@social_care/core/chips.esm";
import {Component, onWillStart, xml} from "@odoo/owl";
import {getLook} from "@social_care_analysis/chips/verdict_kinds.esm";
import {useService} from "@web/core/utils/hooks";

/** A verdict of the analysis that cannot be corrected here. */
export class Verdict extends Component {
    static template = xml`<Chip t-props="chip"/>`;
    static components = {Chip};
    static props = {kind: String, value: String};

    setup() {
        const choices = useService("social_care_choices");
        onWillStart(async () => {
            this.choices = (await choices.load())[this.props.kind];
        });
    }

    get chip() {
        const {kind, value} = this.props;
        const [, label] = this.choices.find(([code]) => code === value);
        return {label, ...getLook(kind, {value})};
    }
}

chips
    .add(
        "social_care_routing.verdicts",
        {
            places: ["offer"],
            Component: Verdict,
            getProps: (offer) =>
                ["urgency", "sentiment"]
                    .filter((kind) => offer[kind])
                    .map((kind) => ({kind, value: offer[kind]})),
        },
        {sequence: 10}
    )
    .add(
        "social_care_routing.topic",
        {
            places: ["offer"],
            getProps: ({topic}) =>
                topic && {label: topic, icon: "fa-tag", tone: "o_tag"},
        },
        {sequence: 20}
    );
