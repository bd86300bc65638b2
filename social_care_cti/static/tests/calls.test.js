// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    MockServer,
    defineModels,
    getService,
    makeMockEnv,
    mockService,
    models,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {
    advanceTime,
    animationFrame,
    click,
    edit,
    expect,
    mockDate,
    press,
    queryAllTexts,
    select,
    test,
} from "@odoo/hoot";
import {Component, xml} from "@odoo/owl";
import {CallButton} from "@social_care_cti/dial/call_button.esm";
import {PhoneDesk} from "@social_care_cti/calls/phone_desk.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {user} from "@web/core/user";
import {waitForChannels} from "@bus/../tests/bus_test_helpers";

const CARD = ".o_social_care_call";
const server = {};

function makeCall(values = {}) {
    return {
        id: 5,
        version: 1,
        name: "Call from Jan Nowak",
        direction: "in",
        number: "+48 500 100 001",
        state: "ringing",
        leg_state: "ringing",
        outcome: false,
        queue: "support",
        started_at: "2026-11-01 12:00:00",
        talk_from: false,
        contact: {id: 3, name: "Jan Nowak", company: "Acme"},
        contacts: [{id: 3, name: "Jan Nowak", company: "Acme"}],
        ticket: false,
        tickets: [{id: 70, number: "HT00070", name: "Late parcel", stage: "New"}],
        can: ["hang_up"],
        topics: [],
        error: false,
        ...values,
    };
}

class Call extends models.Model {
    _name = "social.care.call";

    get_desk() {
        server.asked++;
        return {calls: server.calls, can_call: server.canCall};
    }
    place_call(number, ticketId, partnerId) {
        expect.step(`call ${number} ${ticketId} ${partnerId}`);
    }
    hang_up([id]) {
        expect.step(`hang up ${id}`);
    }
    transfer([id], number) {
        expect.step(`transfer ${id} ${number}`);
    }
    choose_contact([id], contactId) {
        expect.step(`contact of ${id}: ${contactId}`);
        server.calls = [makeCall()];
    }
    open_ticket([id]) {
        expect.step(`ticket of ${id}`);
        return {id: 71};
    }
    finish([id], note, topicId, result) {
        expect.step(`finish ${id}: ${note}, ${topicId}, ${result}`);
        server.calls = [];
    }
}

class Page extends Component {
    static template = xml`<main/>`;
    static props = {};
}

defineMailModels();
defineModels([Call]);

async function mountCalls(calls = [], more = {}) {
    Object.assign(server, {calls, canCall: true, asked: 0, isAgent: true}, more);
    user.hasGroup = async () => server.isAgent;
    mockService("social_care_chime", {play: () => expect.step("ring")});
    mockService("multi_tab", {
        isOnMainTab: async () => true,
        unregister() {
            // Nobody else is there
        },
    });
    mockService("action", {
        doAction({res_model: model, res_id: id}) {
            expect.step(`open ${model} ${id}`);
        },
    });
    await makeMockEnv();
    getService("bus_service").addChannel("agent");
    await waitForChannels(["agent"]);
    mockDate("2026-11-01 12:00:00", 0);
    // The cards are on every page
    await mountWithCleanup(Page);
    await animationFrame();
    await animationFrame();
}

async function announceCalls(calls) {
    server.calls = calls;
    MockServer.env["bus.bus"]._sendone("agent", "social_care_cti/call", {id: 5});
    await advanceTime(100);
    await animationFrame();
}

test("a call that rings shows who it is and what is open with them", async () => {
    await mountCalls();
    expect(CARD).toHaveCount(0);
    await announceCalls([makeCall()]);
    expect.verifySteps(["ring"]);
    expect(`${CARD} header`).toHaveText(/Incoming call\s*· support/);
    expect(`${CARD} .o_social_care_call_who`).toHaveText(/Jan Nowak\s*Acme/);
    expect(queryAllTexts(`${CARD} .o_social_care_call_tickets li`)[0]).toMatch(
        /HT00070 · Late parcel/
    );
});

test("it rings until somebody answers", async () => {
    await mountCalls([makeCall()]);
    expect.verifySteps(["ring"]);
    await advanceTime(2600);
    expect.verifySteps(["ring"]);
    await announceCalls([makeCall({leg_state: "talking", state: "talking"})]);
    await advanceTime(6000);
    expect.verifySteps([]);
});

test("a call that another answers is gone", async () => {
    await mountCalls([makeCall()]);
    expect.verifySteps(["ring"]);
    await announceCalls([]);
    expect(CARD).toHaveCount(0);
});

test("words of the phone system are never markup", async () => {
    await mountCalls([makeCall({contact: false, contacts: [], number: "<b>1</b>"})]);
    expect(`${CARD} strong`).toHaveText("<b>1</b>");
    expect.verifySteps(["ring"]);
});

test("several contacts with one number are offered", async () => {
    const contacts = [
        {id: 3, name: "Jan Nowak", company: false},
        {id: 4, name: "Ewa Nowak", company: false},
    ];
    await mountCalls([makeCall({contact: false, contacts, leg_state: "talking"})]);
    await click(`${CARD} button:contains(Ewa Nowak)`);
    await animationFrame();
    expect.verifySteps(["contact of 5: 4", "ring"]);
});

test("a talking call counts its time and can be ended", async () => {
    const talking = {leg_state: "talking", talk_from: "2026-11-01 11:58:55"};
    await mountCalls([makeCall(talking)]);
    expect(`${CARD} .o_social_care_call_span`).toHaveText("1:05");
    await click(`${CARD} button:contains(Hang up)`);
    await animationFrame();
    expect.verifySteps(["hang up 5"]);
});

test("what the phone system cannot do is not offered", async () => {
    await mountCalls([makeCall({leg_state: "talking", can: []})]);
    expect(queryAllTexts(`${CARD} footer button`)).toEqual(["Create ticket"]);
});

test("a transfer goes to the number that is typed", async () => {
    await mountCalls([makeCall({leg_state: "talking", can: ["transfer"]})]);
    await click(`${CARD} button:contains(Transfer …)`);
    await animationFrame();
    await click(`${CARD} .o_social_care_call_transfer input`);
    await edit("1002");
    await animationFrame();
    await click(`${CARD} .o_social_care_call_transfer .btn-primary`);
    await animationFrame();
    expect.verifySteps(["transfer 5 1002"]);
});

test("one key opens the ticket, and makes one where there is none", async () => {
    await mountCalls([makeCall({leg_state: "talking"})]);
    await press(["alt", "shift", "h"]);
    await advanceTime(100);
    await animationFrame();
    expect.verifySteps(["ticket of 5", "open helpdesk.ticket 71"]);
});

test("after the call it is noted what it was about", async () => {
    const ended = {
        leg_state: "ended",
        state: "ended",
        topics: [[9, "Delivery"]],
        ticket: {id: 70, number: "HT00070", name: "Late parcel", stage: "New"},
    };
    await mountCalls([makeCall(ended)]);
    await click(`${CARD} textarea`);
    await edit("Sent again");
    await click(`${CARD} select[aria-label=Result]`);
    await select("resolved");
    await animationFrame();
    await click(`${CARD} button:contains(Done)`);
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["finish 5: Sent again, false, resolved"]);
    expect(CARD).toHaveCount(0);
});

test("a failure is said in words", async () => {
    const failed = {leg_state: "ended", error: "Your phone 21 is not registered."};
    await mountCalls([makeCall(failed)]);
    expect(`${CARD} .text-danger`).toHaveText("Your phone 21 is not registered.");
    expect(`${CARD} textarea`).toHaveCount(0);
});

test("the form of the ticket is read again when the call is noted", async () => {
    const action = {
        currentController: {props: {resModel: "helpdesk.ticket", resId: 70}},
        doAction: (tag) => expect.step(tag),
    };
    const desk = new PhoneDesk({}, {action});
    await desk.refreshTicket(false);
    await desk.refreshTicket({id: 71});
    expect.verifySteps([]);
    await desk.refreshTicket({id: 70});
    expect.verifySteps(["soft_reload"]);
});

test("an outgoing call says first that the own phone rings", async () => {
    await mountCalls([makeCall({direction: "out", leg_state: "ringing"})]);
    expect(`${CARD} header`).toHaveText(/Your phone rings/);
});

test("who is no agent asks nothing", async () => {
    await mountCalls([], {isAgent: false});
    expect(server.asked).toBe(0);
});

test("a number is one click from a call", async () => {
    await mountCalls();
    await mountWithCleanup(CallButton, {
        props: {number: "+48 500 100 001", about: {ticketId: 70}},
    });
    await animationFrame();
    await click(".o_social_care_call_button");
    await animationFrame();
    expect.verifySteps(["call +48 500 100 001 70 false"]);
});

test("without a phone there is nothing to click", async () => {
    await mountCalls([], {canCall: false});
    await mountWithCleanup(CallButton, {props: {number: "1"}});
    expect(".o_social_care_call_button").toHaveCount(0);
});
