// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

const CARD = ".o_social_care_call";
const tours = registry.category("web_tour.tours");

tours.add("social_care_phone_agent_rings", {
    steps: () => [
        {
            content: "The card says who calls, through which queue",
            trigger: `${CARD}:contains(Incoming call):contains(support):contains(Jan Nowak)`,
        },
    ],
});

tours.add("social_care_phone_agent_talks", {
    steps: () => [
        {
            content: "The time of the talk runs; the ticket is one click away",
            trigger: `${CARD}:contains(Talking) .o_social_care_call_span:contains(:)`,
        },
        {
            trigger: `${CARD} footer button:contains(Open ticket)`,
            run: "click",
        },
        {
            trigger: ".o_form_view:contains(Jan Nowak)",
        },
    ],
});

tours.add("social_care_phone_agent_notes", {
    steps: () => [
        {
            content: "What it was about, and what came of it",
            trigger: `${CARD} textarea`,
            run: "edit A new parcel is on its way",
        },
        {
            trigger: `${CARD} select[aria-label=Result]`,
            run: "select resolved",
        },
        {
            trigger: `${CARD} button:contains(Done)`,
            run: "click",
        },
        {
            content: "The card is gone",
            trigger: `body:not(:has(${CARD}))`,
        },
    ],
});

tours.add("social_care_phone_admin", {
    steps: () => [
        {
            trigger: ".o_form_view .o_form_status_indicator, .o_form_view",
        },
        {
            content: "Nobody answers there: it is said in words",
            trigger: "button[name=action_check]",
            run: "click",
        },
        {
            trigger: ".nav-link[name=check]",
            run: "click",
        },
        {
            trigger: ".o_form_view:contains(cannot be reached)",
        },
        {
            content: "No secret can be read",
            trigger:
                ".o_field_widget[name=ami_new_secret] input[type=password]:value()",
        },
    ],
});

tours.add("social_care_phone_supervisor", {
    steps: () => [
        {
            content: "The wallboard says who is on the phone",
            trigger:
                ".o_social_care_board_card:contains(Anna) .o_social_care_board_call",
        },
    ],
});

tours.add("social_care_phone_supervisor_listens", {
    steps: () => [
        {
            content: "A call, with its recording and who heard it",
            trigger: ".o_form_view:contains(Jan Nowak) button[name=hear_recording]",
        },
        {
            trigger: ".o_form_view:contains(Who listened):contains(Supervisor)",
        },
    ],
});
