// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, edit, expect, press, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    mockService,
    models,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {user} from "@web/core/user";

const PAULA = {id: 5, name: "Paula Tour", handle: "paula", network: "demo"};
const TICKET = {
    id: 70,
    number: "HT00070",
    who: "Paula Tour",
    title: "My order S00042 is late",
};
const server = {};

class Finder extends models.Model {
    _name = "social.care.finder";

    find(words) {
        expect.step(`find ${words}`);
        return server.found;
    }
}

defineMailModels();
defineModels([Finder]);

async function openPalette(found, {isAgent = true} = {}) {
    Object.assign(server, {found});
    patchWithCleanup(user, {hasGroup: async () => isAgent});
    onRpc("has_group", () => isAgent);
    mockService("action", {
        doAction({res_model: model, res_id: id}) {
            expect.step(`open ${model} ${id}`);
            return {commandProviders: []};
        },
    });
    await mountWithCleanup(MainComponentsContainer);
    await press(["control", "k"]);
    await animationFrame();
}

async function type(words) {
    await contains(".o_command_palette_search input").click();
    await edit(words, {instantly: true});
    // The palette calls its providers first, then these wait for the next key
    await advanceTime(50);
    await animationFrame();
    await advanceTime(300);
    await animationFrame();
    await animationFrame();
}

test("people and tickets are found and opened", async () => {
    await openPalette({people: [PAULA], tickets: [TICKET]});
    await type("paula");
    expect(".o_command:contains(Customer: Paula Tour · @paula)").toHaveCount(1);
    expect(".o_command:contains(Ticket: HT00070 · Paula Tour)").toHaveCount(1);
    await contains(".o_command:contains(HT00070)").click();
    expect.verifySteps(["find paula", "open helpdesk.ticket 70"]);
    await animationFrame();
    expect(".o_command_palette").toHaveCount(0);
});

test("the profile of a person is opened", async () => {
    await openPalette({people: [PAULA], tickets: []});
    await type("paula");
    await press("enter");
    await animationFrame();
    expect.verifySteps(["find paula", "open social.care.profile 5"]);
});

test("a ticket that is found by its order is shown, though its name has no number", async () => {
    await openPalette({people: [], tickets: [{...TICKET, title: "Where is it?"}]});
    await type("S00042");
    expect(".o_command:contains(HT00070)").toHaveText(/\(S00042\)/);
    expect.verifySteps(["find S00042"]);
});

test("one letter asks nothing of the server", async () => {
    await openPalette({people: [], tickets: []});
    await type("p");
    expect.verifySteps([]);
});

test("while one types, the last words are searched for", async () => {
    await openPalette({people: [PAULA], tickets: []});
    await contains(".o_command_palette_search input").click();
    for (const words of ["pa", "pau", "paul"]) {
        await edit(words, {instantly: true});
        await advanceTime(50);
    }
    await advanceTime(400);
    await animationFrame();
    expect.verifySteps(["find paul"]);
});

test("the server is not asked by users who are no agents", async () => {
    await openPalette(false, {isAgent: false});
    await type("paula");
    expect.verifySteps([]);
});

test("markup in a name is text", async () => {
    await openPalette({people: [{...PAULA, name: "<b>paula</b>"}], tickets: []});
    await type("paula");
    expect(".o_command:contains(<b>paula</b>)").toHaveCount(1);
    expect.verifySteps(["find paula"]);
});
