// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("social_care_supervisor", {
    steps: () => [
        {
            content: "Select a mention in the inbox",
            trigger:
                ".o_data_row:contains(where is my invoice) .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Forward it",
            trigger: ".o_control_panel button[name=action_forward]",
            run: "click",
        },
        {
            content: "Choose a team",
            trigger: ".modal .o_field_widget[name=team_id] input",
            run: "edit Tour Billing",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Tour Billing)",
            run: "click",
        },
        {
            content: "Leave a note for the team",
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit She called twice.",
        },
        {
            trigger: ".modal-footer button[name=action_forward]",
            run: "click",
        },
        {
            content: "The mention has left the inbox",
            trigger:
                "body:not(:has(.modal)):not(:has(.o_data_row:contains(where is my invoice)))",
        },
        {
            content: "The team has a ticket",
            trigger: ".o_notification:contains(Tour Billing)",
        },
        {
            content: "Rules are part of the configuration",
            trigger: ".o_menu_sections button:contains(Configuration)",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .dropdown-item:contains(Try the rules)",
            run: "click",
        },
        {
            content: "The tester says why no rule acts",
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit I love your shop && click .modal-title",
        },
        {
            trigger: ".modal .alert:contains(✗ Tour rule)",
        },
        {
            content: "And which rule acts on another text",
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit my brake failed && click .modal-title",
        },
        {
            trigger: ".modal .alert:contains(✓ Tour rule)",
        },
        {
            trigger: ".modal-footer button:contains(Close)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ],
});
