// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {customerReads} from "./customer.esm";
import {registry} from "@web/core/registry";

const SAID = "Hello Paula Tour, we ask the carrier. 😀 ^AN";

registry.category("web_tour.tours").add("social_care_macro", {
    steps: () => [
        {
            content: "Open the ticket of the customer",
            trigger: ".o_data_row:contains(my parcel is late) .o_data_cell",
            run: "click",
        },
        {
            content: "Open the macros",
            trigger: ".o_social_care_macros:enabled",
            run: "click",
        },
        {
            content: "Search one",
            trigger: ".o_social_care_macro_menu input",
            run: "edit carrier",
        },
        {
            content: "It says what it changes; take it",
            trigger: ".o_social_care_macro:contains(Tag Tour delivery)",
            run: "click",
        },
        {
            content: "What will happen is shown, and the stage can be left out",
            trigger:
                ".o_social_care_acts button[aria-label='Remove: Stage Tour research']",
            run: "click",
        },
        {
            trigger: ".o_social_care_acts:not(:contains(Tour research))",
        },
        {
            content: "Add an emoji where the text ends",
            trigger: ".o_social_care_emoji",
            run: "click",
        },
        {
            trigger: ".o-EmojiPicker .o-Emoji:contains(😀)",
            run: "click",
        },
        {
            content: "Choose that everybody can read it",
            trigger: ".o_social_care_visibility label:contains(Public)",
            run: "click",
        },
        {
            content: "Send it",
            trigger: ".o_social_care_send:enabled",
            run: "click",
        },
        {
            content: "The customer reads it in their language, with their name",
            trigger: `.o_social_care_message.o_own:not(.o_pending):contains(we ask the carrier)`,
            run: () => customerReads(SAID),
        },
        {
            content: "The ticket is tagged",
            trigger: ".o_field_many2many_tags:contains(Tour delivery)",
        },
    ],
});
