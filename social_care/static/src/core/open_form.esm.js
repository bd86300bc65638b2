// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * Opens the form of a record.
 *
 * @param {object} action the action service
 * @param {string} model
 * @param {number} id
 * @param {object} [options] of `doAction`
 */
export function openForm(action, model, id, options) {
    return action.doAction(
        {
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        },
        options
    );
}
