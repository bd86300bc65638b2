// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("social_care_customer_rates", {
    steps: () => [
        {
            content: "The page names the company and nothing of the conversation",
            trigger: "main:contains(Acme):not(:contains(Where is it))",
        },
        {
            content: "Five stars",
            trigger: "label[for=stars-5]",
            run: "click",
        },
        {
            content: "Say why",
            trigger: "textarea[name=comment]",
            run: "edit Very kind",
        },
        {
            content: "Send it",
            trigger: "button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "h1:contains(Thank you)",
        },
        {
            content: "Satisfied customers are invited to write a review",
            trigger: "a[href='https://reviews.example/acme']",
        },
    ],
});
