// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** Rings the user's own phone, then calls a number; shown to those who have a phone. */
export class CallButton extends Component {
    static template = "social_care_cti.CallButton";
    static props = {
        number: String,
        about: {type: Object, optional: true},
        /** Words beside the icon. */
        label: {type: String, optional: true},
    };

    setup() {
        this.desk = useService("social_care_phone_desk");
        this.notification = useService("notification");
        this.phone = useState(this.desk.state);
        this.state = useState({isBusy: false});
    }

    get title() {
        return _t("Call %s", this.props.number);
    }

    async call() {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.desk.placeCall(this.props.number, this.props.about);
            this.notification.add(_t("Your phone rings first."), {type: "info"});
        } finally {
            this.state.isBusy = false;
        }
    }
}
