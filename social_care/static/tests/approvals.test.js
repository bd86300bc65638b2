// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, click, expect, test} from "@odoo/hoot";
import {
    MockServer,
    defineModels,
    fields,
    getService,
    makeMockEnv,
    mockService,
    models,
    mountView,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {ApprovalsSystray} from "@social_care/approvals/approvals_systray.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {waitForChannels, waitNotifications} from "@bus/../tests/bus_test_helpers";

const BUTTON = ".o_social_care_approvals_button";
const server = {};

class Reply extends models.Model {
    _name = "social.care.reply";

    text = fields.Char();

    _records = [
        {id: 1, text: "One"},
        {id: 2, text: "Two"},
    ];

    get_pending_approvals() {
        expect.step("count");
        return server.count === false ? false : {count: server.count, since: false};
    }
}

defineMailModels();
defineModels([Reply]);

async function openBus() {
    await makeMockEnv();
    getService("bus_service").addChannel("me");
    await waitForChannels(["me"]);
}

async function mountTopBar(count) {
    server.count = count;
    mockService("action", {
        doAction: (action, {additionalContext}) =>
            expect.step(`${action} ${JSON.stringify(additionalContext)}`),
    });
    await openBus();
    await mountWithCleanup(ApprovalsSystray);
    await animationFrame();
}

async function send(type, payload = {}) {
    MockServer.env["bus.bus"]._sendone("me", type, payload);
    await waitNotifications([type, payload]);
    await advanceTime(1000);
    await animationFrame();
}

test("a supervisor sees how many replies need approval, one click away", async () => {
    await mountTopBar(2);
    expect(`${BUTTON} .badge`).toHaveText("2");
    expect(BUTTON).toHaveAttribute("title", "2 replies need your approval");
    await click(BUTTON);
    expect.verifySteps([
        "count",
        'social_care.social_care_reply_approval_action {"search_default_my_approval":1}',
    ]);
});

test("one is said in the singular, also to screen readers", async () => {
    await mountTopBar(1);
    expect(BUTTON).toHaveAttribute("aria-label", "1 reply needs your approval");
    expect("[role=status]").toHaveText("1 reply needs your approval");
    expect.verifySteps(["count"]);
});

for (const count of [0, false]) {
    test(`nothing is shown for ${count}`, async () => {
        await mountTopBar(count);
        expect(BUTTON).toHaveCount(0);
        expect("[role=status]").toHaveText("");
        expect.verifySteps(["count"]);
    });
}

test("the number follows what happens", async () => {
    await mountTopBar(0);
    server.count = 3;
    await send("social_care/approvals");
    expect(`${BUTTON} .badge`).toHaveText("3");
    expect.verifySteps(["count", "count"]);
});

test("somebody who is no supervisor is not told", async () => {
    await mountTopBar(false);
    await send("social_care/approvals");
    expect.verifySteps(["count"]);
});

test("the list of replies follows what happens and keeps what is selected", async () => {
    await openBus();
    await mountView({
        type: "list",
        resModel: "social.care.reply",
        arch: `<list js_class="social_care_replies"><field name="text"/></list>`,
    });
    expect(".o_data_row").toHaveCount(2);
    await click(".o_data_row:eq(1) .o_list_record_selector input");
    await animationFrame();
    MockServer.env["social.care.reply"].create({text: "Three"});
    await send("social_care/changed", {
        thread_ids: [7],
        ticket_ids: [],
        mention_ids: [],
        inbox: false,
    });
    expect(".o_data_row").toHaveCount(3);
    expect(".o_data_row_selected").toHaveCount(1);
});
