// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onWillUnmount} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

const BEAT = 5000;

/**
 * Tells the server that the user is replying in a thread, and learns who else is.
 *
 * @param {Function} getThreadId returns the thread that the reply would go to
 * @param {(composer: object | boolean) => any} onComposer gets the user who holds the
 *     thread, {id, name} or false
 * @returns {{typed: Function, release: Function}} to be called with every key, and when
 *     the user stops
 */
export function useTyping(getThreadId, onComposer) {
    const {silent} = useService("orm");
    let last = 0;
    let held = false;
    const call = (method) => silent.call("social.care.thread", method, [held]);
    const release = () => {
        if (last) {
            last = 0;
            return call("release_composer");
        }
    };
    const typed = async () => {
        if (Date.now() - last < BEAT) {
            return;
        }
        if (held !== getThreadId()) {
            release();
        }
        last = Date.now();
        held = getThreadId();
        const {composer} = await call("hold_composer");
        onComposer(composer);
    };
    onWillUnmount(release);
    return {typed, release};
}
