// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {findOpenVisibilities} from "./reply_windows.esm";
import {user} from "@web/core/user";

/**
 * The public and private conversations of a customer with one of our accounts are shown
 * as one. It has the values of `social.care.thread.get_conversation`, and `parts`: the
 * conversations that it consists of.
 */

/** Sorts by time; what is of the same second keeps its order. */
export function sortByTime(items) {
    return items.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

function list(parts, name) {
    return parts.flatMap((part) => part[name]);
}

/** Whether messages have to be marked as public or private. */
function isMixed(parts) {
    return new Set(parts.map((part) => part.private)).size > 1;
}

function mergeVisibilities(parts) {
    const offered = new Set(
        parts
            .filter((part) => part.can_reply)
            .flatMap((part) => part.capabilities.visibilities)
    );
    return ["public", "private"].filter((visibility) => offered.has(visibility));
}

/** Who is writing in one of them: somebody else first. */
function findComposer(parts) {
    const writing = parts.map((part) => part.composer).filter(Boolean);
    return writing.find(({id}) => id !== user.userId) || writing[0] || false;
}

/** Since when the customer waits in one of them; false where all is answered. */
function findWaitingSince(parts) {
    const times = parts.map((part) => part.waiting_since).filter(Boolean);
    return times.sort()[0] || false;
}

/** The id of one that is shown stays, so that it is not rendered anew. */
function chooseId(parts, shownId) {
    const ids = parts.map(({id}) => id);
    return ids.includes(shownId) ? shownId : Math.min(...ids);
}

/** Merges conversations of one customer with one account. */
function merge(parts, shownId) {
    const first = parts.find((part) => part.can_reply) || parts[0];
    return {
        ...first,
        id: chooseId(parts, shownId),
        parts,
        private: parts.every((part) => part.private),
        is_mixed: isMixed(parts),
        capabilities: {
            ...first.capabilities,
            visibilities: mergeVisibilities(parts),
        },
        composer: findComposer(parts),
        // Moments as text: the greatest is the latest
        said_until: list(parts, "said_until").sort().at(-1),
        heard_until: Math.max(...list(parts, "heard_until").map((id) => id || 0)),
        warning: [...new Set(list(parts, "warning").filter(Boolean))].join(" "),
        waiting_since: findWaitingSince(parts),
        has_earlier: parts.some((part) => part.has_earlier),
        messages: sortByTime(list(parts, "messages")),
        replies: list(parts, "replies").sort((a, b) => a.id - b.id),
    };
}

/**
 * Merges the conversations of each customer and account; the order of the first of
 * each is kept.
 *
 * @param {Array} conversations as the server returned them
 * @param {number | boolean} shownId the id of the merged conversation that is shown
 */
export function mergeConversations(conversations, shownId) {
    const groups = new Map();
    for (const conversation of conversations) {
        const {account, profile_id: profileId, id} = conversation;
        const key = profileId ? `${account.id},${profileId}` : `${id}`;
        groups.set(key, [...(groups.get(key) || []), conversation]);
    }
    return [...groups.values()].map((parts) => merge(parts, shownId));
}

/** Returns the conversation that a message is in. */
export function findPart({parts}, {thread_id: threadId}) {
    return parts.find(({id}) => id === threadId) || parts[0];
}

/** Whether a message is a customer's and was not deleted. */
export function isInbound({is_own: isOwn, is_context: isContext, deleted_at: deleted}) {
    return !isOwn && !isContext && !deleted;
}

/** Whether the network lets us reply to a message. */
export function isAnswerable(message) {
    return isInbound(message) && !message.cannot_reply_reason;
}

/** The visibilities that a reply to a message may have now. */
export function listVisibilities(merged, message, now) {
    const {can_reply: canReply, capabilities} = findPart(merged, message);
    return canReply && isAnswerable(message)
        ? findOpenVisibilities(message, capabilities.visibilities, now)
        : [];
}

/**
 * Finds the message that a reply goes to once the agent chose who can read it. A private
 * reply continues the private conversation with that person where there is one, else it
 * goes to the message itself; a public one goes to their newest public message.
 *
 * @param {object} merged
 * @param {object} target the message that would be answered otherwise
 * @param {string} visibility
 * @param {object} now luxon time
 * @returns {object | boolean} false if the network accepts no such reply
 */
export function findTarget(merged, target, visibility, now) {
    const accepts = (message) =>
        listVisibilities(merged, message, now).includes(visibility);
    const isPrivate = visibility === "private";
    if (findPart(merged, target).private === isPrivate && accepts(target)) {
        return target;
    }
    const elsewhere = merged.messages.findLast(
        (message) =>
            message.author.id === target.author.id &&
            findPart(merged, message).private === isPrivate &&
            accepts(message)
    );
    return elsewhere || (accepts(target) && target);
}
