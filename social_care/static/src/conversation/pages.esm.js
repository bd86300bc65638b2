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

/** Returns the messages that were read without a gap. */
function listUnbroken({messages, first_id: firstId}) {
    return messages.slice(messages.findIndex(({id}) => id === firstId));
}

/** Keeps the earlier messages that were shown when the newest ones are read again,
 *  unless messages between both were never read: they are read on request. */
export function keepEarlier(conversation, before) {
    if (!before || !conversation.has_earlier) {
        return conversation;
    }
    const known = new Set(conversation.messages.map(({id}) => id));
    const page = listUnbroken(conversation);
    const pageIds = new Set(page.map(({id}) => id));
    if (!listUnbroken(before).some(({id}) => pageIds.has(id))) {
        return conversation;
    }
    const earlier = before.messages.filter(
        ({id, at}) => !known.has(id) && at <= page[0].at
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
