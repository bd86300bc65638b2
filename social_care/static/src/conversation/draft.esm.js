// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {NO_ACTS} from "./acts.esm";
import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";

/**
 * A draft survives a reload of the page, in this tab only, with the message that it
 * answers and the visibility that was chosen for it.
 */
function getPrefix() {
    return `social_care.draft.${user.userId}.`;
}

function getKey(threadId) {
    return `${getPrefix()}${threadId}`;
}

/** A draft without text, files, acts, target and visibility. */
export function makeEmpty() {
    return {
        body: "",
        attachments: [],
        acts: NO_ACTS,
        mentionId: false,
        visibility: false,
    };
}

export function loadDraft(threadId) {
    const stored = browser.sessionStorage.getItem(getKey(threadId));
    return {...makeEmpty(), ...JSON.parse(stored || "{}")};
}

/** Whether there is nothing to send. */
export function isEmpty({body, attachments}) {
    return !body.trim() && !attachments.length;
}

/** The visibility chosen for a draft; without a choice the only one of its target. */
export function getVisibility({visibility}, {capabilities: {visibilities}}) {
    if (visibilities.includes(visibility)) {
        return visibility;
    }
    return visibilities.length === 1 && visibilities[0];
}

/**
 * @param {number} conversationId
 * @param {object} draft `threadId` is the thread that the reply would go to; other
 *     addons may add values
 */
export function saveDraft(conversationId, draft) {
    if (draft.body || draft.attachments.length) {
        const stored = JSON.stringify({
            ...draft,
            threadId: draft.threadId || conversationId,
            touchedAt: Date.now(),
        });
        browser.sessionStorage.setItem(getKey(conversationId), stored);
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
