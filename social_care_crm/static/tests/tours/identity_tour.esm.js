// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

const BOX = ".o_social_care_identity";
const PROPOSAL = `${BOX} .o_proposal:contains(Anna Meier)`;

registry.category("web_tour.tours").add("social_care_identity_agent", {
    steps: () => [
        {
            content: "The person is unknown; the proposal says why",
            trigger: `${PROPOSAL}:contains(Email said in private)`,
        },
        {
            content: "Accept it",
            trigger: `${PROPOSAL} .o_accept`,
            run: "click",
        },
        {
            content: "What a person says about themselves is not proven",
            trigger: `${BOX} .badge:contains(Not proven)`,
        },
        {
            content: "Undo it",
            trigger: `${BOX} .o_undo`,
            run: "click",
        },
        {
            content: "Ask the contact instead",
            trigger: `${PROPOSAL} .o_ask`,
            run: "click",
        },
        {
            content: "The mail says nothing about the conversation",
            trigger: ".modal:contains(nothing about the conversation) .btn-primary",
            run: "click",
        },
        {
            content: "The answer is awaited",
            trigger: `${BOX} [role=status]:contains(Waiting for confirmation)`,
        },
        {
            content: "Offer a one-time link",
            trigger: `${BOX} .o_one_time_link`,
            run: "click",
        },
        {
            content: "It is in the composer, to be sent like any reply",
            trigger: `.o_social_care_composer textarea:value(/social_care/confirm/me/)`,
        },
        {
            content: "Somebody else was meant",
            trigger: `${PROPOSAL} .o_reject`,
            run: "click",
        },
        {
            trigger: `${BOX}:contains(Unknown person)`,
        },
    ],
});

registry.category("web_tour.tours").add("social_care_identity_customer", {
    steps: () => [
        {
            content: "The page names the profile and who is signed in",
            trigger: "main:contains(sunny92):contains(portal@meier.example)",
        },
        {
            content: "Confirm",
            trigger: "button[value=yes]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "h1:contains(Thank you)",
        },
    ],
});
