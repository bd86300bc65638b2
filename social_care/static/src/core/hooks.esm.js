// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {delay} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";

const TICK = 20000;
const GATHER = 250;
const PATIENCE = 5000;

/** A clock that moves on by itself: components that read `clock.now` are redrawn. */
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

function emptyChange() {
    return {
        thread_ids: new Set(),
        ticket_ids: new Set(),
        mention_ids: new Set(),
        inbox: false,
        everything: false,
    };
}

/** Other addons tell of more records: each list of ids is gathered. */
function addTo(change, {inbox, everything, ...lists}) {
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
 * Calls back with what changed on the server, as sets of ids; `everything` is true
 * where notices may have been lost, since the connection was.
 *
 * A storm brings many notices per second: they are gathered, and nothing new is
 * started while the answer to the last ones is still being loaded.
 */
export function useSocialChanges(callback) {
    const bus = useService("bus_service");
    let change = emptyChange();
    let timer = null;
    let alive = true;
    const flush = async () => {
        const gathered = change;
        change = emptyChange();
        try {
            // Odoo never ends a load that a newer one has overtaken
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
        addTo(change, payload);
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
