// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {PhoneField} from "@web/views/fields/phone/phone_field";
import {CallButton} from "./call_button.esm";
import {patch} from "@web/core/utils/patch";

/** A phone number anywhere in Odoo is one click from a call. */
patch(PhoneField, {
    components: {...PhoneField.components, CallButton},
});

patch(PhoneField.prototype, {
    /** What the call is about: the ticket or contact whose number it is. */
    get socialCareAbout() {
        const {resModel, resId} = this.props.record;
        const ids = {"helpdesk.ticket": "ticketId", "res.partner": "partnerId"};
        return resModel in ids && resId ? {[ids[resModel]]: resId} : {};
    },
});
