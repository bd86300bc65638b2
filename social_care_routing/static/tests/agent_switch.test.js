// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    click,
    expect,
    press,
    queryAllTexts,
    queryOne,
    test,
} from "@odoo/hoot";
import {defineAgentModels, mountAgent, server} from "./agent_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";

defineAgentModels();

const SWITCH = ".o_social_care_agent_state";
const CHOICES = "[role=menuitemradio]";

async function open() {
    await click(SWITCH);
    await animationFrame();
    await animationFrame();
}

test("who is nobody's agent sees nothing", async () => {
    await mountAgent(false);
    expect(".o_social_care_agent").not.toBeVisible();
    expect("button").toHaveCount(0);
});

test("the switch says the state in words, by its shape, and since when", async () => {
    await mountAgent();
    expect(SWITCH).toHaveText(/Available\s*25 min/);
    expect(`${SWITCH} .fa-check-circle`).toHaveCount(1);
    expect(queryOne(SWITCH).title).toMatch(/^Available since 25 min\./);
});

test("time in the state goes on by itself", async () => {
    await mountAgent();
    await advanceTime(5 * 60 * 1000);
    await animationFrame();
    expect(SWITCH).toHaveText(/30 min/);
});

test("while the computer is awake the server is told so each minute", async () => {
    await mountAgent();
    expect(server.beats).toBe(0);
    await advanceTime(3 * 60 * 1000);
    expect(server.beats).toBe(3);
});

test("one tab is enough to tell it", async () => {
    await mountAgent({}, {isMainTab: false});
    await advanceTime(3 * 60 * 1000);
    expect(server.beats).toBe(0);
});

test("whose computer wakes up is available again", async () => {
    await mountAgent({
        state: "not_responding",
        unseen_since: "2026-11-01 11:00:00",
    });
    await animationFrame();
    await animationFrame();
    expect(server.beats).toBe(1);
    expect(SWITCH).toHaveText(/Available/);
    expect(".o_social_care_back").toHaveCount(0);
});

test("each pause reason is one click", async () => {
    await mountAgent();
    await open();
    expect(queryAllTexts(CHOICES)).toEqual([
        "Available",
        "Away: Lunch",
        "Away: Training",
        "After-call work",
        "Offline",
    ]);
    await contains(`${CHOICES}:contains(Lunch)`).click();
    expect.verifySteps(["switch away 1"]);
    expect(SWITCH).toHaveText(/Away: Lunch/);
});

test("without pause reasons one is simply away", async () => {
    await mountAgent({reasons: []});
    await open();
    await contains(`${CHOICES}:contains(Away)`).click();
    expect.verifySteps(["switch away false"]);
});

test("the menu marks what one is", async () => {
    await mountAgent({state: "away", reason: [2, "Training"]});
    await open();
    expect(`${CHOICES}[aria-checked=true]`).toHaveText("Away: Training");
});

test("keys alone change the state, also for who is writing", async () => {
    await mountAgent({state: "offline"});
    const field = document.createElement("textarea");
    queryOne(SWITCH).after(field);
    field.focus();
    await press(["alt", "shift", "w"]);
    await animationFrame();
    await animationFrame();
    await press("arrowdown");
    await press("enter");
    await animationFrame();
    expect.verifySteps(["switch available false"]);
    expect(SWITCH).toHaveText(/Available/);
    expect(SWITCH).toBeFocused();
});

test("what one has of each medium stands beside its limit", async () => {
    await mountAgent();
    await open();
    expect(queryAllTexts(".o_social_care_agent_load li")).toEqual([
        "Chat\n3 of 3\nfull",
        "E-mail\n1 of 5",
    ]);
});

test("a shift that is over is said, and one may work anyway", async () => {
    const words = "You are available, but your shift ended at 17:00.";
    await mountAgent({disagreements: [words], can_work_anyway: true});
    expect(queryOne(SWITCH).title).toMatch(/your shift ended at 17:00/);
    await open();
    expect(".o_social_care_agent_disagreements p").toHaveText(words);
    await contains(".o_social_care_work_anyway").click();
    expect.verifySteps(["work anyway"]);
    expect(queryOne(SWITCH).title).not.toMatch(/shift/);
});

test("who may not work anyway is not asked to", async () => {
    await mountAgent({disagreements: ["You are on leave."]});
    await open();
    expect(".o_social_care_agent_disagreements").toHaveText("You are on leave.");
    expect(".o_social_care_work_anyway").toHaveCount(0);
});

test("who did not respond is back with one click", async () => {
    await mountAgent({state: "not_responding"});
    expect(SWITCH).toHaveText(/Not responding/);
    await contains(".o_social_care_back").click();
    expect.verifySteps(["switch available false"]);
    expect(".o_social_care_back").toHaveCount(0);
});

test("who did not respond can take the next all the same", async () => {
    await mountAgent({state: "not_responding"});
    await contains(".o_social_care_next").click();
    expect.verifySteps(["take next", "open helpdesk.ticket 71"]);
});

test("what goes back to the queue with a change of state is named", async () => {
    await mountAgent();
    server.givenBack = ["HT00009"];
    await open();
    await contains(`${CHOICES}:contains(Offline)`).click();
    expect(".o_notification").toHaveText("HT00009 was returned to the queue.");
    expect.verifySteps(["switch offline false"]);
});

test("of several each is named", async () => {
    await mountAgent();
    server.givenBack = ["HT00009", "HT00010"];
    await open();
    await contains(`${CHOICES}:contains(Lunch)`).click();
    expect(".o_notification").toHaveText(
        "HT00009 and HT00010 were returned to the queue."
    );
    expect.verifySteps(["switch away 1"]);
});

test("Next opens what waits for me, by click and by key", async () => {
    await mountAgent();
    await contains(".o_social_care_next").click();
    expect.verifySteps(["take next", "open helpdesk.ticket 71"]);
    await press(["alt", "shift", "n"]);
    await animationFrame();
    expect.verifySteps(["take next", "open helpdesk.ticket 71"]);
});

test("Next says it when nothing waits", async () => {
    await mountAgent();
    server.next = {message: "No matching work in the queue."};
    await contains(".o_social_care_next").click();
    expect.verifySteps(["take next"]);
    expect(".o_notification").toHaveText("No matching work in the queue.");
});

test("the menu says how many of my customers wait, as of now, and leads to them", async () => {
    await mountAgent();
    server.me.waiting_for_me = 1;
    await open();
    expect(".o_social_care_mine").toHaveText("1 customer waiting for me");
    await contains(".o_social_care_mine").click();
    expect.verifySteps(["open helpdesk.ticket list"]);
});

test("the menu takes the next, too", async () => {
    await mountAgent({waiting_for_me: 0});
    await open();
    expect(".o_social_care_mine").toHaveText("No customers waiting for me");
    await contains(".o_social_care_next_item").click();
    expect.verifySteps(["take next", "open helpdesk.ticket 71"]);
});
