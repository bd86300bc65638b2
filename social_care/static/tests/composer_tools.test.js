// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, xml} from "@odoo/owl";
import {animationFrame, click, edit, expect, queryOne, test} from "@odoo/hoot";
import {
    called,
    defineConversationModels,
    mountTicket,
} from "./conversation_test_helpers";
import {composerTools} from "@social_care/conversation/composer_tools.esm";
import {patchWithCleanup} from "@web/../tests/web_test_helpers";

defineConversationModels();

const INPUT = ".o_social_care_input";

let composer = null;

class Tool extends Component {
    static props = {composer: Object};
    static template = xml`
        <button class="my_tool" t-att-disabled="!props.composer.state.canSend">Tool</button>
    `;

    setup() {
        composer = () => this.props.composer;
    }
}

/** Adds a tool for one test; others are kept. */
function addTool(values = {}) {
    const content = {
        ...composerTools.content,
        "test.tool": [5, {Component: Tool, ...values}],
    };
    patchWithCleanup(composerTools, {content, entries: null, elements: null});
}

async function write(text) {
    await click(INPUT);
    await edit(text, {instantly: true});
    await animationFrame();
}

async function choose(label) {
    await click(`.o_social_care_visibility label:contains(${label})`);
    await animationFrame();
}

test("a tool of another addon stands in the toolbar and knows whether one can send", async () => {
    addTool();
    await mountTicket();
    expect(".o_social_care_tools .my_tool").toHaveCount(1);
    expect(".my_tool").not.toBeEnabled();
    await write("Sorry!");
    expect(".my_tool").toBeEnabled();
    expect(composer().getText()).toBe("Sorry!");
    expect(composer().conversation.id).toBe(3);
});

test("a tool beside the send button stands after it", async () => {
    addTool({place: "send"});
    await mountTicket();
    expect(".o_social_care_send ~ .my_tool").toHaveCount(1);
});

test("a tool puts text at the caret, which counts as writing", async () => {
    addTool();
    await mountTicket();
    await write("Hello !");
    queryOne(INPUT).setSelectionRange(6, 6);
    composer().insertText("Paula");
    await animationFrame();
    expect(INPUT).toHaveValue("Hello Paula!");
    expect(composer().getText()).toBe("Hello Paula!");
    expect(queryOne(INPUT).selectionStart).toBe(11);
    expect(called("hold_composer")).not.toHaveLength(0);
});

test("a tool sends like the button, and learns whether it was sent", async () => {
    addTool();
    await mountTicket();
    expect(await composer().send()).toBe(false);
    await write("Sorry!");
    expect(await composer().send()).toBe(false);
    await animationFrame();
    expect("[role=alert]").toHaveText("Choose who can read the reply.");
    await choose("Public");
    expect(await composer().send({outcome: "resolve"})).toBe(true);
    expect(called("post_reply")).toEqual([[3, 1, "Sorry!", "public", []]]);
});
