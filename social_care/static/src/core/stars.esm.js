// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

const MOST = 5;

/** The star rating of a review. */
export class Stars extends Component {
    static template = "social_care.Stars";
    static props = {count: Number};

    get label() {
        return _t("%(count)s of %(most)s stars", {count: this.props.count, most: MOST});
    }

    /** One icon for each star: full ones first. */
    get signs() {
        return Array.from({length: MOST}, (_, index) =>
            index < this.props.count ? "fa-star" : "fa-star-o"
        );
    }
}
