// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onWillUnmount} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useService} from "@web/core/utils/hooks";

const GATHER = 1000;
const POLL = 30000;

/**
 * Reload on bus notifications (debounced), and poll periodically as a fallback: a
 * deadline that passes sends no notification.
 *
 * @param {() => Promise} read is never called while its last call is still running
 */
export function useBoardChanges(read) {
    const bus = useService("bus_service");
    let isReading = false;
    // Whether something changed that the running call may not have seen
    let isStale = false;
    let timer = null;
    let polling = null;
    let alive = true;
    const schedule = () => {
        if (isReading) {
            isStale = true;
        } else if (alive && !timer) {
            timer = browser.setTimeout(readNow, GATHER);
        }
    };
    const readNow = async () => {
        timer = null;
        isReading = true;
        isStale = false;
        try {
            await read();
        } finally {
            isReading = false;
            if (isStale) {
                schedule();
            }
        }
    };
    onMounted(() => {
        bus.subscribe("social_care_routing/changed", schedule);
        bus.addEventListener("BUS:RECONNECT", schedule);
        polling = browser.setInterval(schedule, POLL);
    });
    onWillUnmount(() => {
        alive = false;
        browser.clearTimeout(timer);
        browser.clearInterval(polling);
        bus.unsubscribe("social_care_routing/changed", schedule);
        bus.removeEventListener("BUS:RECONNECT", schedule);
    });
}
