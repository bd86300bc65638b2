// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {isMacOS} from "@web/core/browser/feature_detection";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";

/** The agent's keys; none is one of Odoo's own. */
export const KEYS = {
    switch: "alt+shift+w",
    next: "alt+shift+n",
    accept: "alt+shift+y",
    letGo: "alt+shift+l",
    size: "alt+shift+m",
};

/** A key as it is written on the keyboard: Odoo's Alt is Control on a Mac. */
export function keyInWords(name) {
    const [, , letter] = KEYS[name].split("+");
    return `${isMacOS() ? "Ctrl" : "Alt"}+Shift+${letter.toUpperCase()}`;
}

/** A key that works wherever one is: while one writes, and over a dialog. */
export function useAgentKey(name, callback, options = {}) {
    useHotkey(KEYS[name], callback, {
        global: true,
        bypassEditableProtection: true,
        ...options,
    });
}
