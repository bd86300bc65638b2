// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, click, expect, mockDate, test} from "@odoo/hoot";
import {
    MockServer,
    defineModels,
    getService,
    makeMockEnv,
    mockService,
    models,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {Deferred} from "@odoo/hoot-mock";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {WaitingSystray} from "@social_care/waiting/waiting_systray.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {takeReplyRequest} from "@social_care/conversation/reply_request.esm";
import {user} from "@web/core/user";
import {waitForChannels, waitNotifications} from "@bus/../tests/bus_test_helpers";

const BUTTON = ".o_social_care_waiting_button";
const server = {};

function row(values = {}) {
    return {
        ticket_id: 70,
        number: "HT00070",
        who: "Paula",
        preview: "Where is my parcel?",
        network: "demo",
        private: false,
        since: "2026-11-01 11:48:00",
        has_conversation: true,
        ...values,
    };
}

class WaitingModel extends models.Model {
    _name = "social.care.waiting";

    get_waiting(heard) {
        if (!server.rows) {
            return false;
        }
        return {
            count: server.count || server.rows.length,
            is_more: Boolean(server.isMore),
            rows: server.rows,
            heard: server.rows.filter(({ticket_id: id}) => heard.includes(id)),
        };
    }
}

defineMailModels();
defineModels([WaitingModel]);

async function mountTopBar(values = {}) {
    Object.assign(server, {
        rows: [row()],
        count: 0,
        isMore: false,
        isMainTab: true,
        isFocused: true,
        shown: null,
        ...values,
    });
    mockService("social_care_chime", {
        play: (melody) => expect.step(`chime ${melody}`),
    });
    mockService("multi_tab", {
        isOnMainTab: async () => server.isMainTab,
        unregister() {
            // Nobody else is there
        },
    });
    mockService("presence", {isOdooFocused: () => server.isFocused});
    mockService("mail.out_of_focus", {
        sendNotification: ({title, message}) => expect.step(`${title}: ${message}`),
    });
    mockService("action", {
        doAction({res_model: model, res_id: id}, {index} = {}) {
            const place = index === undefined ? "" : ` at ${index}`;
            expect.step(`open ${model} ${id}${place}`);
        },
        get currentController() {
            return server.shown;
        },
    });
    await makeMockEnv();
    getService("bus_service").addChannel("me");
    await waitForChannels(["me"]);
    mockDate("2026-11-01 12:00:00", 0);
    await mountWithCleanup(MainComponentsContainer);
    await mountWithCleanup(WaitingSystray);
    await animationFrame();
}

/** The server says that customers wrote on these tickets. */
async function hear(...heard) {
    MockServer.env["bus.bus"]._sendone("me", "social_care/waiting", {heard});
    await waitNotifications(["social_care/waiting", {heard}]);
    await advanceTime(500);
    await animationFrame();
}

test("the number of customers is on the badge and in the title", async () => {
    await mountTopBar({rows: [row(), row({ticket_id: 71})]});
    expect(".o_social_care_waiting_badge").toHaveText("2");
    expect(BUTTON).toHaveAttribute("aria-label", "2 customers waiting for me");
    expect(getService("title").current).toMatch(/^\(2\)/);
    server.rows = [];
    await hear();
    expect(".o_social_care_waiting_badge").toHaveCount(0);
    expect(getService("title").current).not.toMatch(/^\(/);
    expect.verifySteps([]);
});

test("a very long list is counted no further", async () => {
    await mountTopBar({count: 100, isMore: true});
    expect(".o_social_care_waiting_badge").toHaveText("99+");
});

test("users who are no agents have no list", async () => {
    await mountTopBar({rows: false});
    expect(".o_social_care_waiting_systray").not.toBeVisible();
});

test("one click shows who waits, the next opens their ticket", async () => {
    await mountTopBar();
    await click(BUTTON);
    await animationFrame();
    expect(".o_social_care_waiting_row").toHaveText(/Paula/);
    expect(".o_social_care_waiting_row").toHaveText(/12 min/);
    expect(".o_social_care_waiting_row").toHaveText(/Where is my parcel\?/);
    await click(".o_social_care_waiting_row");
    await animationFrame();
    expect.verifySteps(["open helpdesk.ticket 70"]);
    expect(takeReplyRequest()).toBe(true);
});

test("from ticket to ticket the breadcrumb leads back to the list", async () => {
    const props = {type: "form", resModel: "helpdesk.ticket", resId: 69};
    const breadcrumbs = ["Tickets", "HT00069"];
    await mountTopBar({shown: {props, config: {breadcrumbs}}});
    getService("social_care_waiting").openNext(69);
    expect.verifySteps(["open helpdesk.ticket 70 at 1"]);
});

test("an empty list says what it is for", async () => {
    await mountTopBar({rows: []});
    await click(BUTTON);
    await animationFrame();
    expect(".o_social_care_waiting_menu").toHaveText(/All caught up/);
});

test("a customer's message is heard and seen", async () => {
    await mountTopBar();
    await hear(70);
    expect.verifySteps(["chime answer"]);
    expect(".o_notification").toHaveText(/Paula wrote on HT00070/);
    expect(".o_notification").toHaveText(/Where is my parcel\?/);
    await click(".o_notification button:contains(Reply)");
    await animationFrame();
    expect.verifySteps(["open helpdesk.ticket 70"]);
    expect(".o_notification").toHaveCount(0);
});

test("their words are never HTML", async () => {
    await mountTopBar({rows: [row({who: "<b>P</b>", preview: "<img src=x>"})]});
    await hear(70);
    expect(".o_notification img").toHaveCount(0);
    expect(".o_notification").toHaveText(/<b>P<\/b> wrote/);
    await click(BUTTON);
    await animationFrame();
    expect(".o_social_care_waiting_row img").toHaveCount(0);
    expect.verifySteps(["chime answer"]);
});

test("many at once are one toast", async () => {
    const rows = [70, 71, 72].map((id) => row({ticket_id: id}));
    await mountTopBar({rows});
    await hear(70, 71, 72);
    expect(".o_notification").toHaveCount(1);
    expect(".o_notification").toHaveText(/3 customers wrote to you/);
    expect.verifySteps(["chime answer"]);
});

test("the ticket on the screen needs no toast", async () => {
    await mountTopBar({shown: {props: {resModel: "helpdesk.ticket", resId: 70}}});
    await hear(70);
    expect(".o_notification").toHaveCount(0);
    expect.verifySteps(["chime answer"]);
});

test("a hidden tab sends a notice of the desktop", async () => {
    await mountTopBar({isFocused: false});
    await hear(70);
    expect.verifySteps(["chime answer", "Paula wrote on HT00070: Where is my parcel?"]);
});

test("of several tabs one speaks", async () => {
    await mountTopBar({isMainTab: false, isFocused: false});
    await hear(70);
    expect.verifySteps([]);
    expect(".o_notification").toHaveCount(1);
});

test("each response tells who was heard of its own, the newest who waits", async () => {
    await mountTopBar();
    const late = new Deferred();
    onRpc("social.care.waiting", "get_waiting", ({args: [heard]}) => {
        const rows = [row({ticket_id: heard[0], number: `HT${heard[0]}`})];
        const found = {count: heard[0], is_more: false, rows, heard: rows};
        return heard[0] === 71 ? late.then(() => found) : found;
    });
    await hear(71);
    await hear(72);
    expect(".o_notification").toHaveText(/Paula wrote on HT72/);
    late.resolve();
    await animationFrame();
    expect(".o_notification:contains(Paula wrote on HT71)").toHaveCount(1);
    expect(".o_social_care_waiting_badge").toHaveText("72");
    expect.verifySteps(["chime answer", "chime answer"]);
});

test("what nobody wrote makes no sound", async () => {
    await mountTopBar();
    await hear();
    expect.verifySteps([]);
    expect(".o_notification").toHaveCount(0);
});

test("each user switches the sound for themselves", async () => {
    await mountTopBar();
    patchWithCleanup(user, {
        setUserSettings: async (key, value) => expect.step(`${key} ${value}`),
    });
    await click(BUTTON);
    await animationFrame();
    expect(".o_social_care_sound").toHaveAttribute("aria-checked", "true");
    await click(".o_social_care_sound");
    await animationFrame();
    expect(".o_social_care_sound").toHaveAttribute("aria-checked", "false");
    expect.verifySteps(["social_care_sound false"]);
    await hear(70);
    expect.verifySteps([]);
    await click(".o_social_care_sound");
    await animationFrame();
    expect.verifySteps(["chime answer", "social_care_sound true"]);
});
