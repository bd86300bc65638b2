// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {browser} from "@web/core/browser/browser";
import {listDraftThreads} from "./draft.esm";
import {onWillUnmount} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** The server forgets a writer who is silent for 20 seconds. */
const BEAT = 10000;
/** While one types, the server is told at most this often. */
const OFTEN = 5000;
/** After a change of the conversation, at most this often. */
const AT_CHANGES = 1000;
/** A draft that nobody touched for this long holds its conversation no longer. */
export const FRESH = 3 * 60 * 1000;

/**
 * Holds the conversations in which this tab has a fresh draft, whichever screen it
 * shows: an agent who looks up an order still writes their reply.
 */
export class DraftPresence {
    constructor(services) {
        this.silent = services.orm.silent;
        this.bus = services.bus_service;
        this.drafts = new Map();
        this.listeners = new Map();
    }

    /** Takes up the drafts of this tab from before it was reloaded. */
    start() {
        for (const {threadId, touchedAt} of listDraftThreads()) {
            if (Date.now() - touchedAt < FRESH) {
                this.drafts.set(threadId, {touchedAt, toldAt: 0});
            }
        }
        // Another tab of this user may have ended the hold
        this.bus.subscribe("social_care/changed", ({thread_ids: ids = []}) =>
            ids
                .filter((id) => this.drafts.has(id))
                .forEach((id) => this.hold(id, AT_CHANGES))
        );
        this.schedule();
    }

    /** The clock runs only while there are drafts. */
    schedule() {
        if (!this.drafts.size) {
            browser.clearInterval(this.timer);
            this.timer = false;
        } else if (!this.timer) {
            this.timer = browser.setInterval(() => this.beat(), BEAT);
        }
    }

    async beat() {
        for (const [threadId, {touchedAt}] of this.drafts) {
            if (Date.now() - touchedAt < FRESH) {
                await this.hold(threadId);
            } else {
                await this.release(threadId);
            }
        }
    }

    /** Notes that a draft was written on. */
    async touch(threadId) {
        const {toldAt = 0} = this.drafts.get(threadId) || {};
        this.drafts.set(threadId, {touchedAt: Date.now(), toldAt});
        this.schedule();
        await this.hold(threadId);
    }

    async hold(threadId, often = OFTEN) {
        const draft = this.drafts.get(threadId);
        if (Date.now() - draft.toldAt < often) {
            return;
        }
        draft.toldAt = Date.now();
        const answer = await this.call("hold_composer", threadId);
        if (answer) {
            this.listeners.get(threadId)?.(answer.composer);
        }
    }

    /** Notes that a draft was sent, emptied or left alone. */
    async release(threadId) {
        if (this.drafts.delete(threadId)) {
            this.schedule();
            await this.call("release_composer", threadId);
        }
    }

    ignore(threadId, onComposer) {
        if (this.listeners.get(threadId) === onComposer) {
            this.listeners.delete(threadId);
        }
    }

    async call(method, threadId) {
        try {
            return await this.silent.call("social.care.thread", method, [threadId]);
        } catch (error) {
            if (error instanceof RPCError) {
                // The user may no longer read it; sending would tell them why
                this.drafts.delete(threadId);
                this.schedule();
            } else if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }
}

registry.category("services").add("social_care_draft_presence", {
    dependencies: ["bus_service", "orm"],
    start(env, services) {
        const presence = new DraftPresence(services);
        presence.start();
        return presence;
    },
});

/**
 * Tells the server that the user is replying in a thread, and learns who else is.
 *
 * @param {() => number} getThreadId returns the thread that the reply would go to
 * @param {(composer: object | boolean) => any} onComposer gets the user who holds the
 *     thread, {id, name} or false
 * @returns {{follow: (hasDraft: boolean) => any}} to be called with every change of the
 *     draft
 */
export function useDraftPresence(getThreadId, onComposer) {
    const presence = useService("social_care_draft_presence");
    let held = false;
    let isAlive = true;
    const listen = (threadId) => {
        if (held !== threadId) {
            presence.ignore(held, onComposer);
            held = threadId;
        }
        // An upload or a reply that ends later changes the draft, too
        if (isAlive) {
            presence.listeners.set(threadId, onComposer);
        }
    };
    const follow = (hasDraft) => {
        if (held && held !== getThreadId()) {
            presence.release(held);
        }
        listen(getThreadId());
        return hasDraft ? presence.touch(held) : presence.release(held);
    };
    onWillUnmount(() => {
        isAlive = false;
        presence.ignore(held, onComposer);
    });
    return {follow};
}
