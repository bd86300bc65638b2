// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onWillUnmount} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";

const MARGIN = 16;
const LEAST = 360;
const PAGE = ".o_action_manager";

/** Height that is left on the screen below the top of an element, in pixels. */
export function computeHeight(top, screen) {
    return Math.max(screen - top - MARGIN, LEAST);
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
        const height = computeHeight(measureTop(desk), end);
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
    onWillUnmount(() => {
        browser.removeEventListener("resize", measure);
        observer.disconnect();
    });
}
