// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

/**
 * Offers what the rules would change on the open ticket of a mention after a verdict was
 * corrected. The offer outlives the chip, so it calls the services themselves.
 *
 * @param {object} services of the environment
 * @param {number} mentionId
 * @param {Function} [onApplied] called once the ticket was changed
 */
export async function offerRules({orm, notification}, mentionId, onApplied) {
    const call = (method) => orm.call("social.care.mention", method, [[mentionId]]);
    const changes = await call("get_rule_changes");
    if (!changes) {
        return;
    }
    const apply = async () => {
        close();
        await call("apply_rules_again");
        await onApplied?.();
    };
    const close = notification.add(changes, {
        title: _t("With this correction, the rules say"),
        type: "info",
        sticky: true,
        buttons: [{name: _t("Change the ticket"), primary: true, onClick: apply}],
    });
}
