// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * A conversation is read in pages: the newest messages first, earlier ones on request.
 * `first_id` is the oldest message of what was read without a gap.
 */

/** Puts an earlier page before the messages that are shown. */
export function addEarlier(conversation, page) {
    const known = new Set(page.messages.map(({id}) => id));
    const rest = conversation.messages.filter(({id}) => !known.has(id));
    return {...conversation, ...page, messages: [...page.messages, ...rest]};
}

/** Keeps the earlier messages that were shown when the newest ones are read again. */
export function keepEarlier(conversation, before) {
    if (!before || !conversation.has_earlier) {
        return conversation;
    }
    const known = new Set(conversation.messages.map(({id}) => id));
    const first = conversation.messages.find(({id}) => id === conversation.first_id);
    const earlier = before.messages.filter(
        ({id, at}) => !known.has(id) && at <= first.at
    );
    if (!earlier.length) {
        return conversation;
    }
    return addEarlier(conversation, {
        messages: earlier,
        first_id: before.first_id,
        has_earlier: before.has_earlier,
    });
}
