// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("social_care_admin_learns_too_early", {
    steps: () => [
        {
            content: "There is no model yet: train one",
            trigger: ".o_view_nocontent:contains(No model has been trained yet)",
        },
        {
            trigger: "button[name=action_learn_now]",
            run: "click",
        },
        {
            content: "It says what is missing",
            trigger:
                ".modal:contains(too few corrections to learn from):contains(is 0)",
        },
        {
            trigger: ".modal-footer button",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ],
});

registry.category("web_tour.tours").add("social_care_admin_learns_and_goes_back", {
    steps: () => [
        {
            content: "The model of the first sixty corrections",
            trigger:
                ".o_data_row:contains(In use):contains(60):contains(50.8%):contains(4.8%)",
        },
        {
            content: "There are more now: learn from them",
            trigger: "button[name=action_learn_now]",
            run: "click",
        },
        {
            content: "It says that it does",
            trigger: ".o_notification:contains(Training is running)",
        },
        {
            content: "The new model appears by itself; open it",
            trigger: ".o_data_row:contains(In use):contains(84) td[name=kind]",
            run: "click",
            timeout: 30000,
        },
        {
            content: "How good it is, and how good the one before was",
            trigger:
                ".o_form_sheet:contains(Trained on 84 corrections):contains(59.8% accurate):contains(before: 59.8%)",
        },
        {
            content: "What it mixes up",
            trigger:
                ".o_field_widget[name=confusion_text]:contains(“Positive” where people say “Negative”)",
        },
        {
            content: "Back to all of them",
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            content: "Open the earlier one",
            trigger: ".o_data_row:contains(Retired) td[name=kind]",
            run: "click",
        },
        {
            content: "That it was judged on few",
            trigger: ".o_form_sheet .alert:contains(only 12)",
        },
        {
            content: "Use it again",
            trigger: ".o_statusbar_buttons button[name=action_activate]",
            run: "click",
        },
        {
            content: "It is in use",
            trigger: ".o_form_sheet .o_field_widget[name=state]:contains(In use)",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_go_back_to_start]",
        },
    ],
});
