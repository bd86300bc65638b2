// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {isMacOS} from "@web/core/browser/feature_detection";
import {reactive, useEffect} from "@odoo/owl";
import {HotkeysDialog} from "./hotkeys_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useKeys} from "../inbox/keys.esm";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

/**
 * The keyboard shortcuts of the desk: of the conversation on a ticket, a mention or a
 * thread. Each is also a command of Odoo's palette (Ctrl+K).
 *
 * Another addon adds one declaration:
 *
 *     deskHotkeys.add("my_addon.macro", {
 *         hotkey: "alt+shift+c",
 *         label: _t("Apply a macro"),
 *         isAvailable: (desk) => Boolean(desk.composer),
 *         run: (desk) => desk.composer.insertText("…"),
 *     }, {sequence: 40});
 *
 * - `hotkey` is written as Odoo's hotkey service has it. It works while one types, so it
 *   needs a modifier: Alt+Shift and a letter that neither Odoo nor a browser uses on
 *   these screens (docs/desk.md lists them; tests/test_hotkeys.py checks it). What has
 *   none is in the palette only,
 * - `inComposer`: the shortcut works with the focus in the composer only, as Ctrl+Enter
 *   sends something else elsewhere,
 * - `isAvailable(desk)` tells whether it can be used now; always without it,
 * - `run(desk)` does it. See `Desk` for what it can use.
 */
export const deskHotkeys = registry.category("social_care.desk_hotkeys");

deskHotkeys.addValidation({
    hotkey: {
        type: String,
        optional: true,
        validate: (hotkey) => /^(alt\+shift|control(\+shift)?)\+[a-z]+$/.test(hotkey),
    },
    label: [String, Object],
    inComposer: {type: Boolean, optional: true},
    isAvailable: {type: Function, optional: true},
    run: Function,
});

const CATEGORY = "social_care";

registry
    .category("command_categories")
    .add(CATEGORY, {name: _t("This conversation")}, {sequence: 25});

/** Whether the current user uses shortcuts: a setting of the user. */
export const hotkeySetting = reactive({
    isOn: user.settings?.social_care_hotkeys !== false,
});

export async function switchHotkeys(isOn) {
    hotkeySetting.isOn = isOn;
    await user.setUserSettings("social_care_hotkeys", isOn);
}

/** Returns the keys to press, as they are labeled: Odoo's Alt is Control on a Mac. */
export function listKeys(hotkey) {
    const names = isMacOS()
        ? {alt: "Ctrl", control: "⌘", shift: "Shift", enter: "Enter"}
        : {alt: "Alt", control: "Ctrl", shift: "Shift", enter: "Enter"};
    return hotkey.split("+").map((key) => names[key] || key.toUpperCase());
}

/** Returns the shortcuts that can be used now: list of {name, label, keys}. */
function describeAll(desk) {
    return deskHotkeys
        .getEntries()
        .filter(([, {hotkey}]) => hotkey)
        .filter(([, {isAvailable}]) => !isAvailable || isAvailable(desk))
        .map(([name, {label, hotkey}]) => ({
            name,
            label: label.toString(),
            keys: listKeys(hotkey),
        }));
}

/** Adds a command to the palette, with its shortcut if any. Returns what removes both. */
function addCommand(services, desk, {hotkey, inComposer, label, ...entry}) {
    // The palette takes what a command returns for its next page
    const run = () => {
        entry.run(desk);
    };
    const isAvailable = () => !entry.isAvailable || Boolean(entry.isAvailable(desk));
    const add = (options) =>
        services.command.add(label.toString(), run, {
            category: CATEGORY,
            isAvailable,
            ...options,
        });
    const hotkeyOptions = {
        bypassEditableProtection: true,
        isAvailable: () => hotkeySetting.isOn && isAvailable(),
    };
    if (!hotkey) {
        return [add({})];
    }
    if (!inComposer) {
        return [add({hotkey, hotkeyOptions})];
    }
    // Not by the command: the palette would send on a Ctrl+Enter of its own
    const area = () => desk.composerElement;
    return [add({}), services.hotkey.add(hotkey, run, {...hotkeyOptions, area})];
}

/**
 * Registers the shortcuts of the desk while the component is mounted.
 *
 * @param {Desk} desk
 * @returns {() => void} shows the list of shortcuts
 */
export function useDeskHotkeys(desk) {
    const services = {command: useService("command"), hotkey: useService("hotkey")};
    const dialog = useService("dialog");
    const showList = () => {
        dialog.add(HotkeysDialog, {
            hotkeys: describeAll(desk),
            setting: hotkeySetting,
            onSwitch: switchHotkeys,
        });
    };
    useEffect(
        () => {
            const {command} = services;
            const removers = [
                ...deskHotkeys
                    .getAll()
                    .flatMap((entry) => addCommand(services, desk, entry)),
                command.add(_t("Keyboard shortcuts"), showList, {category: CATEGORY}),
            ];
            return () => removers.forEach((remove) => remove());
        },
        () => []
    );
    useKeys({"shift+?": () => hotkeySetting.isOn && showList()});
    return showList;
}
