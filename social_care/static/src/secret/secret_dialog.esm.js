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
        network: String,
        where: {type: String, optional: true},
        until: [String, Boolean],
    };

    get title() {
        return _t("Secret of %s", this.props.name);
    }

    /** Where both are entered: as the network's connector says, else on the network. */
    get where() {
        const {network, where} = this.props;
        return where || _t("Enter both on %s.", network);
    }

    get rows() {
        const {address, secret} = this.props;
        return [
            {id: "address", label: _t("Webhook address"), value: address},
            {id: "secret", label: _t("Secret"), value: secret},
        ];
    }

    /** Selects a value to copy by hand, and shows it from its beginning. */
    select(input) {
        input.setSelectionRange(0, input.value.length, "backward");
        input.scrollLeft = 0;
    }

    get until() {
        const {until} = this.props;
        return until && formatDateTime(deserializeDateTime(until));
    }
}

/**
 * Runs the next action when the dialog is closed. A page of a wizard opens before, behind
 * the dialog: the page before it may show an error that is over.
 */
async function showSecret(env, {params}, options) {
    const {next: after, ...props} = params;
    let next = after;
    if (next?.target === "new") {
        await env.services.action.doAction(next, options);
        next = undefined;
    }
    return new Promise((resolve) => {
        env.services.dialog.add(SecretDialog, props, {onClose: () => resolve(next)});
    });
}

registry.category("actions").add("social_care_secret", showSecret);
