// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

const CONNECT = ".modal-footer button[name=action_connect]";

registry.category("web_tour.tours").add("social_care_admin", {
    steps: () => [
        {
            content: "Connect an account",
            trigger: ".o_control_panel button:contains(Connect an account)",
            run: "click",
        },
        {
            content: "Choose a network",
            trigger:
                ".modal .o_field_widget[name=network] label:contains(Demo network)",
            run: "click",
        },
        {
            content: "Name it",
            trigger: ".modal .o_field_widget[name=account_name] input",
            run: "edit Second shop",
        },
        {
            trigger: ".modal-footer button[name=action_next]",
            run: "click",
        },
        {
            content: "Without a handle nobody is asked",
            trigger: CONNECT,
            run: "click",
        },
        {
            content: "The reason stands in words",
            trigger: ".modal .alert-danger:contains(Handle is missing)",
        },
        {
            trigger: ".modal input[name=handle]",
            run: "edit second.shop",
        },
        {
            trigger: CONNECT,
            run: "click",
        },
        {
            content: "It is connected",
            trigger: ".modal:contains(Second shop is connected)",
        },
        {
            trigger: ".modal-footer button[name=action_open_account]",
            run: "click",
        },
        {
            content: "Its streams are there",
            trigger: ".o_form_view .o_notebook a[name=streams]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=stream_ids] .o_data_row:contains(Direct messages)",
        },
        {
            content: "Back to the accounts",
            trigger: ".o_breadcrumb a:contains(Accounts), .o_back_button",
            run: "click",
        },
        {
            content: "Another one is failing and says why",
            trigger:
                ".o_kanban_record:contains(Tour shop):contains(Failing):contains(has ended our access)",
            run: "click",
        },
        {
            trigger: ".o_form_view .alert-danger:contains(has ended our access)",
        },
        {
            content: "The check says what to do about it",
            trigger: ".o_form_view button[name=action_diagnose]",
            run: "click",
        },
        {
            trigger:
                ".o_social_care_diagnosis li:contains(told to misbehave):contains(Change it)",
        },
        {
            content: "The network answered: what was wrong is over",
            trigger:
                ".o_statusbar_status button.o_arrow_button_current:contains(Connected)",
        },
    ],
});
