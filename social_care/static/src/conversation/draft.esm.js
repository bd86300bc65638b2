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

export function saveDraft(
    threadId,
    {body, attachments, mentionId, saidUntil, heardUntil}
) {
    if (body || attachments.length) {
        const draft = JSON.stringify({
            body,
            attachments,
            mentionId,
            saidUntil,
            heardUntil,
            touchedAt: Date.now(),
        });
        browser.sessionStorage.setItem(getKey(threadId), draft);
    } else {
        browser.sessionStorage.removeItem(getKey(threadId));
    }
}

/** Lists the drafts of this tab: {threadId, touchedAt}, in milliseconds. */
export function listDraftThreads() {
    const storage = browser.sessionStorage;
    return Array.from({length: storage.length}, (_, n) => storage.key(n))
        .filter((key) => key.startsWith(getPrefix()))
        .map((key) => ({
            threadId: Number(key.slice(getPrefix().length)),
            touchedAt: JSON.parse(storage.getItem(key)).touchedAt || 0,
        }));
}
