// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {deserializeDateTime, formatDate} from "@web/core/l10n/dates";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {Layout} from "@web/search/layout";
import {TryOperation} from "./try_operation.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const MODEL = "social.care.api.page";

/** The administrator's page about the desktops of other contact centers. */
export class ApiPage extends Component {
    static template = "social_care_api.ApiPage";
    static components = {CopyButton, Layout, TryOperation};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.env.config.setDisplayName(_t("Set up and try"));
        this.copied = _t("Copied");
        this.state = useState({addresses: [], users: [], curl: ""});
        onWillStart(async () =>
            Object.assign(this.state, await this.orm.call(MODEL, "get_page"))
        );
    }

    /** What somebody still has to do before the user can use the API. */
    describe(user) {
        if (!user.is_agent) {
            return _t("Has no role in Social Care yet");
        }
        if (!user.key_until) {
            return _t("Has no API key yet");
        }
        return _t(
            "Key valid until %s",
            formatDate(deserializeDateTime(user.key_until))
        );
    }

    isReady(user) {
        return user.is_agent && Boolean(user.key_until);
    }

    async openUsers() {
        this.action.doAction(await this.orm.call(MODEL, "open_users"));
    }
}

registry.category("actions").add("social_care_api_page", ApiPage);
