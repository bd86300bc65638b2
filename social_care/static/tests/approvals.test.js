// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    click,
    expect,
    queryAllTexts,
    test,
} from "@odoo/hoot";
import {
    MockServer,
    clearRegistry,
    contains,
    defineMenus,
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
import {NavBar} from "@web/webclient/navbar/navbar";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {registry} from "@web/core/registry";
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

async function mountMenu() {
    const systray = registry.category("systray");
    clearRegistry(systray);
    systray.add("social_care.approvals", {Component: ApprovalsSystray});
    defineMenus([
        {
            id: 1,
            name: "Social Care",
            children: [
                {
                    id: 2,
                    name: "Conversations",
                    children: [
                        {id: 3, name: "People"},
                        {
                            id: 4,
                            name: "Approvals",
                            xmlid: "social_care.social_care_reply_approval_menu",
                        },
                    ],
                },
            ],
        },
    ]);
    await openBus();
    getService("menu").setCurrentMenu(1);
    await mountWithCleanup(NavBar);
    await animationFrame();
}

test("the menu says how many replies need approval, and follows", async () => {
    server.count = 2;
    await mountMenu();
    await contains(".o_menu_sections .o-dropdown").click();
    const names = () => queryAllTexts(".o-dropdown--menu .dropdown-item");
    expect(names()).toEqual(["People", "Approvals (2)"]);
    server.count = 0;
    await send("social_care/approvals");
    expect(names()).toEqual(["People", "Approvals"]);
    expect.verifySteps(["count", "count"]);
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
