// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, expect, queryAllTexts, test} from "@odoo/hoot";
import {
    calls,
    called,
    conversation,
    defineConversationModels,
    message,
    mountTicket,
} from "@social_care/../tests/conversation_test_helpers";
import {defineModels, models, onRpc} from "@web/../tests/web_test_helpers";
import {user} from "@web/core/user";

class Call extends models.Model {
    _name = "social.care.call";
}

defineConversationModels();
defineModels([Call]);

const BUTTON = ".o_social_care_call_button";
const PHONE = {number: "+48500100001", shown: "+48 500 100 001", partner_id: 8};
const SUMMARY = ".o_social_care_call_summary";

async function mountWithPhone(values = {}, canCall = true) {
    user.hasGroup = async () => true;
    onRpc("social.care.call", "get_desk", () => ({calls: [], can_call: canCall}));
    onRpc("social.care.call", "place_call", ({args}) => {
        calls.push(["place_call", ...args]);
        return {};
    });
    await mountTicket(values);
    await animationFrame();
}

test("the customer of a conversation is one click from a call", async () => {
    await mountWithPhone({phone: PHONE});
    await click(`.o_social_care_tools ${BUTTON}`);
    await animationFrame();
    expect(called("place_call")).toEqual([["+48500100001", conversation.ticket_id, 8]]);
});

test("a number in a message is one click from a call", async () => {
    const {number, shown} = PHONE;
    await mountWithPhone({messages: [message({phones: [{number, shown}]})]});
    expect(`.o_social_care_message ${BUTTON}`).toHaveText("+48 500 100 001");
    await click(`.o_social_care_message ${BUTTON}`);
    await animationFrame();
    expect(called("place_call")[0][0]).toBe("+48500100001");
});

test("who has no phone is offered no call", async () => {
    const {number, shown} = PHONE;
    const messages = [message({phones: [{number, shown}]})];
    await mountWithPhone({phone: PHONE, messages}, false);
    expect(BUTTON).toHaveCount(0);
});

test("after a call a summary is drafted in private", async () => {
    const call = {ended_at: "2026-11-01 12:00:00", note: "A new parcel"};
    await mountWithPhone({last_call: call});
    await click(SUMMARY);
    await animationFrame();
    await click(".o-dropdown-item:contains(Private)");
    await animationFrame();
    expect(".o_social_care_input").toHaveValue(/What we agreed:\nA new parcel$/);
    expect(".o_social_care_visibility input[value=private]").toBeChecked();
    expect(called("post_reply")).toHaveLength(0);
});

test("thanks for the call are drafted in public, without the note", async () => {
    const call = {ended_at: "2026-11-01 12:00:00", note: "A new parcel"};
    await mountWithPhone({last_call: call});
    await click(SUMMARY);
    await animationFrame();
    expect(queryAllTexts(".o-dropdown-item")).toHaveLength(2);
    await click(".o-dropdown-item:contains(Public)");
    await animationFrame();
    expect(".o_social_care_input").toHaveValue(
        "Thank you for talking to us on the phone."
    );
});

test("without a call there is no summary", async () => {
    await mountWithPhone({last_call: false});
    expect(SUMMARY).toHaveCount(0);
});
