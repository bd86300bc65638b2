// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {cardSections} from "@social_care_crm/card/card_sections.esm";
import {formatFloat} from "@web/core/utils/numbers";

/** How many ratings the contact gave, and their average. */
export class CardRating extends Component {
    static template = "social_care_crm_rating.CardRating";
    static props = {count: Number, average: Number};

    get average() {
        return formatFloat(this.props.average, {digits: [2, 1]});
    }
}

cardSections.add(
    "social_care_crm_rating.rating",
    {
        getProps: ({rating}) => rating && {...rating},
        Component: CardRating,
    },
    {sequence: 45}
);
