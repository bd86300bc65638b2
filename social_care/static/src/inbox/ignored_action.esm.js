// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** Notifies of mentions that were set aside and offers to undo it. */
export function notifyIgnored(env, {params}) {
    const {notification, orm} = env.services;
    const close = notification.add(params.message, {
        type: "info",
        buttons: [
            {
                name: _t("Undo"),
                primary: true,
                onClick: async () => {
                    close();
                    await orm.call("social.care.mention", "action_restore", [
                        params.ids,
                    ]);
                },
            },
        ],
    });
    return {type: "ir.actions.act_window_close"};
}

registry.category("actions").add("social_care_ignored", notifyIgnored);
