// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onPatched, onWillUnmount} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";

const MARGIN = 16;
const LEAST = 360;
const PHONE = 768;
// The part of a phone's screen that the desk has: its composer alone is half of one
const SHARE = 0.85;
const PAGE = ".o_action_manager";

/** Height that is left on the screen below the top of an element, in pixels. On a phone
 *  the desk goes on below the screen, so that messages can be read. */
export function computeHeight(top, screen, width) {
    const least = width < PHONE ? Math.max(LEAST, screen * SHARE) : LEAST;
    return Math.max(screen - top - MARGIN, least);
}

/** Where an element begins while nothing is scrolled, in pixels. */
function measureTop(element) {
    let {top} = element.getBoundingClientRect();
    for (let above = element.parentElement; above; above = above.parentElement) {
        top += above.scrollTop;
    }
    return top;
}

/** Where the page ends, in pixels: at the foot of the screen, or above a bar there. */
function measureEnd(page) {
    return page ? page.getBoundingClientRect().bottom : browser.innerHeight;
}

/**
 * Gives the desk (`.o_social_care_layout`) the height that the screen has left, as a
 * property of CSS, so that the composer is always in view.
 *
 * @param {{el: HTMLElement}} ref an element in it
 */
export function useDeskHeight(ref) {
    const measure = () => {
        const desk = ref.el?.closest(".o_social_care_layout");
        if (!desk) {
            return;
        }
        const end = measureEnd(desk.closest(PAGE));
        const {innerWidth: width} = browser;
        const height = computeHeight(measureTop(desk), end, width);
        desk.style.setProperty("--social-care-desk", `${Math.round(height)}px`);
    };
    const observer = new ResizeObserver(measure);
    onMounted(() => {
        measure();
        browser.addEventListener("resize", measure);
        for (const around of [".o_form_sheet", PAGE]) {
            const element = ref.el?.closest(around);
            if (element) {
                observer.observe(element);
            }
        }
    });
    // A notice above the desk moves it
    onPatched(measure);
    onWillUnmount(() => {
        browser.removeEventListener("resize", measure);
        observer.disconnect();
    });
}
