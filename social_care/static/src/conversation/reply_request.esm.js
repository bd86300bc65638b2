// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * Requests the focus for the composer of a conversation that is still to be opened
 * (key "r" on a mention): the request is kept until the conversation takes it.
 */

let isRequested = false;

/** Event of `env.bus` for a conversation that is already open. */
export const REPLY_REQUESTED = "SOCIAL_CARE:REPLY";

export function requestReply() {
    isRequested = true;
}

export function takeReplyRequest() {
    const taken = isRequested;
    isRequested = false;
    return taken;
}
