// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

let count = 0;

/** Public or private: always shown, and chosen for each reply where both are possible. */
export class VisibilityChoice extends Component {
    static template = "social_care.VisibilityChoice";
    static props = {
        visibilities: Array,
        value: [String, Boolean],
        disabled: Boolean,
        closed: Array,
        onChange: Function,
    };

    setup() {
        this.name = `social_care_visibility_${count++}`;
    }

    get choices() {
        const all = {
            public: {icon: "fa-globe", label: _t("Public")},
            private: {icon: "fa-lock", label: _t("Private")},
        };
        const {closed, visibilities} = this.props;
        return visibilities.map((value) => ({
            value,
            isClosed: closed.includes(value),
            ...all[value],
        }));
    }

    get closedLabel() {
        return _t("The network accepts no such reply now");
    }
}
