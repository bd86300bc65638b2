// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("social_care_agent_sees_summary", {
    steps: () => [
        {
            content: "Beside the conversation stands who is talking",
            trigger: ".o_social_care_card:contains(Paula Garden):contains(Garden Ltd)",
        },
        {
            content: "Business figures are shown on request: each view is logged",
            trigger:
                ".o_social_care_card:not(:contains(Open opportunities)) button:contains(Show summary)",
            run: "click",
        },
        {
            trigger: ".o_social_care_card dl:contains(Open opportunities)",
        },
        {
            content: "Everything that was said",
            trigger: ".o_social_care_card button:contains(History)",
            run: "click",
        },
        {
            trigger:
                ".o_social_care_history_entry[data-kind=mention]:contains(where is my parcel)",
        },
        {
            content: "Only tickets",
            trigger:
                ".o_social_care_history button[aria-pressed=false]:contains(Tickets)",
            run: "click",
        },
        {
            trigger:
                ".o_social_care_history:has([data-kind=ticket]):not(:has([data-kind=mention]))",
        },
    ],
});

registry.category("web_tour.tours").add("social_care_supervisor_reads_history", {
    steps: () => [
        {
            content: "The history of a contact is read when its page is opened",
            trigger: ".o_notebook a[name=social_care_history]",
            run: "click",
        },
        {
            trigger:
                ".o_social_care_history_entry[data-kind=mention]:contains(where is my parcel)",
        },
        {
            trigger: ".o_social_care_card:contains(Open tickets)",
        },
    ],
});
