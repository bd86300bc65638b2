// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {NavBar} from "@web/webclient/navbar/navbar";
import {patch} from "@web/core/utils/patch";
import {useService} from "@web/core/utils/hooks";
import {useState} from "@odoo/owl";

const MENU = "social_care.social_care_reply_approval_menu";

/** The menu entry of approvals says how many there are, as the top bar does. */
patch(NavBar.prototype, {
    setup() {
        super.setup();
        this.approvals = useState(useService("social_care_approvals").state);
    },

    getSocialCareLabel({name, xmlid}) {
        const {count} = this.approvals;
        return xmlid === MENU && count ? `${name} (${count})` : name;
    },
});
