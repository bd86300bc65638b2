// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, click, edit, expect, test} from "@odoo/hoot";
import {
    called,
    calls,
    defineConversationModels,
    mountTicket,
} from "./conversation_test_helpers";
import {DraftPresence} from "@social_care/conversation/draft_presence.esm";
import {getService, serverState} from "@web/../tests/web_test_helpers";

defineConversationModels();

const INPUT = ".o_social_care_input";
const MINUTE = 60000;

async function write(text) {
    await click(INPUT);
    await edit(text, {instantly: true});
    await animationFrame();
}

test("a draft that nobody types in holds the conversation while it is fresh", async () => {
    await mountTicket();
    await write("I will look up your or");
    await advanceTime(2 * MINUTE);
    const beats = called("hold_composer").length;
    expect(beats).toBeGreaterThan(10);
    expect(called("release_composer")).toEqual([]);
    await advanceTime(2 * MINUTE);
    expect(called("release_composer")).toEqual([[3]]);
    calls.length = 0;
    await advanceTime(MINUTE);
    expect(called("hold_composer")).toEqual([]);
});

test("it holds while the agent looks something up on another screen", async () => {
    const ticket = await mountTicket();
    await write("Half a sent");
    ticket.__owl__.app.destroy();
    calls.length = 0;
    await advanceTime(MINUTE);
    expect(called("hold_composer").length).toBeGreaterThan(3);
    expect(called("release_composer")).toEqual([]);
});

test("writing on makes an old draft fresh again", async () => {
    await mountTicket();
    await write("Half a sent");
    await advanceTime(4 * MINUTE);
    await write("Half a sentence");
    calls.length = 0;
    await advanceTime(MINUTE);
    expect(called("hold_composer").length).toBeGreaterThan(3);
});

test("what another tab of the same user ended is held again", async () => {
    await mountTicket();
    let hear = null;
    const bus = {subscribe: (name, callback) => (hear = callback)};
    const presence = new DraftPresence({orm: getService("orm"), bus_service: bus});
    presence.start();
    await presence.touch(3);
    presence.drafts.get(3).toldAt -= 2000;
    calls.length = 0;
    hear({thread_ids: [4]});
    await animationFrame();
    expect(called("hold_composer")).toEqual([]);
    hear({thread_ids: [3]});
    hear({thread_ids: [3]});
    await animationFrame();
    expect(called("hold_composer")).toEqual([[3]]);
    await presence.release(3);
});

test("after a reload a fresh draft holds, an old one does not", async () => {
    await mountTicket();
    const key = (id) => `social_care.draft.${serverState.userId}.${id}`;
    const draft = (threadId, minutes) =>
        JSON.stringify({
            threadId,
            body: "Half a sent",
            attachments: [],
            touchedAt: Date.now() - minutes * MINUTE,
        });
    sessionStorage.setItem(key(7), draft(8, 1));
    sessionStorage.setItem(key(9), draft(9, 30));
    sessionStorage.setItem("something.else", "1");
    const presence = new DraftPresence({
        orm: getService("orm"),
        bus_service: getService("bus_service"),
    });
    presence.start();
    expect([...presence.drafts.keys()]).toEqual([8]);
    calls.length = 0;
    await advanceTime(10100);
    expect(called("hold_composer")).toEqual([[8]]);
    await presence.release(8);
});

test("a draft that goes to another thread holds that one", async () => {
    await mountTicket();
    const presence = getService("social_care_draft_presence");
    await presence.touch(5);
    await presence.release(5);
    expect(called("hold_composer")).toEqual([[5]]);
    expect(called("release_composer")).toEqual([[5]]);
    expect(presence.drafts.size).toBe(0);
});
