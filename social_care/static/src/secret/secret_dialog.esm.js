// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";

/** Shows a webhook secret once, with the address that belongs to it. */
export class SecretDialog extends Component {
    static template = "social_care.SecretDialog";
    static components = {CopyButton, Dialog};
    static props = {
        close: Function,
        name: String,
        address: String,
        secret: String,
        until: [String, Boolean],
    };

    get title() {
        return _t("Secret of %s", this.props.name);
    }

    get rows() {
        const {address, secret} = this.props;
        return [
            {id: "address", label: _t("Webhook address"), value: address},
            {id: "secret", label: _t("Secret"), value: secret},
        ];
    }

    get until() {
        const {until} = this.props;
        return until && formatDateTime(deserializeDateTime(until));
    }
}

/** Runs the next action when the dialog is closed. */
function showSecret(env, {params}) {
    const {next, ...props} = params;
    return new Promise((resolve) => {
        env.services.dialog.add(SecretDialog, props, {onClose: () => resolve(next)});
    });
}

registry.category("actions").add("social_care_secret", showSecret);
