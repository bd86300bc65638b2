// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {isMacOS} from "@web/core/browser/feature_detection";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";

/** The keyboard shortcuts of agents; none of them is used by Odoo or a browser (docs/desk.md). */
export const KEYS = {
    switch: "alt+shift+w",
    next: "alt+shift+n",
    accept: "alt+shift+y",
    decline: "alt+shift+l",
    size: "alt+shift+k",
};

/** The label of a shortcut: Odoo's Alt is Control on a Mac. */
export function formatKey(name) {
    const [, , letter] = KEYS[name].split("+");
    return `${isMacOS() ? "Ctrl" : "Alt"}+Shift+${letter.toUpperCase()}`;
}

/** Registers a shortcut that works everywhere: in editable fields and over dialogs. */
export function useAgentKey(name, callback, options = {}) {
    useHotkey(KEYS[name], callback, {
        global: true,
        bypassEditableProtection: true,
        ...options,
    });
}
