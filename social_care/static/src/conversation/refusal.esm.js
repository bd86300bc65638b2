// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {RPCError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {askConfirmation} from "../core/ask_confirmation.esm";

/** A refusal that the author may overrule once they have read it. */
export const STALE = "odoo.addons.social_care.exceptions.StaleReply";
const WORDED_ERRORS = [
    STALE,
    "odoo.exceptions.UserError",
    "odoo.exceptions.ValidationError",
    "odoo.exceptions.AccessError",
];

/** Returns the words that the server refused with; "" for other errors. */
export function getRefusal(error) {
    const isWorded =
        error instanceof RPCError && WORDED_ERRORS.includes(error.exceptionName);
    return isWorded ? error.data.message : "";
}

/** Shows what was said meanwhile; returns whether the author sends nevertheless. */
export function askToSendAnyway(dialog, words) {
    return askConfirmation(dialog, {
        title: _t("Said since you began to write"),
        body: words,
        confirmLabel: _t("Send anyway"),
        cancelLabel: _t("Keep editing"),
    });
}
