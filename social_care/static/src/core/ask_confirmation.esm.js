// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";

/**
 * Asks for confirmation where the `confirm` attribute of a view is not enough: the
 * words depend on data.
 *
 * @param {object} dialog dialog service
 * @param {object} props of Odoo's ConfirmationDialog
 * @returns {Promise<boolean>} whether the user confirmed
 */
export function askConfirmation(dialog, props) {
    return new Promise((resolve) => {
        dialog.add(
            ConfirmationDialog,
            {...props, confirm: () => resolve(true), cancel: () => resolve(false)},
            {onClose: () => resolve(false)}
        );
    });
}
