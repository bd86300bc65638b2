// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("social_care_admin_goes_back", {
    steps: () => [
        {
            content: "Open what is in use",
            trigger: ".o_data_row:contains(In use) td[name=kind]",
            run: "click",
        },
        {
            content: "How good it is, and how good the one before was",
            trigger: ".o_form_sheet:contains(250):contains(82%):contains(61%)",
        },
        {
            content: "What it mixes up",
            trigger:
                ".o_field_widget[name=confusion_text]:contains(Neutral):contains(Negative)",
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
            content: "Use it again",
            trigger: ".o_statusbar_buttons button[name=action_activate]",
            run: "click",
        },
        {
            content: "It is in use",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(In use)",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_go_back_to_start]",
        },
    ],
});
