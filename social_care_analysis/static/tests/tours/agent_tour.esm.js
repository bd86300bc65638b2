// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("social_care_agent_corrects", {
    steps: () => [
        {
            content: "The message says what it is about: not that",
            trigger:
                ".o_social_care_message:contains(my parcel is late) [data-kind=topic]:contains(Tour parcel)",
            run: "click",
        },
        {
            content: "The choices say on which word that rests",
            trigger: ".o_social_care_choices:contains(“parcel”)",
        },
        {
            content: "One click says what is right",
            trigger:
                ".o_social_care_choices [role=menuitemradio]:contains(Tour router)",
            run: "click",
        },
        {
            content: "It is noted",
            trigger: ".o_notification:contains(The analysis learns from this)",
        },
        {
            content: "The message says it",
            trigger: ".o_social_care_message [data-kind=topic]:contains(Tour router)",
        },
        {
            content: "So does the ticket",
            trigger:
                ".o_field_widget[name=social_care_topic_id] [data-kind=topic]:contains(Tour router)",
        },
    ],
});
