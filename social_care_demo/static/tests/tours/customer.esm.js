// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {cookie} from "@web/core/browser/cookie";

/** The account and the customer that the test made: see test_tours.py. */
function actors() {
    const [account, person] = cookie.get("social_care_tour").split("-");
    return {account, person};
}

/** The demo network's page as the customer sees it. */
async function page() {
    const answer = await fetch(`/social_care_demo?${new URLSearchParams(actors())}`);
    return answer.text();
}

/** A customer posts on the demo network, in its own page. */
export async function customerPosts(text, parent = "") {
    const fields = {...actors(), text, parent, csrf_token: odoo.csrf_token};
    const body = new URLSearchParams(fields);
    const answer = await fetch("/social_care_demo/post", {method: "POST", body});
    if (!answer.ok) {
        throw new Error(`The demo network answered ${answer.status}`);
    }
}

/** Whether a text stands on the network for everybody. */
export async function customerReads(text) {
    if (!(await page()).includes(text)) {
        throw new Error(`Not on the demo network: ${text}`);
    }
}
