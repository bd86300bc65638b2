// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, click, edit, expect, test} from "@odoo/hoot";
import {
    announceChange,
    called,
    defineConversationModels,
    mountTicket,
    reply,
    server,
    setConversation,
} from "./conversation_test_helpers";

defineConversationModels();

const INPUT = ".o_social_care_input";
const UNDO = ".o_social_care_undo";
const RESOLVE = ".o_social_care_send_resolve";

const QUEUED = {state: "queued", can_cancel: true, undo_seconds: 4.6};

async function write(text) {
    await click(INPUT);
    await edit(text, {instantly: true});
    await animationFrame();
}

async function choosePublic() {
    await click(".o_social_care_visibility label:contains(Public)");
    await animationFrame();
}

test("a reply that is not sent yet counts down and has one button to undo it", async () => {
    await mountTicket({replies: [reply(QUEUED)]});
    expect(".o_pending .o_social_care_state").toHaveText("Sent in 5 s.");
    expect(UNDO).toHaveCount(1);
    expect("button:contains(Change)").toHaveCount(0);
    await advanceTime(2000);
    await animationFrame();
    expect(".o_pending .o_social_care_state").toHaveText("Sent in 3 s.");
});

test("once the time is over the button goes", async () => {
    await mountTicket({replies: [reply(QUEUED)]});
    await advanceTime(6000);
    await animationFrame();
    expect(UNDO).toHaveCount(0);
    expect(".o_pending .o_social_care_state").toHaveText("Queued for Demo.");
});

test("undo puts text and files back, before what was written since", async () => {
    const media = [
        {
            id: "file-7",
            attachment_id: 7,
            kind: "image",
            state: "stored",
            reason: "",
            alt: "",
            name: "a.png",
            url: "",
            src: "/web/image/7",
            thumbnail: "/web/image/7",
            mimetype: "image/png",
            size: 10,
            is_animated: false,
        },
    ];
    await mountTicket({replies: [reply({...QUEUED, media})]});
    await write("One more thing.");
    setConversation({replies: []});
    await click(UNDO);
    await animationFrame();
    await animationFrame();
    expect(called("take_back")).toEqual([[[40]]]);
    expect(INPUT).toHaveValue("Sorry!\n\nOne more thing.");
    expect(".o_social_care_attachments:contains(a.png)").toHaveCount(1);
    expect(".o_pending").toHaveCount(0);
    expect(INPUT).toBeFocused();
});

test("the seconds of a newer answer of the server count", async () => {
    await mountTicket({replies: [reply({...QUEUED, undo_seconds: 0})]});
    expect(UNDO).toHaveCount(0);
    setConversation({replies: [reply(QUEUED)]});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(UNDO).toHaveCount(1);
});

test("send and resolve sends, and says what becomes of the ticket", async () => {
    await mountTicket();
    expect(RESOLVE).not.toBeEnabled();
    await write("Done!");
    await choosePublic();
    await click(RESOLVE);
    await animationFrame();
    await animationFrame();
    expect(called("post_reply")).toEqual([[3, 1, "Done!", "public", []]]);
    expect(called("outcome")).toEqual([["resolve"]]);
    expect(INPUT).toHaveValue("");
});

test("sending alone resolves nothing", async () => {
    await mountTicket();
    await write("Done!");
    await choosePublic();
    await click(".o_social_care_send");
    await animationFrame();
    expect(called("outcome")).toEqual([[undefined]]);
});

test("without an open ticket there is nothing to resolve", async () => {
    await mountTicket({is_ticket_open: false});
    expect(RESOLVE).toHaveCount(0);
});

const CHECKED = ".o_social_care_visibility input:checked";

/** The server gives back a reply of this visibility. */
async function undo(visibility) {
    const draft = server.draft();
    server.draft = () => ({...draft, visibility});
    setConversation({replies: []});
    await click(UNDO);
    await animationFrame();
    await animationFrame();
}

test("undo restores the choice of public or private", async () => {
    await mountTicket({replies: [reply(QUEUED)]});
    await undo("private");
    expect(`${CHECKED}[value=private]`).toHaveCount(1);
    await click(".o_social_care_send");
    await animationFrame();
    expect(called("post_reply")).toEqual([[3, 1, "Sorry!", "private", []]]);
    expect(CHECKED).toHaveCount(0);
});

test("what was written in private since is not made public by undo", async () => {
    await mountTicket({replies: [reply(QUEUED)]});
    await write("Your code is 77.");
    await click(".o_social_care_visibility label:contains(Private)");
    await animationFrame();
    await undo("public");
    expect(INPUT).toHaveValue("Sorry!\n\nYour code is 77.");
    expect(`${CHECKED}[value=private]`).toHaveCount(1);
});
