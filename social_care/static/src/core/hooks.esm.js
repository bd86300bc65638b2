// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {delay} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";

const TICK = 20000;
const GATHER = 250;
const PATIENCE = 5000;

/** A ticking clock: components that read `clock.now` are redrawn with every tick. */
export function useClock(tick = TICK) {
    const clock = useState({now: luxon.DateTime.now()});
    let timer = null;
    onMounted(() => {
        timer = browser.setInterval(() => {
            clock.now = luxon.DateTime.now();
        }, tick);
    });
    onWillUnmount(() => browser.clearInterval(timer));
    return clock;
}

function makeChange() {
    return {
        thread_ids: new Set(),
        ticket_ids: new Set(),
        mention_ids: new Set(),
        inbox: false,
        everything: false,
    };
}

/** Merges a notification; other addons may send lists of ids of further models. */
function mergeInto(change, {inbox, everything, ...lists}) {
    for (const [key, ids] of Object.entries(lists)) {
        change[key] = new Set([...(change[key] || []), ...ids]);
    }
    change.inbox = change.inbox || Boolean(inbox);
    change.everything = change.everything || Boolean(everything);
}

function isEmpty({inbox, everything, ...lists}) {
    return !inbox && !everything && Object.values(lists).every(({size}) => !size);
}

/**
 * Calls back with what changed on the server.
 *
 * Notifications are gathered, and the next call waits until the last one has resolved:
 * during a spike many arrive per second.
 *
 * @param {(change: object) => Promise} callback gets sets of ids (`thread_ids`,
 *     `ticket_ids`, `mention_ids` and those of other addons), `inbox`, and `everything`,
 *     true after a reconnect, when notifications may have been lost
 */
export function useSocialChanges(callback) {
    const bus = useService("bus_service");
    let change = makeChange();
    let timer = null;
    let alive = true;
    const flush = async () => {
        const gathered = change;
        change = makeChange();
        try {
            // Odoo never resolves a load that a newer one has superseded
            await Promise.race([callback(gathered), delay(PATIENCE)]);
        } finally {
            timer = null;
        }
        if (!isEmpty(change)) {
            schedule();
        }
    };
    const schedule = () => {
        if (alive && !timer) {
            timer = browser.setTimeout(flush, GATHER);
        }
    };
    const onChanged = (payload) => {
        mergeInto(change, payload);
        schedule();
    };
    const onReconnect = () => onChanged({inbox: true, everything: true});
    onMounted(() => {
        bus.subscribe("social_care/changed", onChanged);
        bus.addEventListener("BUS:RECONNECT", onReconnect);
    });
    onWillUnmount(() => {
        alive = false;
        browser.clearTimeout(timer);
        bus.unsubscribe("social_care/changed", onChanged);
        bus.removeEventListener("BUS:RECONNECT", onReconnect);
    });
}
