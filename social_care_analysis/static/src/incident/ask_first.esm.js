// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";

/** Whether somebody says yes to what `confirm` of a view cannot say: it has figures. */
export function askFirst(dialog, props) {
    return new Promise((resolve) => {
        dialog.add(
            ConfirmationDialog,
            {...props, confirm: () => resolve(true), cancel: () => resolve(false)},
            {onClose: () => resolve(false)}
        );
    });
}
