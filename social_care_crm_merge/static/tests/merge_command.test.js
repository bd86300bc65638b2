// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, expect, press, test} from "@odoo/hoot";
import {
    defineConversationModels,
    mountTicket,
} from "@social_care/../tests/conversation_test_helpers";
import {onRpc} from "@web/../tests/web_test_helpers";

defineConversationModels();

const MERGE = ".o_command:contains(Merge other tickets)";
const ARCH = `<form><sheet>
    <field name="name"/>
    <field name="closed" invisible="1"/>
    <widget name="social_care_conversation"/>
</sheet></form>`;

async function openPalette() {
    await press(["control", "k"]);
    await animationFrame();
    await animationFrame();
}

test("tickets are merged from the palette", async () => {
    onRpc("helpdesk.ticket", "action_social_care_merge", ({args}) => {
        expect.step(`merge into ${args[0]}`);
        return false;
    });
    await mountTicket({}, ARCH);
    await openPalette();
    await click(MERGE);
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["merge into 1"]);
});

test("a closed ticket is not merged", async () => {
    onRpc("helpdesk.ticket", "web_read", ({parent}) => {
        const [record] = parent();
        return [{...record, closed: true}];
    });
    await mountTicket({}, ARCH);
    await openPalette();
    expect(".o_command").not.toHaveCount(0);
    expect(MERGE).toHaveCount(0);
});
