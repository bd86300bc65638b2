// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {addEarlier, keepEarlier} from "@social_care/conversation/pages.esm";
import {animationFrame, click, expect, queryAllTexts, test} from "@odoo/hoot";
import {
    announceChange,
    called,
    defineConversationModels,
    message,
    mountTicket,
} from "./conversation_test_helpers";
import {computeHeight} from "@social_care/conversation/desk_height.esm";
import {onRpc} from "@web/../tests/web_test_helpers";

defineConversationModels();

function at(id) {
    return `2026-11-01 10:${String(id).padStart(2, "0")}:00`;
}

function page(ids, has_earlier = true) {
    const messages = ids.map((id) => ({id, at: at(id)}));
    return {id: 3, messages, first_id: ids[0], has_earlier};
}

function idsOf({messages}) {
    return messages.map(({id}) => id);
}

test("an earlier page stands before what is shown", () => {
    const shown = addEarlier(page([4, 5]), page([2, 3], false));
    expect(idsOf(shown)).toEqual([2, 3, 4, 5]);
    expect(shown.first_id).toBe(2);
    expect(shown.has_earlier).toBe(false);
});

test("a message that stood apart is not shown twice", () => {
    const apart = {...page([2, 6, 7]), first_id: 6};
    expect(idsOf(addEarlier(apart, page([1, 2, 3])))).toEqual([1, 2, 3, 6, 7]);
});

test("when the newest are read again the earlier ones stay", () => {
    const before = addEarlier(page([4, 5]), page([2, 3]));
    const after = keepEarlier(page([5, 6]), before);
    expect(idsOf(after)).toEqual([2, 3, 4, 5, 6]);
    expect(after.first_id).toBe(2);
});

test("where messages between were never read, the earlier ones are read again", () => {
    const before = addEarlier(page([4, 5]), page([2, 3]));
    const after = keepEarlier(page([8, 9]), before);
    expect(idsOf(after)).toEqual([8, 9]);
    expect(after.first_id).toBe(8);
    const apart = {...page([5, 8, 9]), first_id: 8};
    expect(keepEarlier(apart, before)).toBe(apart);
});

test("a short conversation is what the server says", () => {
    const after = page([1], false);
    expect(keepEarlier(after, page([1, 2], false))).toBe(after);
    expect(keepEarlier(after, undefined)).toBe(after);
});

test("earlier messages are read on request and not announced", async () => {
    onRpc("social.care.thread", "get_earlier_messages", ({args}) => {
        expect.step(args.join(","));
        const earlier = message({id: 1, text: "Long ago", at: at(1)});
        return {messages: [earlier], first_id: 1, has_earlier: false};
    });
    const newest = message({id: 9, text: "Now", at: at(9)});
    await mountTicket({messages: [newest], first_id: 9, has_earlier: true});
    await click(".o_social_care_earlier");
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["3,9"]);
    expect(queryAllTexts(".o_social_care_text")).toEqual(["Long ago", "Now"]);
    expect(".o_social_care_earlier").toHaveCount(0);
    expect("[aria-live]:contains(Long ago)").toHaveCount(0);
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(queryAllTexts(".o_social_care_text")).toEqual(["Long ago", "Now"]);
    expect(called("get_conversations")).toHaveLength(2);
});

test("the desk takes what the screen has left, and never too little", () => {
    expect(computeHeight(200, 800, 1280)).toBe(584);
    expect(computeHeight(700, 800, 1280)).toBe(360);
});

test("on a phone the desk has room for messages, however much is above it", () => {
    expect(computeHeight(400, 800, 390)).toBe(680);
    expect(computeHeight(300, 354, 640)).toBe(360);
});
