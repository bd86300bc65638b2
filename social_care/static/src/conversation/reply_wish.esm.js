// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * "r" on a mention means: open it and let me write at once.
 *
 * The wish is made before the conversation is there, so it is kept until it is.
 */

let wished = false;

/** Triggered on `env.bus` when the conversation is already on the screen. */
export const REPLY_WISH = "SOCIAL_CARE:REPLY";

export function wishReply() {
    wished = true;
}

export function takeReplyWish() {
    const taken = wished;
    wished = false;
    return taken;
}
