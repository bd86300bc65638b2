// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onPatched, onWillUnmount} from "@odoo/owl";

/** How many children of an element lie below what it shows: those that wrapped. */
export function countHidden(element) {
    const end = element.offsetTop + element.clientHeight;
    return [...element.children].filter(({offsetTop}) => offsetTop >= end).length;
}

/**
 * Tells how many items of a line did not fit into it, whenever that may have changed.
 *
 * @param {{el: HTMLElement}} ref the line, which wraps and hides what is below
 * @param {(count: number) => void} onCount
 */
export function useFitting(ref, onCount) {
    const measure = () => onCount(ref.el ? countHidden(ref.el) : 0);
    const observer = new ResizeObserver(measure);
    const observe = () => {
        observer.disconnect();
        if (ref.el) {
            observer.observe(ref.el);
        }
        measure();
    };
    onMounted(observe);
    onPatched(observe);
    onWillUnmount(() => observer.disconnect());
}
