// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("social_care_crm_make_lead", {
    steps: () => [
        {
            content: "Somebody wants to buy",
            trigger: ".o_data_row:contains(I want ten of these) .o_social_care_preview",
            run: "click",
        },
        {
            content: "One click makes a lead",
            trigger: "button[name=action_create_lead]",
            run: "click",
        },
        {
            content: "The agent may not read leads, and is told that there is one",
            trigger: ".o_notification:contains(The sales team has the lead)",
        },
        {
            content: "It cannot be made twice",
            trigger: ".o_form_view:not(:has(button[name=action_create_lead]))",
        },
    ],
});

tours.add("social_care_crm_answer_lead", {
    steps: () => [
        {
            content: "The lead shows the conversation",
            trigger: ".o_social_care_message:contains(I want ten of these)",
        },
        {
            content: "Answer from the lead",
            trigger: ".o_social_care_input",
            run: "edit Gladly, which color?",
        },
        {
            trigger: ".o_social_care_visibility label:contains(Public)",
            run: "click",
        },
        {
            trigger: ".o_social_care_send:contains(Reply publicly on Demo network)",
            run: "click",
        },
        {
            content: "The answer stands in the conversation",
            trigger:
                ".o_social_care_message.o_own:not(.o_pending):contains(which color?)",
        },
    ],
});

tours.add("social_care_crm_segment", {
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: "div[name=name] input, div[name=name] textarea",
            run: "edit Key accounts",
        },
        {
            content: "The rule",
            trigger: ".o_domain_selector_debug_container textarea",
            run: "edit [('name', 'like', 'Zztour')]",
        },
        {
            content: "Leave the rule",
            trigger: "div[name=name] input, div[name=name] textarea",
            run: "click",
        },
        {
            content: "How many contacts fit is shown before it is saved",
            trigger: "div[name=matching_count]:contains(2)",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved",
        },
    ],
});
