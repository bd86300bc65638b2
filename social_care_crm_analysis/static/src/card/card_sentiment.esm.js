// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {cardSections} from "@social_care_crm/card/card_sections.esm";

const SENTIMENTS = ["positive", "neutral", "negative"];

/** A bar for each month: how many messages, and of which sentiment. */
export class CardSentiment extends Component {
    static template = "social_care_crm_analysis.CardSentiment";
    static props = {months: Array};

    get bars() {
        const sums = this.props.months.map((month) => this.count(month));
        const most = Math.max(...sums);
        return this.props.months.map((month, index) => ({
            key: month.month,
            title: this.describe(month),
            height: (100 * sums[index]) / most,
            parts: SENTIMENTS.filter((name) => month[name]).map((name) => ({
                name,
                height: (100 * month[name]) / sums[index],
            })),
        }));
    }

    count(month) {
        return SENTIMENTS.reduce((sum, name) => sum + (month[name] || 0), 0);
    }

    describe({month, positive = 0, neutral = 0, negative = 0}) {
        const name = luxon.DateTime.fromISO(month).toLocaleString({
            month: "long",
            year: "numeric",
        });
        return _t(
            "%(name)s: %(positive)s positive, %(neutral)s neutral, %(negative)s negative",
            {name, positive, neutral, negative}
        );
    }
}

cardSections.add(
    "social_care_crm_analysis.sentiment",
    {
        getProps: ({sentiment}) => sentiment?.length && {months: sentiment},
        Component: CardSentiment,
    },
    {sequence: 40}
);
