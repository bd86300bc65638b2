// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Deferred, animationFrame} from "@odoo/hoot-mock";
import {
    announceChange,
    called,
    conversation,
    defineConversationModels,
    message,
    mountTicket,
    reply,
    server,
} from "./conversation_test_helpers";
import {click, edit, expect, queryAllTexts, queryOne, test} from "@odoo/hoot";
import {getService, onRpc, serverState} from "@web/../tests/web_test_helpers";

defineConversationModels();

const INPUT = ".o_social_care_input";
const SEND = ".o_social_care_send";
const KEY = () => `social_care.draft.${serverState.userId}.3`;

async function write(text) {
    await click(INPUT);
    await edit(text, {instantly: true});
    await animationFrame();
}

async function sendPublicly(text) {
    await write(text);
    await click(".o_social_care_visibility label:contains(Public)");
    await animationFrame();
    await click(SEND);
    await animationFrame();
}

/** The agent opens another screen. */
function leave(ticket) {
    ticket.__owl__.app.destroy();
}

function readStored() {
    return JSON.parse(sessionStorage.getItem(KEY()));
}

test("a reply that is sent while the agent leaves is no draft afterwards", async () => {
    const ticket = await mountTicket();
    const answer = new Deferred();
    server.post = () => answer;
    await sendPublicly("Sorry!");
    expect(readStored().body).toBe("Sorry!");
    leave(ticket);
    answer.resolve({reply_id: 41, state: "queued"});
    await animationFrame();
    expect(readStored()).toBe(null);
    expect(called("release_composer")).toEqual([[3]]);
});

test("a reply that is taken back while the agent leaves is a draft afterwards", async () => {
    const ticket = await mountTicket({
        replies: [reply({state: "queued", can_cancel: true, undo_seconds: 4.6})],
    });
    const answer = new Deferred();
    server.draft = () => answer;
    await click(".o_social_care_undo");
    await animationFrame();
    leave(ticket);
    answer.resolve({
        body: "Sorry!",
        mention_id: 1,
        visibility: "private",
        acts: {tags: [], stage: false, team: false, user: false},
    });
    await animationFrame();
    expect(readStored().body).toBe("Sorry!");
    expect(readStored().visibility).toBe("private");
});

test("a file that is uploaded while the agent leaves stays with the draft", async () => {
    const ticket = await mountTicket();
    const answer = new Deferred();
    onRpc("ir.attachment", "create", () => {
        expect.step("create");
        return answer;
    });
    await write("Look");
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(10)], "a.png", {type: "image/png"}));
    const options = {clipboardData: transfer, bubbles: true, cancelable: true};
    queryOne(INPUT).dispatchEvent(new ClipboardEvent("paste", options));
    await expect.waitForSteps(["create"]);
    leave(ticket);
    answer.resolve([70]);
    await animationFrame();
    expect(readStored().attachments.map(({id}) => id)).toEqual([70]);
});

test("who has left hears nothing of who replies", async () => {
    const ticket = await mountTicket();
    const answer = new Deferred();
    server.post = () => answer;
    await sendPublicly("Sorry!");
    const {listeners} = getService("social_care_draft_presence");
    expect([...listeners.keys()]).toEqual([3]);
    leave(ticket);
    answer.resolve({reply_id: 41, state: "queued"});
    await animationFrame();
    expect([...listeners.keys()]).toEqual([]);
});

test("a change of the ticket that is left does not stop the next one from being shown", async () => {
    await mountTicket({}, undefined, {resIds: [1, 2]});
    const answer = new Deferred();
    const next = {
        ...structuredClone(conversation),
        id: 9,
        messages: [message({id: 31, thread_id: 9, text: "The next customer"})],
    };
    onRpc("social.care.thread", "get_conversations", ({args: [id]}) =>
        id === 2 ? answer : [structuredClone(conversation)]
    );
    await click(".o_pager_next");
    await animationFrame();
    await announceChange({thread_ids: [3]});
    answer.resolve([next]);
    await animationFrame();
    await animationFrame();
    expect(queryAllTexts(".o_social_care_text")).toEqual(["The next customer"]);
});
