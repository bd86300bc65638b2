// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, edit, expect, press, queryOne, test} from "@odoo/hoot";
import {
    called,
    defineConversationModels,
    message,
    mountTicket,
    server,
    setConversation,
    announceChange,
} from "./conversation_test_helpers";
import {
    getService,
    makeServerError,
    mockService,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import {deskHotkeys, listKeys} from "@social_care/desk/desk_hotkeys.esm";
import {mockTouch, mockUserAgent} from "@odoo/hoot-mock";

defineConversationModels();

const INPUT = ".o_social_care_input";
const LIST = ".o_social_care_hotkeys";

const ARCH = `<form><sheet>
    <field name="name"/>
    <field name="user_id"/>
    <field name="closed" invisible="1"/>
    <widget name="social_care_conversation"/>
</sheet></form>`;

/** Opens the ticket; the server has these values of its fields. */
async function open(values = {}, fields = {}) {
    onRpc("helpdesk.ticket", "web_read", ({parent}) => {
        const [record] = parent();
        return [{...record, ...fields}];
    });
    await mountTicket(values, ARCH);
    await animationFrame();
}

const mine = () => ({user_id: {id: serverState.userId, display_name: "Me"}});

async function key(...keys) {
    await press(keys);
    await animationFrame();
    await animationFrame();
}

async function write(text) {
    await click(INPUT);
    await edit(text, {instantly: true});
    await animationFrame();
}

function choice(label) {
    return `.o_social_care_visibility input:checked + label:contains(${label})`;
}

/** Adds a shortcut for one test; the others are kept. */
function addHotkey(values) {
    const content = {
        ...deskHotkeys.content,
        "test.macro": [
            99,
            {hotkey: "alt+shift+c", label: "Macro", run: () => null, ...values},
        ],
    };
    patchWithCleanup(deskHotkeys, {content, entries: null, elements: null});
}

test("from anywhere on the ticket to the composer", async () => {
    await mountTicket();
    expect(INPUT).not.toBeFocused();
    await key("alt", "shift", "r");
    expect(INPUT).toBeFocused();
});

test("public or private is chosen while one types", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "d");
    expect(choice("Private")).toHaveCount(1);
    expect(INPUT).toBeFocused();
    await key("alt", "shift", "p");
    expect(choice("Public")).toHaveCount(1);
    expect(INPUT).toHaveValue("Sorry!");
});

test("the macros open while one types, and their search has the focus", async () => {
    const acts = {tags: [], stage: false, team: false, user: false};
    onRpc("social.care.macro", "get_macros", () => [
        {id: 1, name: "Delay", is_own: false, text: "Sorry!", missing: "", acts},
    ]);
    await mountTicket();
    await write("Hello. ");
    await key("alt", "shift", "s");
    expect(".o_social_care_macro_menu input").toBeFocused();
    await key("enter");
    expect(INPUT).toHaveValue("Hello. Sorry!");
});

test("what has no keys is in the palette, and not in the list", async () => {
    addHotkey({hotkey: undefined, label: "Rare act", run: () => expect.step("run")});
    await mountTicket();
    await key("shift", "?");
    expect(LIST).toHaveCount(1);
    expect(`${LIST}:contains(Rare act)`).toHaveCount(0);
    await key("escape");
    await key("control", "k");
    await click(".o_command:contains(Rare act)");
    await animationFrame();
    expect.verifySteps(["run"]);
});

test("a visibility that the network does not take now cannot be chosen", async () => {
    const openings = {private: {until: "2026-11-01 11:00:00", left: false, late: ""}};
    await mountTicket({messages: [message({openings})]});
    await write("Sorry!");
    await key("alt", "shift", "d");
    expect(choice("Private")).toHaveCount(0);
});

test("Ctrl+Enter sends, and the composer keeps the focus", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "p");
    await key("control", "enter");
    expect(called("post_reply")).toHaveLength(1);
    expect(called("outcome")).toEqual([[undefined]]);
    await animationFrame();
    expect(INPUT).toBeFocused();
    expect(INPUT).toHaveValue("");
});

test("Ctrl+Enter sends from the choice of public or private, too, but once", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "p");
    queryOne(".o_social_care_visibility input:checked").focus();
    await key("control", "enter");
    expect(called("post_reply")).toHaveLength(1);
});

test("Ctrl+Enter outside of the composer sends nothing", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "p");
    await click("[name=name] input");
    await key("control", "enter");
    await key("control", "shift", "enter");
    expect(called("post_reply")).toEqual([]);
});

test("Ctrl+Shift+Enter sends and resolves", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "p");
    await key("control", "shift", "enter");
    expect(called("post_reply")).toHaveLength(1);
    expect(called("outcome")).toEqual([["resolve"]]);
});

test("the ticket is resolved by key, and what was edited is saved first", async () => {
    onRpc("helpdesk.ticket", "web_save", ({args}) => expect.step(args[1].name));
    await open();
    await click("[name=name] input");
    await edit("Very late parcel");
    await key("alt", "shift", "e");
    expect(called("action_social_care_resolve")).toEqual([[[1]]]);
    expect.verifySteps(["Very late parcel"]);
});

test("a closed ticket is not resolved again", async () => {
    await open({}, {closed: true});
    await key("alt", "shift", "e");
    expect(called("action_social_care_resolve")).toEqual([]);
});

test("snoozing and transferring open their dialogs", async () => {
    mockService("action", {
        doActionButton({name, type, resId}) {
            expect.step(`${type} ${name} ${resId}`);
        },
    });
    await open();
    await key("alt", "shift", "z");
    await key("alt", "shift", "f");
    expect.verifySteps([
        "action social_care.social_care_snooze_action 1",
        "action social_care.social_care_ticket_transfer_action 1",
    ]);
});

test("bare letters are text", async () => {
    await mountTicket();
    await write("");
    for (const letter of ["r", "p", "d", "e", "z", "f", "o", "j"]) {
        await key(letter);
    }
    expect(INPUT).toHaveValue("rpdezfoj");
    expect(".modal").toHaveCount(0);
    expect(called("action_social_care_resolve")).toEqual([]);
});

test("? shows the shortcuts that can be used now, but is text while one types", async () => {
    await mountTicket();
    await click(".o_social_care_timeline");
    await key("shift", "?");
    expect(LIST).toHaveCount(1);
    expect(`${LIST} dd:contains(Reply publicly)`).toHaveCount(1);
    // Nothing is written yet
    expect(`${LIST} dd:contains(Send the reply)`).toHaveCount(0);
    await key("escape");
    expect(LIST).toHaveCount(0);
    await write("What");
    await key("shift", "?");
    expect(LIST).toHaveCount(0);
});

test("the list is one click away, too", async () => {
    await mountTicket();
    await click("button[aria-label='Keyboard shortcuts']");
    await animationFrame();
    expect(LIST).toHaveText(/Alt\s*\+\s*Shift\s*\+\s*R\s*Reply/);
});

test("in a dialog the shortcuts do nothing", async () => {
    await mountTicket();
    await click("button[aria-label='Keyboard shortcuts']");
    await animationFrame();
    await key("alt", "shift", "r");
    expect(INPUT).not.toBeFocused();
});

test("they can be switched off and on, which the server keeps", async () => {
    onRpc("res.users.settings", "set_res_users_settings", ({kwargs}) => {
        expect.step(kwargs.new_settings);
        return {};
    });
    await mountTicket();
    await click("button[aria-label='Keyboard shortcuts']");
    await animationFrame();
    await click(".o_social_care_hotkeys_switch input");
    await animationFrame();
    await key("escape");
    await key("alt", "shift", "r");
    expect(INPUT).not.toBeFocused();
    await key("shift", "?");
    expect(LIST).toHaveCount(0);
    await click("button[aria-label='Keyboard shortcuts']");
    await animationFrame();
    await click(".o_social_care_hotkeys_switch input");
    await animationFrame();
    await key("escape");
    await key("alt", "shift", "r");
    expect(INPUT).toBeFocused();
    expect.verifySteps([{social_care_hotkeys: false}, {social_care_hotkeys: true}]);
});

test("another addon adds a shortcut with one declaration", async () => {
    addHotkey({
        run: ({composer}) => composer.insertText("Hello"),
        isAvailable: ({composer}) => Boolean(composer),
    });
    await mountTicket();
    await key("alt", "shift", "c");
    expect(INPUT).toHaveValue("Hello");
});

test("a shortcut without a modifier is refused", () => {
    // Registries check what they get in debug mode
    patchWithCleanup(odoo, {debug: "1"});
    const add = (hotkey) => () =>
        deskHotkeys.add(`test.${hotkey}`, {hotkey, label: "No", run: () => null});
    expect(add("r")).toThrow();
    expect(add("shift+r")).toThrow();
    expect(add("alt+r")).toThrow();
});

test("no two shortcuts of ours are the same", () => {
    const hotkeys = deskHotkeys.getAll().map(({hotkey}) => hotkey);
    expect(new Set(hotkeys).size).toBe(hotkeys.length);
});

test("on a Mac the labels are those of its keyboard", () => {
    expect(listKeys("alt+shift+r")).toEqual(["Alt", "Shift", "R"]);
    mockUserAgent("mac");
    expect(listKeys("alt+shift+r")).toEqual(["Ctrl", "Shift", "R"]);
    expect(listKeys("control+enter")).toEqual(["⌘", "Enter"]);
});

test("Ctrl+K offers what can be done here; Ctrl+Enter in it sends nothing", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "p");
    await key("control", "k");
    expect(".o_command:contains(Reply privately)").toHaveCount(1);
    expect(".o_command:contains(Snooze the ticket)").toHaveCount(1);
    await key("control", "enter");
    expect(called("post_reply")).toEqual([]);
});

test("a shortcut is run from the palette, and the composer has the focus then", async () => {
    await mountTicket();
    await key("control", "k");
    await click(".o_command:contains(Reply privately)");
    await animationFrame();
    await animationFrame();
    expect(choice("Private")).toHaveCount(1);
    expect(INPUT).toBeFocused();
});

test("a reply is sent from the palette, which closes", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "p");
    await key("control", "k");
    await click(".o_command:contains(Send the reply):first");
    await animationFrame();
    await animationFrame();
    expect(called("post_reply")).toHaveLength(1);
    expect(".o_command_palette").toHaveCount(0);
});

test("on a ticket of mine with an unanswered message I can write at once", async () => {
    await open({}, mine());
    expect(INPUT).toBeFocused();
});

test("on a ticket of mine that is answered the focus stays", async () => {
    await open({waiting_since: false}, mine());
    expect(INPUT).not.toBeFocused();
    // Nor is it taken from what I do once the customer writes
    setConversation({messages: [message(), message({id: 2})]});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(INPUT).not.toBeFocused();
});

test("on the ticket of a colleague the focus stays", async () => {
    await open();
    expect(INPUT).not.toBeFocused();
});

test("a touch screen keeps its keyboard away until it is wanted", async () => {
    mockTouch(true);
    await open({}, mine());
    expect(INPUT).not.toBeFocused();
});

test("a refused reply leaves the focus with its text", async () => {
    await mountTicket();
    await write("Sorry!");
    await key("alt", "shift", "p");
    server.post = () => {
        throw makeServerError({type: "UserError", message: "Too rude"});
    };
    await key("control", "enter");
    await animationFrame();
    expect(INPUT).toBeFocused();
    expect(INPUT).toHaveValue("Sorry!");
    expect("[role=alert]").toHaveText("Too rude");
});

test("the same words are read again when they are said again", async () => {
    await mountTicket();
    const announcer = getService("social_care_announcer");
    announcer.announce("Your reply is queued.");
    await animationFrame();
    const first = queryOne(".o_social_care_announcements").textContent;
    announcer.announce("Your reply is queued.");
    await animationFrame();
    expect(queryOne(".o_social_care_announcements").textContent).not.toBe(first);
    expect(".o_social_care_announcements").toHaveCount(1);
});
