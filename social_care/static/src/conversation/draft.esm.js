// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";

/**
 * What somebody was writing survives a reload of the page, in this tab alone.
 *
 * Public or private is left out on purpose: it is chosen each time.
 */
function key(threadId) {
    return `social_care.draft.${user.userId}.${threadId}`;
}

export function loadDraft(threadId) {
    const stored = browser.sessionStorage.getItem(key(threadId));
    return stored ? JSON.parse(stored) : {body: "", attachments: [], mentionId: false};
}

export function saveDraft(threadId, {body, attachments, mentionId, saidUntil}) {
    if (body || attachments.length) {
        const draft = JSON.stringify({body, attachments, mentionId, saidUntil});
        browser.sessionStorage.setItem(key(threadId), draft);
    } else {
        browser.sessionStorage.removeItem(key(threadId));
    }
}
