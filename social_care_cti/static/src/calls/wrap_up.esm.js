// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/** What the call was about, noted when it has ended. */
export class WrapUp extends Component {
    static template = "social_care_cti.WrapUp";
    static props = {call: Object};

    setup() {
        this.desk = useService("social_care_phone_desk");
        this.state = useState({
            note: "",
            topicId: "",
            result: "",
            isBusy: false,
        });
    }

    async finish() {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        const {note, topicId, result} = this.state;
        try {
            await this.desk.finish(this.props.call, {
                note,
                topicId: Number(topicId) || false,
                result: result || false,
            });
        } finally {
            this.state.isBusy = false;
        }
    }
}
