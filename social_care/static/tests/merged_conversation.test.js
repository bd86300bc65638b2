// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, edit, expect, queryAllTexts, test} from "@odoo/hoot";
import {
    announceChange,
    called,
    conversation,
    defineConversationModels,
    message,
    mountTicket,
    others,
    reply,
    setConversation,
} from "./conversation_test_helpers";
import {loadDraft} from "@social_care/conversation/draft.esm";
import {mergeConversations} from "@social_care/conversation/merged_conversation.esm";
import {onRpc, serverState} from "@web/../tests/web_test_helpers";

defineConversationModels();

const PRIVATE_ONLY = {visibilities: ["private"]};

function makePrivate(values = {}) {
    const {capabilities} = conversation;
    return {
        ...structuredClone(conversation),
        id: 4,
        private: true,
        capabilities: {...capabilities, ...PRIVATE_ONLY},
        messages: [
            message({
                id: 12,
                thread_id: 4,
                private: true,
                text: "My number is 77",
                at: "2026-11-01 10:30:00",
            }),
        ],
        replies: [],
        said_until: "2026-11-01T09:00:00",
        ...values,
    };
}

/** A public conversation of which the middle took place in private. */
async function mountBoth(values = {}) {
    const messages = [
        message({id: 1, text: "First"}),
        message({id: 3, text: "Third", at: "2026-11-01 11:00:00"}),
    ];
    await mountTicket({messages});
    others.push(makePrivate(values));
    await announceChange({thread_ids: [4], ticket_ids: [1]});
    await animationFrame();
}

test("public and private messages of a customer stand in one timeline", async () => {
    await mountBoth();
    expect(".o_social_care_panel nav").toHaveCount(0);
    expect(queryAllTexts(".o_social_care_text")).toEqual([
        "First",
        "My number is 77",
        "Third",
    ]);
    expect(queryAllTexts(".o_social_care_marked")).toEqual([
        "Public",
        "Private",
        "Public",
    ]);
    expect(".o_social_care_head").toHaveText(/Public and private/);
});

test("a conversation of one kind marks nothing", async () => {
    await mountTicket();
    expect(".o_social_care_marked").toHaveCount(0);
});

test("a private reply continues the private conversation", async () => {
    await mountBoth();
    expect("[data-mention-id='3'].o_target").toHaveCount(1);
    await click(".o_social_care_visibility label:contains(Private)");
    await animationFrame();
    expect("[data-mention-id='12'].o_target").toHaveCount(1);
    await click(".o_social_care_input");
    await edit("We check");
    await animationFrame();
    await click(".o_social_care_send");
    await animationFrame();
    expect(called("post_reply")).toEqual([[4, 12, "We check", "private", []]]);
});

test("a public reply goes to the newest public message", async () => {
    await mountBoth({
        messages: [
            message({id: 12, thread_id: 4, private: true, at: "2026-11-01 11:30:00"}),
        ],
    });
    expect("[data-mention-id='12'].o_target").toHaveCount(1);
    await click(".o_social_care_input");
    await edit("All is well");
    await click(".o_social_care_visibility label:contains(Public)");
    await animationFrame();
    expect("[data-mention-id='3'].o_target").toHaveCount(1);
    await click(".o_social_care_send");
    await animationFrame();
    expect(called("post_reply")).toEqual([[3, 3, "All is well", "public", []]]);
});

test("the answer to a private message is private without a choice", async () => {
    await mountBoth({
        messages: [
            message({id: 12, thread_id: 4, private: true, at: "2026-11-01 11:30:00"}),
        ],
    });
    expect(".o_social_care_visibility input[value=private]").toBeChecked();
    expect(".o_social_care_send").toHaveText("Send privately");
});

test("who chose public and then replies to a private message replies in private", async () => {
    await mountBoth();
    await click(".o_social_care_visibility label:contains(Public)");
    await animationFrame();
    await click("[data-mention-id='12'] .o_social_care_reply");
    await animationFrame();
    expect(".o_social_care_visibility input[value=private]").toBeChecked();
    await click(".o_social_care_input");
    await edit("For you");
    await animationFrame();
    await click(".o_social_care_send");
    await animationFrame();
    expect(called("post_reply")).toEqual([[4, 12, "For you", "private", []]]);
});

test("a public comment of another person is never answered to the customer", async () => {
    const author = {...message().author, id: 99, name: "Somebody else"};
    await mountBoth();
    setConversation({
        messages: [message(), message({id: 5, author, at: "2026-11-01 11:45:00"})],
    });
    others.length = 0;
    others.push(makePrivate());
    await announceChange({thread_ids: [3]});
    await animationFrame();
    await click("[data-mention-id='5'] .o_social_care_reply");
    await animationFrame();
    await click(".o_social_care_visibility label:contains(Private)");
    await animationFrame();
    expect("[data-mention-id='5'].o_target").toHaveCount(1);
});

test("whoever writes in one of them holds both", async () => {
    await mountBoth({composer: {id: 99, name: "Ben"}});
    expect(".o_social_care_blocked").toHaveText(/Ben is replying/);
    expect(".o_social_care_input").not.toBeEnabled();
});

test("one that takes no reply leaves the other its composer", async () => {
    await mountBoth({can_reply: false, cannot_reply_reason: "No private messages."});
    expect(".o_social_care_composer").toHaveCount(1);
    expect("[data-mention-id='12'] .o_social_care_reply").toHaveCount(0);
    expect("[data-mention-id='3'] .o_social_care_reply").toHaveCount(1);
});

test("a reply is written in the name of a colleague", async () => {
    await mountTicket({
        messages: [
            message(),
            message({id: 2, own: true, reply_id: 7, agent: "Anna Novak"}),
        ],
    });
    expect("[data-mention-id='2'] .o_social_care_agent").toHaveText("Anna Novak");
    expect("[data-mention-id='1'] .o_social_care_agent").toHaveCount(0);
});

test("replies on their way stand in the order in which they were written", () => {
    const parts = [
        {...makeMinimal(3), replies: [reply({id: 8}), reply({id: 5})]},
        {...makeMinimal(4), replies: [reply({id: 6, thread_id: 4})]},
    ];
    const [merged] = mergeConversations(parts);
    expect(merged.replies.map(({id}) => id)).toEqual([5, 6, 8]);
});

function makeMinimal(id, values = {}) {
    return {
        id,
        account: {id: 1},
        profile_id: 5,
        private: false,
        can_reply: true,
        capabilities: {visibilities: ["public", "private"]},
        composer: false,
        said_until: "1970-01-01T00:00:00",
        warning: "",
        waiting_since: false,
        messages: [],
        replies: [],
        ...values,
    };
}

test("customers and accounts are kept apart", () => {
    const merged = mergeConversations([
        makeMinimal(9),
        makeMinimal(3, {profile_id: 6}),
        makeMinimal(4, {account: {id: 2}}),
        makeMinimal(5),
        makeMinimal(7, {profile_id: false}),
        makeMinimal(8, {profile_id: false}),
    ]);
    const parts = merged.map((one) => one.parts.map(({id}) => id));
    expect(parts).toEqual([[9, 5], [3], [4], [7], [8]]);
    expect(merged.map(({id}) => id)).toEqual([5, 3, 4, 7, 8]);
});

test("what is true of one is true of both", () => {
    const me = {id: serverState.userId, name: "Me"};
    const [merged] = mergeConversations([
        makeMinimal(3, {
            composer: me,
            said_until: "2026-11-01T10:00:00.000005",
            waiting_since: "2026-11-01 10:00:00",
            warning: "Look",
        }),
        makeMinimal(4, {
            private: true,
            composer: {id: 99, name: "Ben"},
            capabilities: PRIVATE_ONLY,
            said_until: "2026-11-01T10:00:00",
            waiting_since: "2026-11-01 09:00:00",
            warning: "Look",
        }),
    ]);
    expect(merged.composer.name).toBe("Ben");
    expect(merged.said_until).toBe("2026-11-01T10:00:00.000005");
    expect(merged.waiting_since).toBe("2026-11-01 09:00:00");
    expect(merged.warning).toBe("Look");
    expect(merged.is_mixed).toBe(true);
    expect(merged.private).toBe(false);
    expect(merged.capabilities.visibilities).toEqual(["public", "private"]);
});

test("a conversation whose newest message is private is shown, too", async () => {
    setConversation({messages: [message()]});
    onRpc("social.care.thread", "get_conversations", () => [
        makePrivate(),
        structuredClone(conversation),
    ]);
    await mountTicket();
    expect(queryAllTexts(".o_social_care_text")).toEqual([
        "My parcel is late",
        "My number is 77",
    ]);
});

test("the id of the one that is shown stays when another joins it", () => {
    const parts = [makeMinimal(3), makeMinimal(4, {private: true})];
    expect(mergeConversations(parts, 4)[0].id).toBe(4);
    expect(mergeConversations(parts, 8)[0].id).toBe(3);
});

test("what is no longer answered in private cannot be sent in private", async () => {
    await mountBoth();
    await click("[data-mention-id='12'] .o_social_care_reply");
    await animationFrame();
    await click(".o_social_care_input");
    await edit("For you");
    await animationFrame();
    expect(".o_social_care_send").toBeEnabled();
    others[0].can_reply = false;
    await announceChange({thread_ids: [4]});
    await animationFrame();
    expect("[data-mention-id='12'].o_target").toHaveCount(1);
    expect(".o_social_care_send").not.toBeEnabled();
});

test("a draft keeps its target and its visibility over a reload of the page", async () => {
    await mountBoth();
    await click(".o_social_care_input");
    await edit("We check");
    await click(".o_social_care_visibility label:contains(Private)");
    await animationFrame();
    const draft = loadDraft(3);
    expect([draft.mentionId, draft.threadId, draft.visibility]).toEqual([
        12,
        4,
        "private",
    ]);
});

test("a draft whose message is not loaded stays in its thread", async () => {
    await mountBoth();
    await click("[data-mention-id='12'] .o_social_care_reply");
    await click(".o_social_care_input");
    await edit("We check");
    others[0].messages = [
        message({id: 13, thread_id: 4, private: true, at: "2026-11-01 10:40:00"}),
    ];
    await announceChange({thread_ids: [4]});
    await animationFrame();
    expect("[data-mention-id='13'].o_target").toHaveCount(1);
});
