// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, expect, queryAllTexts, test} from "@odoo/hoot";
import {
    called,
    defineConversationModels,
    message,
    mountTicket,
} from "./conversation_test_helpers";
import {moderationActions} from "@social_care/conversation/moderation_actions.esm";

defineConversationModels();

const ALL = ["like", "hide", "delete", "mute", "block", "report"];

function moderated({done = [], offers = [], requests = [], ...values} = {}) {
    return message({...values, moderation: {done, offers, requests}});
}

function offer(...codes) {
    return codes.map((code) => ({code, undo: false}));
}

async function openMenu() {
    await click(".o_social_care_moderate");
    await animationFrame();
}

test("each action of the server has its words here", async () => {
    expect(moderationActions.getEntries().map(([code]) => code)).toEqual(ALL);
});

test("nothing is offered where nothing is possible", async () => {
    await mountTicket({messages: [message(), moderated({id: 2})]});
    expect(".o_social_care_message").toHaveCount(2);
    expect(".o_social_care_moderate").toHaveCount(0);
});

test("several actions are in a menu, in the order of the server", async () => {
    await mountTicket({messages: [moderated({offers: offer(...ALL)})]});
    expect(".o_social_care_moderate").toHaveAttribute("aria-haspopup", "menu");
    await openMenu();
    expect(queryAllTexts(".o-dropdown-item")).toEqual([
        "Like",
        "Hide",
        "Delete message",
        "Mute author",
        "Block author",
        "Report message",
    ]);
});

test("a single action is a button", async () => {
    await mountTicket({messages: [moderated({offers: offer("like")})]});
    expect(".o_social_care_moderate").toHaveCount(0);
    await click("button:contains(Like)");
    await animationFrame();
    expect(called("moderate")).toEqual([[[1], "like", false]]);
});

test("what is not dangerous is asked for at once, and the panel reloads", async () => {
    await mountTicket({messages: [moderated({offers: offer("like", "hide")})]});
    await openMenu();
    await click(".o-dropdown-item:contains(Hide)");
    await animationFrame();
    expect(called("moderate")).toEqual([[[1], "hide", false]]);
    expect(called("get_conversations")).toHaveLength(2);
});

for (const [code, label] of [
    ["delete", "Delete message"],
    ["block", "Block author"],
    ["report", "Report message"],
]) {
    test(`${code} is asked for only after a confirmation`, async () => {
        await mountTicket({messages: [moderated({offers: offer("like", code)})]});
        await openMenu();
        await click(`.o-dropdown-item:contains(${label})`);
        await animationFrame();
        expect(".modal-title").toHaveText(/Demo\?$/);
        await click(".modal-footer .btn:contains(Cancel)");
        await animationFrame();
        expect(called("moderate")).toEqual([]);
        await openMenu();
        await click(`.o-dropdown-item:contains(${label})`);
        await animationFrame();
        await click(`.modal-footer .btn-danger:contains(${label})`);
        await animationFrame();
        expect(called("moderate")).toEqual([[[1], code, false]]);
    });
}

test("what is done is a badge and can be taken back without a question", async () => {
    const done = ["block", "hide"];
    const offers = [
        {code: "like", undo: false},
        ...done.map((code) => ({code, undo: true})),
    ];
    await mountTicket({messages: [moderated({done, offers})]});
    expect(queryAllTexts(".o_social_care_chip")).toEqual(["Hidden", "Blocked"]);
    await openMenu();
    expect(queryAllTexts(".o-dropdown-item")).toEqual([
        "Like",
        "Unblock author",
        "Show again",
    ]);
    await click(".o-dropdown-item:contains(Unblock)");
    await animationFrame();
    expect(called("moderate")).toEqual([[[1], "block", true]]);
});

test("each state has its badge", async () => {
    const done = ["like", "hide", "mute", "block", "report"];
    await mountTicket({messages: [moderated({done})]});
    expect(queryAllTexts(".o_social_care_chip")).toEqual([
        "Liked",
        "Hidden",
        "Muted",
        "Blocked",
        "Reported",
    ]);
});

test("a request that waits says for whom", async () => {
    const requests = [{code: "hide", undo: false, error: ""}];
    await mountTicket({messages: [moderated({requests})]});
    expect(".o_social_care_state").toHaveText("Waiting for Demo: Hide");
    expect(".o_social_care_state").toHaveAttribute("role", "status");
});

test("a refusal is shown in the words of the network, as text", async () => {
    const error = "<b>No.</b> Not this one.";
    const requests = [{code: "block", undo: true, error}];
    await mountTicket({messages: [moderated({requests})]});
    expect(".o_social_care_state").toHaveText(/Not done on Demo: Unblock author/);
    expect(".o_social_care_state .text-danger:last").toHaveText(error);
});

test("an action that this page does not know is left out", async () => {
    await mountTicket({
        messages: [
            moderated({
                done: ["fly"],
                offers: offer("fly", "like"),
                requests: [{code: "fly", undo: false, error: ""}],
            }),
        ],
    });
    expect("button:contains(Like)").toHaveCount(1);
    expect(".o_social_care_state").toHaveCount(0);
});

test("a review shows its stars, also to screen readers", async () => {
    await mountTicket({messages: [message({stars: 2}), message({id: 2, stars: 0})]});
    expect(".o_social_care_stars").toHaveCount(1);
    expect(".o_social_care_stars").toHaveAttribute("aria-label", "2 of 5 stars");
    expect(".o_social_care_stars .fa-star").toHaveCount(2);
    expect(".o_social_care_stars .fa-star-o").toHaveCount(3);
});
