// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onWillRender} from "@odoo/owl";

/** A message counts as read by a user who writes on after it was shown this long. */
const READ = 3000;

/**
 * Tells up to which message of the customer the author of a draft knows the
 * conversation: what was on the screen for a moment before they wrote on.
 *
 * @param {() => number | false} getNewest returns the newest message shown
 * @returns {{update: (known: number | false) => number | false}} returns what is known
 *     at this key, given what was known at the one before; false with none yet
 */
export function useSeen(getNewest) {
    let newest = false;
    let since = 0;
    onWillRender(() => {
        if (getNewest() !== newest) {
            newest = getNewest();
            since = Date.now();
        }
    });
    const update = (known) =>
        !known || Date.now() - since >= READ ? newest || false : known;
    return {update};
}
