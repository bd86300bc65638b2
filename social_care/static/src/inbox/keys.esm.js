// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useExternalListener} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {_t} from "@web/core/l10n/translation";
import {getActiveHotkey} from "@web/core/hotkeys/hotkey_service";
import {useService} from "@web/core/utils/hooks";

const WRITABLE = "textarea, select, [contenteditable=true], input:not([type=checkbox])";

/**
 * Registers single keys that act on the current mention.
 *
 * They are inactive in editable fields and while a dialog is open.
 *
 * @param {object} handlers {hotkey: function}; a handler that returns false leaves the
 *     key to the browser
 */
export function useKeys(handlers) {
    const ui = useService("ui");
    useExternalListener(window, "keydown", (ev) => {
        const handler = handlers[getActiveHotkey(ev)];
        if (!handler || ui.activeElement !== document || ev.target.closest(WRITABLE)) {
            return;
        }
        if (handler() !== false) {
            ev.preventDefault();
        }
    });
}

/** A menu that lists the keyboard shortcuts. */
export class KeysHelp extends Component {
    static template = "social_care.KeysHelp";
    static components = {Dropdown};
    static props = {};

    get keys() {
        return [
            {key: "J", words: _t("Next mention")},
            {key: "K", words: _t("Previous mention")},
            {key: "Enter", words: _t("Open")},
            {key: "R", words: _t("Reply")},
            {key: "T", words: _t("Create ticket")},
            {key: "F", words: _t("Forward to a team")},
            {key: "I", words: _t("Ignore")},
            {key: "/", words: _t("Search")},
        ];
    }
}
