// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {useEffect, useExternalListener} from "@odoo/owl";

// Where the focus stays when a menu was clicked
const MENUS = ".o_menu_sections, .o_navbar_apps_menu";

/**
 * The rows of a list view for the keyboard: the current row is the one with the focus.
 * Inside of the list Odoo handles the arrow keys; Enter opens a record.
 */
export class ListRows {
    /**
     * @param {() => HTMLElement} getRoot the element around the list
     * @param {object} model of the view
     */
    constructor(getRoot, model) {
        this.getRoot = getRoot;
        this.model = model;
        this.wanted = false;
    }

    get elements() {
        return [...(this.getRoot()?.querySelectorAll(".o_data_row") || [])];
    }

    get index() {
        return this.elements.findIndex((row) => row.contains(document.activeElement));
    }

    findRecord(id) {
        return this.model.root.records.find((record) => record.id === id);
    }

    get current() {
        const id = this.elements[this.index]?.dataset.id;
        return id && this.findRecord(id);
    }

    focus(index) {
        const rows = this.elements;
        const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
        row?.querySelector(".o_data_cell").focus();
        // A window in the background fires no event for it
        this.remember();
        return Boolean(row);
    }

    step(by) {
        const {index} = this;
        return this.focus(index === -1 ? 0 : index + by);
    }

    /** Enters the list, unless something else has the focus. */
    stepIn(by) {
        return this.hasFocusNowhere && this.step(by);
    }

    /** Enters the list that was just opened, also from the menu that it was opened by. */
    enter() {
        const isFromMenu = Boolean(document.activeElement?.closest(MENUS));
        return isFromMenu ? this.step(1) : this.stepIn(1);
    }

    /** Whenever the focus moves. */
    remember() {
        const {current, index} = this;
        this.wanted = current && {resId: current.resId, index};
    }

    forget() {
        this.wanted = false;
    }

    get hasFocusNowhere() {
        const {activeElement} = document;
        return !activeElement || activeElement === document.body;
    }

    /** After new rows were rendered: focuses the same record, or the one in its place. */
    restore() {
        if (!this.wanted || !this.hasFocusNowhere) {
            return;
        }
        const {resId, index} = this.wanted;
        const record = this.model.root.records.find((one) => one.resId === resId);
        const same =
            record && this.elements.findIndex(({dataset}) => dataset.id === record.id);
        this.focus(same ?? index);
    }
}

/** Keeps the focus on its row: Odoo renders rows anew whenever it reads the list. */
function useKeptRow(rootRef, rows) {
    useExternalListener(document, "focusin", () => rows.remember());
    useExternalListener(document, "pointerdown", () => rows.forget());
    useEffect(
        (root) => {
            const observer = new MutationObserver(() => rows.restore());
            observer.observe(root, {childList: true, subtree: true});
            return () => observer.disconnect();
        },
        () => [rootRef.el]
    );
}

/** Makes the rows of a list view, whose first one gets the focus when it is opened. */
export function useListRows(rootRef, model) {
    const rows = new ListRows(() => rootRef.el, model);
    useKeptRow(rootRef, rows);
    useEffect(
        (isReady) => {
            if (isReady) {
                rows.enter();
            }
        },
        () => [model.isReady]
    );
    return rows;
}
