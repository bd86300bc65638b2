// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

// The jobs of docs/desk.md, with the keys that they cost beside the text
const ANSWER = 4;
const ANSWER_AND_RESOLVE = 4;
const FORWARD = 3;

let pressed = 0;

/** A step that presses a key, which is counted. */
function press(trigger, keys) {
    return {
        trigger,
        async run(helpers) {
            pressed++;
            await helpers.press(keys);
        },
    };
}

function write(text) {
    return {trigger: ".o_social_care_input:focus", run: `edit ${text}`};
}

/** A step that checks how many keys the job took, and begins the next one. */
function checkCount(trigger, most) {
    return {
        trigger,
        run() {
            if (pressed > most) {
                throw new Error(`${pressed} keys, not ${most}`);
            }
            pressed = 0;
        },
    };
}

registry.category("web_tour.tours").add("social_care_keyboard", {
    steps: () => [
        // Two keys from the list to the reply
        press(".o_data_row:has(:focus):contains(my bike is late)", "ArrowDown"),
        press(".o_data_row:has(:focus):contains(my lamp is broken)", "Enter"),
        write("Sorry, we send another one."),
        press(".o_social_care_input:focus", "Alt+Shift+P"),
        press(
            ".o_social_care_send:enabled:contains(Reply publicly on Demo network)",
            "Control+Enter"
        ),
        checkCount(
            ".o_social_care_message.o_own:contains(we send another one)",
            ANSWER
        ),
        // From anywhere to the next customer who waits
        press(".o_social_care_input:focus", "Alt+Shift+J"),
        {trigger: ".o_social_care_message:contains(my bike is late)"},
        write("It arrives today."),
        press(".o_social_care_input:focus", "Alt+Shift+P"),
        press(".o_social_care_send_resolve:enabled", "Control+Shift+Enter"),
        checkCount(
            ".o_social_care_message.o_own:contains(It arrives today)",
            ANSWER_AND_RESOLVE
        ),
        // What can be done here
        {
            trigger: ".o_social_care_input:focus",
            run: () => document.activeElement.blur(),
        },
        press("body:not(:has(.o_social_care_input:focus))", "Shift+?"),
        press(".o_social_care_hotkeys:contains(Write an internal note)", "Escape"),
        // The other one is found by what its customer wrote
        press("body:not(:has(.modal))", "Control+k"),
        {
            trigger: ".o_command_palette_search input",
            run: "edit my lamp is",
        },
        press(".o_command.focused:contains(my lamp is broken)", "Enter"),
        {
            trigger: ".o_social_care_message:contains(my lamp is broken)",
            run() {
                pressed = 0;
            },
        },
        press(".o_social_care_panel", "Alt+Shift+F"),
        {trigger: ".modal .o_field_widget[name=team_id] input", run: "edit Billing"},
        press(".o-autocomplete--dropdown-item:contains(Tour Billing)", "Enter"),
        press(".modal:has(.o_field_widget[name=team_id])", "Alt+Q"),
        checkCount("body:not(:has(.modal))", FORWARD),
    ],
});
