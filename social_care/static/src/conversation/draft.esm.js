// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";

/**
 * A draft survives a reload of the page, in this tab only.
 *
 * The visibility is not saved: it is chosen for each reply.
 */
function getPrefix() {
    return `social_care.draft.${user.userId}.`;
}

function getKey(threadId) {
    return `${getPrefix()}${threadId}`;
}

export function loadDraft(threadId) {
    const stored = browser.sessionStorage.getItem(getKey(threadId));
    return stored ? JSON.parse(stored) : {body: "", attachments: [], mentionId: false};
}

/**
 * @param {number} conversationId
 * @param {object} draft `threadId` is the thread that the reply would go to
 */
export function saveDraft(
    conversationId,
    {body, attachments, mentionId, saidUntil, heardUntil, threadId, acts}
) {
    if (body || attachments.length) {
        const draft = JSON.stringify({
            body,
            attachments,
            mentionId,
            acts,
            saidUntil,
            heardUntil,
            threadId: threadId || conversationId,
            touchedAt: Date.now(),
        });
        browser.sessionStorage.setItem(getKey(conversationId), draft);
    } else {
        browser.sessionStorage.removeItem(getKey(conversationId));
    }
}

/** Lists the drafts of this tab; `touchedAt` is in milliseconds. */
export function listDraftThreads() {
    const storage = browser.sessionStorage;
    return Array.from({length: storage.length}, (_, n) => storage.key(n))
        .filter((key) => key.startsWith(getPrefix()))
        .map((key) => JSON.parse(storage.getItem(key)))
        .filter(({threadId}) => threadId);
}
