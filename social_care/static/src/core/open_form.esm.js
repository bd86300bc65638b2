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

/**
 * Opens a ticket in place of the one that is shown, if any: the breadcrumb leads back to
 * the list and does not grow from ticket to ticket.
 *
 * @param {object} action the action service
 * @param {number} ticketId
 */
export function openTicket(action, ticketId) {
    const {config, props} = action.currentController || {};
    const isTicket = props?.type === "form" && props.resModel === "helpdesk.ticket";
    const options = isTicket ? {index: config.breadcrumbs.length - 1} : {};
    return openForm(action, "helpdesk.ticket", ticketId, options);
}
