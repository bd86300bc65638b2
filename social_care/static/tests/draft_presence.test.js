// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, click, edit, expect, test} from "@odoo/hoot";
import {
    announceChange,
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
    await write("Half a sent");
    // The first one waits for the connection
    await announceChange({thread_ids: [4]});
    await advanceTime(6000);
    calls.length = 0;
    await announceChange({thread_ids: [3]});
    expect(called("hold_composer")).toEqual([[3]]);
});

test("other conversations are none of its business", async () => {
    await mountTicket();
    await write("Half a sent");
    // The first one waits for the connection
    await announceChange({thread_ids: [4]});
    await advanceTime(6000);
    calls.length = 0;
    await announceChange({thread_ids: [4]});
    expect(called("hold_composer")).toEqual([]);
});

test("after a reload a fresh draft holds, an old one does not", async () => {
    await mountTicket();
    const key = (id) => `social_care.draft.${serverState.userId}.${id}`;
    const draft = (minutes) =>
        JSON.stringify({
            body: "Half a sent",
            attachments: [],
            touchedAt: Date.now() - minutes * MINUTE,
        });
    sessionStorage.setItem(key(8), draft(1));
    sessionStorage.setItem(key(9), draft(30));
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
