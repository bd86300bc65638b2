// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {cookie} from "@web/core/browser/cookie";
import {registry} from "@web/core/registry";

const PAGE = ".o_social_care_api_page";

function choose(name) {
    return {
        content: `choose ${name}`,
        trigger: `${PAGE} select`,
        run: `select ${name}`,
    };
}

/** An administrator sees who may use the API, and tries it with the key of an agent. */
registry.category("web_tour.tours").add("social_care_api_page", {
    steps: () => [
        {
            content: "the agent has a key",
            trigger: `${PAGE} li:contains(Anna):contains(Key valid until)`,
        },
        {
            content: "another one still needs one",
            trigger: `${PAGE} li:contains(Ben):contains(no API key yet)`,
        },
        {
            content: "the address of the document",
            trigger: `${PAGE} dd:contains(/social_care/api/v1/openapi.json)`,
        },
        {
            content: "a key that nobody has",
            trigger: `${PAGE} input[type=password]`,
            run: "edit wrong",
        },
        {trigger: `${PAGE} button[type=submit]`, run: "click"},
        {
            content: "is refused in words",
            trigger: `${PAGE} .o_answer pre:contains(Send an API key of Odoo)`,
        },
        {
            content: "the key that the test gave",
            trigger: `${PAGE} input[type=password]`,
            async run(helpers) {
                await helpers.edit(cookie.get("social_care_test_key"));
            },
        },
        {trigger: `${PAGE} button[type=submit]`, run: "click"},
        {
            content: "the agent's state comes back",
            trigger: `${PAGE} .o_answer pre:contains("name": "Anna")`,
        },
        choose("set_agent_state"),
        {
            content: "the body is begun",
            trigger: `${PAGE} textarea`,
            run: 'edit {"state": "away"}',
        },
        {trigger: `${PAGE} button[type=submit]`, run: "click"},
        {
            content: "and the agent is away",
            trigger: `${PAGE} .o_answer pre:contains("state": "away")`,
        },
    ],
});
