// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

const FIELDS = [
    "social_care_segment_id",
    "social_care_weight",
    "social_care_weight_text",
];

/**
 * Segment and weight of a contact, read when their page is opened: the form itself
 * costs what it costs without them.
 */
export class CustomerWeight extends Component {
    static template = "social_care_crm.CustomerWeight";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({facts: false});
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(({record}) => this.load(record.resId));
    }

    async load(resId) {
        const [facts] = resId
            ? await this.orm.read("res.partner", [resId], FIELDS)
            : [false];
        this.state.facts = facts;
    }

    get segment() {
        return this.state.facts.social_care_segment_id?.[1];
    }

    get terms() {
        return (this.state.facts.social_care_weight_text || "")
            .split("\n")
            .filter(Boolean);
    }
}

registry.category("view_widgets").add("social_care_customer_weight", {
    component: CustomerWeight,
    additionalClasses: ["o_social_care_customer_weight"],
});
