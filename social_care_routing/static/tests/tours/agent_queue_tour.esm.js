// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

const STATE = ".o_social_care_agent_state";
const CARD = ".o_social_care_offer:not(.o_ended)";
const STRIP = ".o_social_care_queue";
const LONG_WAY = 40;

/** Tab until one is there, as people without a mouse do. */
async function tabTo(selector, {press}) {
    for (let n = 0; n < LONG_WAY; n++) {
        if (document.activeElement.matches(selector)) {
            return;
        }
        await press("Tab");
    }
    throw new Error(`Tab does not lead to ${selector}`);
}

/** An agent's day without a mouse. */
registry.category("web_tour.tours").add("social_care_routing_agent", {
    steps: () => [
        {
            content: "The page is there once the first ticket has the focus",
            trigger: ".o_data_row .o_data_cell:focus",
        },
        {
            content: "Who comes is offline, and is offered nothing",
            trigger: `${STATE}:contains(Offline)`,
            run: "press Alt+Shift+W",
        },
        {
            content: "The key opens the switch; an arrow leads to the first state",
            trigger: ".o_social_care_agent_menu",
            run: "press ArrowDown",
        },
        {
            trigger: ".o_social_care_agent_menu .focus:contains(Available)",
            run: "press Enter",
        },
        {
            content: "Being available brings an offer: only one, as many as fit",
            trigger: `${STATE}:contains(Available)`,
        },
        {
            content: "It says who, what, where and why",
            trigger: `${CARD}:contains(Paula Tour):contains(my parcel is late):contains(Tour Shop Team):contains(Why you)`,
        },
        {
            content: "It is said aloud, with its keys",
            trigger: ".o_social_care_offers [aria-live]:contains(Alt+Shift+Y accepts)",
        },
        {
            trigger: `body:not(:has(${CARD} + ${CARD}))`,
            run: "press Alt+Shift+Y",
        },
        {
            content: "Accepting opens the ticket, and one can write at once",
            trigger: ".o_social_care_input:focus",
            run: "edit Sorry, we look into it.",
        },
        {
            content: "The ticket says whose it is and what its priority is made of",
            trigger: `${STRIP}:contains(Assigned to Anna Novak):has([title*='Pushed to front'])`,
        },
        {
            content: "Nothing is sent before it is chosen who can read it",
            trigger: ".o_social_care_input",
            run: "press Control+Enter",
        },
        {
            trigger: ".o_social_care_visibility:has(input[value=public]:focus)",
            // Space: a browser makes a click of it, the tour's keyboard does not
            run: () => document.activeElement.click(),
        },
        {
            trigger: ".o_social_care_send:contains(Reply publicly on Demo network)",
            async run(helpers) {
                await tabTo(".o_social_care_send", helpers);
                await helpers.press("Enter");
            },
        },
        {
            content: "The answer is out; it is the customer's turn",
            trigger:
                ".o_social_care_message.o_own:not(.o_pending):contains(we look into it)",
        },
        {
            trigger: `${STRIP}:contains(Waiting for the customer)`,
        },
        {
            content: "There is room for another: it is offered, and declined",
            trigger: `${CARD}:contains(where is my refund)`,
            run: "press Alt+Shift+L",
        },
        {
            content: "What was declined is not offered again at once",
            trigger: `body:not(:has(${CARD}))`,
            run: "press Alt+Shift+N",
        },
        {
            content: "Next takes what nobody is offered",
            trigger: `${STRIP}:contains(Assigned to Anna Novak)`,
        },
        {
            trigger: ".o_breadcrumb:contains(Tour call me back)",
            run: "press Alt+Shift+W",
        },
        {
            content: "Time for lunch",
            trigger: ".o_social_care_agent_menu",
            run: "press ArrowDown",
        },
        {
            trigger: ".o_social_care_agent_menu .focus:contains(Available)",
            run: "press ArrowDown",
        },
        {
            trigger: ".o_social_care_agent_menu .focus:contains(Away: Lunch)",
            run: "press Enter",
        },
        {
            trigger: `${STATE}:contains(Away: Lunch)`,
        },
        {
            content: "What was not begun waits for others",
            trigger: `${STRIP}:contains(Waiting to be picked)`,
        },
    ],
});
