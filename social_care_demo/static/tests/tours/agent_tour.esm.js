// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {customerPosts, customerReads} from "./customer.esm";
import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("social_care_agent", {
    steps: () => [
        {
            content: "The inbox is open and somebody posts on the network",
            trigger: ".o_social_care_inbox, .o_view_nocontent",
            run: () => customerPosts("@tourshop my parcel is late"),
        },
        {
            content: "The mention arrives by itself",
            trigger: ".o_data_row:contains(my parcel is late) .o_social_care_preview",
            run: "click",
        },
        {
            content: "The conversation shows who speaks",
            trigger:
                ".o_social_care_message:contains(Paula Tour):contains(@paula.tour)",
        },
        {
            content: "Write an answer",
            trigger: ".o_social_care_input",
            run: "edit Sorry, we look into it.",
        },
        {
            content: "Nothing is sent before public or private is chosen",
            trigger: ".o_social_care_send:contains(Choose public or private)",
        },
        {
            content: "Choose that everybody can read it",
            trigger: ".o_social_care_visibility label:contains(Public)",
            run: "click",
        },
        {
            content: "The button says what it does",
            trigger: ".o_social_care_send:contains(Reply publicly on Demo network)",
            run: "click",
        },
        {
            content: "The answer stands in the conversation, with the initials",
            trigger:
                ".o_social_care_message.o_own:not(.o_pending):contains(we look into it. ^AN)",
            run: () => customerReads("Sorry, we look into it. ^AN"),
        },
        {
            content: "The customer writes again while the conversation is open",
            trigger: ".o_social_care_message.o_own a[href*=social_care_demo]",
            run({anchor}) {
                const answered = anchor.href.split("#")[1];
                return customerPosts("Thank you, Anna!", answered);
            },
        },
        {
            content: "That arrives by itself too, and is announced",
            trigger: ".o_social_care_message:contains(Thank you, Anna!)",
        },
        {
            trigger: ".o_social_care_announcements:contains(Thank you, Anna!)",
        },
    ],
});
