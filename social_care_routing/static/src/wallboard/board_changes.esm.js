// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onWillUnmount} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useService} from "@web/core/utils/hooks";

const GATHER = 1000;
const AGAIN = 30000;

/**
 * Reads the board again when work or people change, and now and then all the same:
 * what has become late has told nobody.
 *
 * A storm brings many notices per second: they are gathered, and nothing new is
 * asked while the last answer is still on its way.
 */
export function useBoardChanges(read) {
    const bus = useService("bus_service");
    let reading = false;
    let timer = null;
    let regularly = null;
    let alive = true;
    const soon = () => {
        if (alive && !timer) {
            timer = browser.setTimeout(readNow, GATHER);
        }
    };
    const readNow = async () => {
        timer = null;
        if (reading) {
            soon();
            return;
        }
        reading = true;
        try {
            await read();
        } finally {
            reading = false;
        }
    };
    onMounted(() => {
        bus.subscribe("social_care_routing/changed", soon);
        bus.addEventListener("BUS:RECONNECT", soon);
        regularly = browser.setInterval(soon, AGAIN);
    });
    onWillUnmount(() => {
        alive = false;
        browser.clearTimeout(timer);
        browser.clearInterval(regularly);
        bus.unsubscribe("social_care_routing/changed", soon);
        bus.removeEventListener("BUS:RECONNECT", soon);
    });
}
