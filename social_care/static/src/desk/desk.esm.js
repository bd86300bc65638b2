// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onWillUnmount, useEnv} from "@odoo/owl";
import {describeComposer} from "../conversation/composer_tools.esm";
import {useKeptFocus} from "./focus.esm";

const PATIENCE = 3000;

/** Resolves with an element once it is rendered; with null if it is not in time. */
function waitForElement(root, selector) {
    return new Promise((resolve) => {
        const found = root.querySelector(selector);
        if (found) {
            resolve(found);
            return;
        }
        const finish = (element) => {
            observer.disconnect();
            clearTimeout(timer);
            resolve(element);
        };
        const observer = new MutationObserver(() => {
            const element = root.querySelector(selector);
            if (element) {
                finish(element);
            }
        });
        observer.observe(root, {childList: true, subtree: true});
        const timer = setTimeout(() => finish(null), PATIENCE);
    });
}

/** What keyboard shortcuts act on: a conversation panel, its record and its composer. */
export class Desk {
    constructor(panel) {
        this.panel = panel;
        this.component = null;
    }

    get record() {
        return this.panel.record;
    }

    /** The conversation that is shown; undefined while there is none. */
    get conversation() {
        return this.panel.active;
    }

    get services() {
        return this.panel.env.services;
    }

    /** See `describeComposer`; false while there is no composer. */
    get composer() {
        return this.component ? describeComposer(this.component) : false;
    }

    /** The element of the composer; null while there is no composer. */
    get composerElement() {
        return this.component ? this.component.root.el : null;
    }

    get isTicket() {
        return this.record.resModel === "helpdesk.ticket";
    }

    get isOpenTicket() {
        const {closed, active} = this.record.data;
        return this.isTicket && !closed && active !== false;
    }

    get hasNotes() {
        return this.panel.hasNotesTab;
    }

    /**
     * Does what a button of the form does: changes are saved first, and the form is read
     * again afterwards.
     *
     * @param {string} type "object" or "action"
     * @param {string} name a method of the record, or the XML ID of an action
     */
    press(type, name) {
        const {context, evalContext, resModel, resId, resIds} = this.record;
        return this.panel.env.onClickViewButton({
            clickParams: {type, name},
            getResParams: () => ({context, evalContext, resModel, resId, resIds}),
        });
    }

    /** Focuses the composer; the conversation comes before the internal notes. */
    async reply() {
        this.panel.state.showsNotes = false;
        const input = await waitForElement(
            this.panel.root.el,
            ".o_social_care_input:enabled"
        );
        input?.focus();
    }

    /** Opens the menu of macros, as its button does. */
    openMacros() {
        this.composerElement.querySelector(".o_social_care_macros").click();
    }

    /** Opens the internal notes and begins a new one. */
    async writeNote() {
        this.panel.state.showsNotes = true;
        const button = await waitForElement(
            this.panel.root.el,
            ".o-mail-Chatter-logNote:enabled"
        );
        if (button && !button.classList.contains("active")) {
            button.click();
        }
        const input = await waitForElement(
            this.panel.root.el,
            ".o-mail-Composer-input, .o-mail-Composer [contenteditable=true]"
        );
        input?.focus();
    }
}

/**
 * Makes a composer that of the desk it stands on; alone it has none.
 *
 * @returns {() => void} keeps the focus in its text, see `useKeptFocus`
 */
export function useComposerOfDesk(composer) {
    const {root, textarea} = composer;
    const keepFocus = useKeptFocus(root, textarea, () => composer.disabled);
    const {socialDesk: desk} = useEnv();
    if (!desk) {
        return keepFocus;
    }
    onMounted(() => {
        desk.component = composer;
    });
    onWillUnmount(() => {
        // The composer of the next conversation may have been mounted before
        if (desk.component === composer) {
            desk.component = null;
        }
    });
    return keepFocus;
}
