// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    MockServer,
    defineModels,
    getService,
    makeServerError,
    models,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {advanceTime, animationFrame, expect, mockDate} from "@odoo/hoot";
import {waitForChannels, waitNotifications} from "@bus/../tests/bus_test_helpers";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

export const NOW = "2026-11-01 12:00:00";

/** What the server answers from now on; what it is told to do is a step. */
export const server = {board: {}, objections: [], refusal: false, reads: []};

export function load(values = {}) {
    return {
        team: 1,
        medium: 1,
        waiting: 0,
        offered: 0,
        working: 0,
        oldest: false,
        at_risk: 0,
        to_approve: 0,
        overdue: 0,
        ...values,
    };
}

export function row(id, values = {}) {
    return {
        id,
        ticket_id: 100 + id,
        number: `HT${id}`,
        title: `Ticket ${id}`,
        who: "Paula",
        team_id: 1,
        medium_id: 1,
        since: "2026-11-01 11:55:30",
        state: "waiting",
        agent: "",
        until: false,
        why: "SLA: +60 min",
        terms: [
            {code: "wait", label: "Waiting time", minutes: 4},
            {code: "sla", label: "SLA", minutes: 60},
        ],
        no_qualified_agent: false,
        unanswered: "",
        sla: false,
        ...values,
    };
}

export function agent(id, name, values = {}) {
    return {
        id,
        user_id: 200 + id,
        name,
        state: "available",
        reason: "",
        since: "2026-11-01 11:50:00",
        absence: "",
        team_ids: [1],
        load: {1: {count: 1, limit: 3}},
        offers: [],
        ...values,
    };
}

export function board(values = {}) {
    return {
        now: NOW,
        routed: true,
        can_set_up: false,
        teams: [
            {id: 1, name: "Orders", routed: true},
            {id: 2, name: "Billing", routed: true},
        ],
        media: [
            {id: 1, name: "Chat", icon: "fa-comments-o"},
            {id: 2, name: "Mail", icon: "fa-envelope-o"},
        ],
        loads: [
            load({
                waiting: 2,
                oldest: "2026-11-01 11:55:30",
                working: 1,
                to_approve: 1,
                at_risk: 1,
            }),
            load({
                team: 2,
                medium: 2,
                waiting: 1,
                offered: 1,
                oldest: "2026-11-01 11:00:00",
                overdue: 2,
            }),
        ],
        queue: [row(7), row(8)],
        agents: [agent(1, "Anna Novak"), agent(2, "Ben Carter", {state: "away"})],
        ...values,
    };
}

class Wallboard extends models.Model {
    _name = "social.care.wallboard";

    read_board(teamIds, mediumIds) {
        server.reads.push([[...teamIds], [...mediumIds]]);
        return structuredClone(server.board);
    }
    get_objections() {
        return server.objections;
    }
}

class Ticket extends models.Model {
    _name = "helpdesk.ticket";

    social_care_get_routing_story() {
        return {state: "Waiting", terms: [], targets: [], decisions: []};
    }
}

/** The list of the top bar. */
export class WaitingList extends models.Model {
    _name = "social.care.waiting";

    get_waiting() {
        return false;
    }
}

/** The number of approvals in the top bar: nobody's. */
export class Approvals extends models.Model {
    _name = "social.care.reply";

    get_pending_approvals() {
        return false;
    }
}

/** Of the switch in the top bar: nobody's. */
export class Agent extends models.Model {
    _name = "social.care.agent";

    get_desk() {
        return false;
    }
}

class Work extends models.Model {
    _name = "social.care.work";

    _told(what) {
        expect.step(what);
        if (server.refusal) {
            throw makeServerError({type: "UserError", message: server.refusal});
        }
        return null;
    }
    assign(ids, agentId) {
        return this._told(`assign ${ids} to ${agentId}`);
    }
    push_front(ids) {
        return this._told(`push ${ids}`);
    }
    move_team(ids, teamId) {
        return this._told(`move ${ids} to ${teamId}`);
    }
}

export function defineBoardModels() {
    defineMailModels();
    defineModels([Agent, Ticket, Wallboard, Work, Approvals, WaitingList]);
}

export async function mountBoard(values = {}) {
    mockDate(NOW, 0);
    Object.assign(server, {
        board: board(values),
        objections: [],
        refusal: false,
        reads: [],
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "social_care_routing.wallboard",
        name: "Wallboard",
    });
    await animationFrame();
}

/** Tell the page, as the server does, that something changed. */
export async function announceChange(times = 1) {
    getService("bus_service").addChannel("supervisors");
    await waitForChannels(["supervisors"]);
    const type = "social_care_routing/changed";
    const notices = Array(times).fill([type, {}]);
    for (const notice of notices) {
        MockServer.env["bus.bus"]._sendone("supervisors", ...notice);
    }
    await waitNotifications(...notices);
    await advanceTime(1500);
    await animationFrame();
}
