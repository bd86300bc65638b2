// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";

const ROW = ".o_social_care_board_row";
const CARD = ".o_social_care_board_card";

/** A customer calls, and somebody notes it in another window. */
async function customerCalls() {
    const team = document.querySelector("tr:first-child[data-team]").dataset.team;
    const values = {
        name: "Tour parcel is late",
        description: "It is late.",
        partner_name: "Paula Tour",
        team_id: Number(team),
        user_id: false,
    };
    const call = {
        model: "helpdesk.ticket",
        method: "create",
        args: [[values]],
        kwargs: {},
    };
    await rpc("/web/dataset/call_kw/helpdesk.ticket/create", call);
}

function row(title) {
    return `${ROW}:contains(${title})`;
}

registry.category("web_tour.tours").add("social_care_routing_supervisor", {
    steps: () => [
        {
            content: "Two wait, for long; a third comes in while one looks on",
            trigger: "[data-figure=waiting]:contains(2)",
            run: customerCalls,
        },
        {
            content: "It appears without a reload",
            trigger: `${row("Tour parcel is late")}:contains(Paula Tour):contains(Tour Orders)`,
            timeout: 45000,
        },
        {
            trigger: "[data-figure=waiting]:contains(3)",
        },
        {
            content: "The one that waits longest is the first: push another before it",
            trigger: `${ROW}:first-child:contains(Tour invoice)`,
        },
        {
            trigger: `${row("Tour refund")} button:contains(to front)`,
            run: "click",
        },
        {
            content: "It is the first, and says why",
            trigger: `${ROW}:first-child:contains(Tour refund):contains(Pushed to front)`,
        },
        {
            content: "Give it to Ben, by the menu",
            trigger: `${row("Tour refund")} .o_select_menu_toggler`,
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Ben Carter):contains(no open work)",
            run: "click",
        },
        {
            content: "He is away: one is asked, and changes one's mind",
            trigger:
                ".modal:contains(Assign to Ben Carter anyway?):contains(Away) .btn-secondary",
            run: "click",
        },
        {
            trigger: `body:not(:has(.modal)) ${row("Tour refund")} .o_select_menu_toggler`,
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Ben Carter)",
            run: "click",
        },
        {
            trigger: ".modal:contains(Ben Carter) .btn-primary:contains(Assign)",
            run: "click",
        },
        {
            content: "It has left the queue; he has it",
            trigger: `body:not(:has(${row("Tour refund")})) [data-figure=working]:contains(1)`,
        },
        {
            trigger: `${CARD}:contains(Ben Carter):contains(1/5)`,
        },
        {
            content: "Drag what came in onto Anna",
            trigger: row("Tour parcel is late"),
            run: `drag_and_drop ${CARD}:contains(Anna Novak)`,
        },
        {
            trigger: ".modal:contains(Anna Novak) .btn-primary:contains(Assign)",
            run: "click",
        },
        {
            trigger: `body:not(:has(${row("Tour parcel is late")})) [data-figure=working]:contains(2)`,
        },
        {
            content: "The rest is for another team",
            trigger: `${row("Tour invoice")} button:contains(another team)`,
            run: "click",
        },
        {
            trigger: ".dropdown-item:contains(Tour Billing)",
            run: "click",
        },
        {
            trigger: `${row("Tour invoice")}:contains(Tour Billing)`,
        },
        {
            content: "The teams say the same",
            trigger: "tr:contains(Tour Billing) td:nth-of-type(1):contains(1)",
        },
    ],
});
