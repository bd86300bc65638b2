// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {click, expect, queryAllTexts, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Ticket extends models.Model {
    _name = "helpdesk.ticket";

    name = fields.Char();

    _records = [
        {id: 7, name: "Broken"},
        {id: 8, name: "Late"},
    ];
}

defineMailModels();
defineModels([Ticket]);

const HEAD = {
    profile_id: 3,
    partner_id: 9,
    name: "Maria Garden",
    avatar_url: "",
    company: "Garden Ltd",
    strength: "proven",
    segment: "VIP",
    since: "2020-05-01",
    known_since: "2024-05-01 10:00:00",
    do_not_contact: false,
};

function entry(values) {
    return {
        key: `mention-${values.res_id}`,
        kind: "mention",
        model: "social.care.mention",
        at: "2026-11-01 10:00:00",
        title: "Demo · Post",
        text: "My parcel is late",
        person: "",
        state: "",
        names: [],
        seconds: false,
        private: false,
        unproven: false,
        incoming: true,
        ...values,
    };
}

async function mountCard(card = {}, pages = []) {
    onRpc("social.care.card", "get_card", ({args}) => {
        expect.step(`card ${args.join()}`);
        return {
            head: args[1] === 7 ? HEAD : {...HEAD, partner_id: 10, name: "John"},
            tickets: {count: 0, tickets: []},
            channels: [],
            profiles: [],
            business: false,
            notes: {tags: [], texts: []},
            ...card,
        };
    });
    onRpc("social.care.timeline", "get_page", ({args}) => {
        expect.step(`page ${JSON.stringify(args.slice(2))}`);
        return {
            kinds: [{code: "mention", label: "Social", icon: "fa-comments"}],
            ...pages.shift(),
        };
    });
    await mountView({
        type: "form",
        resModel: "helpdesk.ticket",
        resId: 7,
        resIds: [7, 8],
        arch: `<form><field name="name"/><widget name="social_care_card"/></form>`,
    });
    await animationFrame();
    expect.verifySteps(["card helpdesk.ticket,7"]);
}

test("the card says who it is", async () => {
    await mountCard();
    expect(".o_social_care_card_head").toHaveText(/Maria Garden/);
    expect(".o_social_care_card_head").toHaveText(/Garden Ltd/);
    expect(".o_social_care_card_head").toHaveText(/VIP/);
    expect(".o_social_care_card_head").toHaveText(/Customer since May 1, 2020/);
    expect(".o_social_care_unproven").toHaveCount(0);
});

test("a claimed contact is not proven", async () => {
    await mountCard({head: {...HEAD, strength: "claimed", do_not_contact: true}});
    expect(".o_social_care_unproven").toHaveText("Not proven");
    expect(".o_social_care_card_head .text-bg-danger").toHaveText("Do not contact");
});

test("nothing is shown of nobody", async () => {
    await mountCard({head: {...HEAD, name: false}});
    expect(".o_social_care_card").toHaveCount(0);
});

test("nothing is shown where the stage has no card", async () => {
    onRpc("social.care.card", "get_card", () => false);
    await mountView({
        type: "form",
        resModel: "helpdesk.ticket",
        resId: 7,
        arch: `<form><field name="name"/><widget name="social_care_card"/></form>`,
    });
    await animationFrame();
    expect(".o_field_widget[name=name] input").toHaveValue("Broken");
    expect(".o_social_care_card").toHaveCount(0);
});

test("what a customer wrote is never markup", async () => {
    await mountCard({notes: {tags: [], texts: ["<b>late</b>"]}});
    expect(".o_social_care_card_note").toHaveText("<b>late</b>");
    expect(".o_social_care_card_note b").toHaveCount(0);
});

test("the summary is read when it is asked for", async () => {
    onRpc("social.care.card", "get_summary", ({args}) => {
        expect.step(`summary ${args.join()}`);
        return [{code: "orders", label: "Orders", count: 2, details: ["$100.00"]}];
    });
    await mountCard({business: {figures: [], can_see_summary: true}});
    await click("section[aria-label=Business] button");
    await animationFrame();
    expect.verifySteps(["summary helpdesk.ticket,7"]);
    expect(queryAllTexts("dt, dd")).toEqual(["Orders", "2 · $100.00"]);
    expect("section[aria-label=Business] button").toHaveCount(0);
});

test("the summary of a customer is not shown beside the next one", async () => {
    onRpc("social.care.card", "get_summary", () => [
        {code: "orders", label: "Orders", count: 2, details: ["$100.00"]},
    ]);
    await mountCard({business: {figures: [], can_see_summary: true}});
    await click("section[aria-label=Business] button");
    await animationFrame();
    expect("dd").toHaveCount(1);
    await click(".o_pager_next");
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["card helpdesk.ticket,8"]);
    expect(".o_social_care_card_head").toHaveText(/John/);
    expect("dd").toHaveCount(0);
    expect("section[aria-label=Business] button").toHaveCount(1);
});

test("nobody is shown while the next customer is read", async () => {
    await mountCard();
    const response = Promise.withResolvers();
    onRpc("social.care.card", "get_card", () => response.promise);
    await click(".o_pager_next");
    await animationFrame();
    await animationFrame();
    expect(".o_social_care_card").toHaveCount(0);
});

test("the history is read when it is opened, page by page", async () => {
    const next = ["2026-11-01T10:00:00", "mention", 1];
    const answered = {res_id: 2, names: ["Anna"], seconds: 720, private: true};
    await mountCard({}, [
        {entries: [entry({res_id: 1, unproven: true})], next},
        {entries: [entry(answered)], next: false},
    ]);
    await click("button[aria-expanded]");
    await animationFrame();
    expect.verifySteps(["page [false,false]"]);
    expect(".o_social_care_history_entry").toHaveCount(1);
    expect(".o_social_care_history_entry .o_social_care_unproven").toHaveCount(1);
    await click("button:contains(Show more)");
    await animationFrame();
    expect.verifySteps([`page [false,${JSON.stringify(next)}]`]);
    expect(".o_social_care_history_entry").toHaveCount(2);
    expect(".o_social_care_history_entry:last").toHaveText(/Anna, after 12 min/);
    expect("button:contains(Show more)").toHaveCount(0);
});

test("the history is filtered by kind", async () => {
    await mountCard({}, [
        {entries: [entry({res_id: 1})], next: false},
        {entries: [], next: false},
    ]);
    await click("button[aria-expanded]");
    await animationFrame();
    await click("button[aria-pressed=false]");
    await animationFrame();
    expect.verifySteps(["page [false,false]", 'page [["mention"],false]']);
    expect(".o_social_care_history").toHaveText(/Nothing yet/);
});
