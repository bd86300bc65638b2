// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    MockServer,
    defineModels,
    getService,
    makeMockEnv,
    mockService,
    models,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {advanceTime, animationFrame, expect, mockDate} from "@odoo/hoot";
import {AgentSystray} from "@social_care_routing/agent/agent_switch.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {serializeDateTime} from "@web/core/l10n/dates";
import {waitForChannels} from "@bus/../tests/bus_test_helpers";

/** What the server answers from now on; what it is asked for is a step. */
export const server = {};

export function offer(values = {}) {
    return {
        id: 7,
        ticket_id: 70,
        number: "HT00070",
        title: "Where is my refund?",
        who: "Anna Kowalska",
        preview: "Gdzie są moje pieniądze?",
        medium: {code: "social_public", name: "Public post", icon: "fa-globe"},
        has_conversation: true,
        team: "Billing",
        waiting_since: "2026-11-01 11:48:00",
        until: "2026-11-01 12:01:00",
        seconds: 60,
        why: ["Polish: expert", "longest idle"],
        sentiment: "negative",
        urgency: "2",
        topic: "Refund",
        ...values,
    };
}

export function me(values = {}) {
    return {
        id: 1,
        state: "available",
        reason: false,
        since: "2026-11-01 11:35:00",
        reasons: [
            [1, "Lunch"],
            [2, "Training"],
        ],
        disagreements: [],
        can_work_anyway: false,
        load: [
            {medium: "chat", name: "Chat", icon: "fa-comments", count: 3, limit: 3},
            {medium: "email", name: "E-mail", icon: "fa-envelope", count: 1, limit: 5},
        ],
        waiting_for_me: 4,
        offers: [],
        ...values,
    };
}

class Agent extends models.Model {
    _name = "social.care.agent";

    get_desk() {
        return server.say();
    }
    report_presence() {
        server.beats++;
        if (!server.me.unseen_since) {
            return false;
        }
        Object.assign(server.me, {state: "available", unseen_since: false});
        return server.say();
    }
    set_state(state, reasonId) {
        expect.step(`switch ${state} ${reasonId}`);
        const [reason] = server.me.reasons.filter(([id]) => id === reasonId);
        Object.assign(server.me, {state, reason: reason || false});
        return {...server.say(), given_back: server.givenBack};
    }
    start_overtime() {
        expect.step("work anyway");
        Object.assign(server.me, {disagreements: [], can_work_anyway: false});
        return server.say();
    }
    take_next() {
        expect.step("take next");
        const offers = server.me.offers.filter(
            (one) => one.ticket_id === server.next.ticket_id
        );
        offers.forEach(({id}) => server.gone(id));
        return server.next;
    }
}

class Work extends models.Model {
    _name = "social.care.work";

    accept([id]) {
        expect.step(`accept ${id}`);
        const {ticket_id: ticketId} = server.me.offers.find((one) => one.id === id);
        server.gone(id);
        return {ticket_id: ticketId};
    }
    decline([id]) {
        expect.step(`decline ${id}`);
        server.gone(id);
        return null;
    }
}

class Mention extends models.Model {
    _name = "social.care.mention";

    get_correction_choices() {
        return {
            sentiment: [["negative", "Negative"]],
            urgency: [["2", "Urgent"]],
        };
    }
}

export function defineAgentModels() {
    defineMailModels();
    defineModels([Agent, Work, Mention]);
}

/** The top bar's switch, and the offers that every page has. */
export async function mountAgent(values = {}, more = {}) {
    Object.assign(server, {
        me: values && me(values),
        next: {ticket_id: 71},
        isMainTab: true,
        ahead: 0,
        beats: 0,
        givenBack: undefined,
        opened: undefined,
        shown: undefined,
        say() {
            const now = luxon.DateTime.now().plus(server.ahead);
            return server.me && {...server.me, now: serializeDateTime(now)};
        },
        gone(id) {
            server.me.offers = server.me.offers.filter((one) => one.id !== id);
        },
    });
    Object.assign(server, more);
    mockService("social_care_chime", {play: () => expect.step("chime")});
    mockService("multi_tab", {
        isOnMainTab: async () => server.isMainTab,
        unregister() {
            // Nobody else is there
        },
    });
    mockService("action", {
        doAction({res_model: model, res_id: id, views}, {index} = {}) {
            const place = index === undefined ? "" : ` at ${index}`;
            expect.step(`open ${model} ${id || views[0][1]}${place}`);
            return server.opened;
        },
        get currentController() {
            return server.shown;
        },
    });
    await makeMockEnv();
    getService("bus_service").addChannel("agent");
    await waitForChannels(["agent"]);
    mockDate("2026-11-01 12:00:00", 0);
    await mountWithCleanup(AgentSystray);
    await animationFrame();
}

/** The server has something else to offer, and says so. */
export async function announceOffers(offers) {
    server.me.offers = offers;
    MockServer.env["bus.bus"]._sendone("agent", "social_care_routing/offers", {});
    await advanceTime(100);
    await animationFrame();
}
