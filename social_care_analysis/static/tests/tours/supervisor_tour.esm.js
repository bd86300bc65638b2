// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

const TEXT = "We know that routers fail at the moment and work on it.";

registry.category("web_tour.tours").add("social_care_supervisor_topics", {
    steps: () => [
        {
            content: "No topic yet",
            trigger: ".o_view_nocontent:contains(No topic yet)",
        },
        {
            content: "Begin with the usual ones",
            trigger: "button[name=action_create_usual]",
            run: "click",
        },
        {
            content: "There they are",
            trigger: ".o_data_row:contains(Delivery):contains(Paket)",
        },
        {
            content: "Remove one",
            trigger: ".o_data_row:contains(Delivery) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus .dropdown-toggle",
            run: "click",
        },
        {
            trigger: ".o_menu_item:contains(Delete)",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Gone: add what is missing",
            trigger:
                ".o_list_view:not(:has(.o_data_row:contains(Delivery))) button[name=action_create_usual]",
            run: "click",
        },
        {
            content: "It is back",
            trigger: ".o_data_row:contains(Delivery)",
        },
    ],
});

registry.category("web_tour.tours").add("social_care_supervisor_storm", {
    steps: () => [
        {
            content: "Open the incident",
            trigger: ".o_data_row:contains(Tour router) td[name=name]",
            run: "click",
        },
        {
            content: "Become its owner",
            trigger: ".o_statusbar_buttons button[name=action_take]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=user_id] input:value(Sara Lind)",
        },
        {
            content: "Look at what people say",
            trigger: "button[name=action_view_mentions]:contains(Mentions)",
            run: "click",
        },
        {
            content: "One of them needs an answer of its own",
            trigger: ".o_data_row:first .o_social_care_preview",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_leave_incident]",
            run: "click",
        },
        {
            content: "It has a ticket of its own",
            trigger: ".o_statusbar_buttons button[name=action_open_thread]",
        },
        {
            content: "Back to the incident",
            trigger: ".breadcrumb-item:contains(Tour router) a",
            run: "click",
        },
        {
            content: "Write one reply for all others",
            trigger: ".o_social_care_holding textarea",
            run: `edit ${TEXT}`,
        },
        {
            content: "How long it is",
            trigger: `.o_social_care_holding:contains(${TEXT.length} characters)`,
        },
        {
            content: "The button says to how many it goes",
            trigger:
                ".o_social_care_holding button:contains(Approve and send to 13 people)",
            run: "click",
        },
        {
            content: "It is read once more before so many get it",
            trigger: `.modal:contains(in public):contains(${TEXT}) .btn-primary:contains(13 people)`,
            run: "click",
        },
        {
            content: "It goes out, and one sees it",
            trigger:
                ".o_social_care_holding_state:contains(Sent to all):contains(13 of 13 people)",
            timeout: 30000,
        },
    ],
});
