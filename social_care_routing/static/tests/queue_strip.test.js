// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    MockServer,
    contains,
    defineModels,
    fields,
    getService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {
    advanceTime,
    animationFrame,
    expect,
    mockDate,
    queryAll,
    queryAllTexts,
    queryOne,
    test,
} from "@odoo/hoot";
import {waitForChannels, waitNotifications} from "@bus/../tests/bus_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {chips} from "@social_care/core/chips.esm";
import {serializeDateTime} from "@web/core/l10n/dates";
import {stripItems} from "@social_care_routing/ticket/strip_items.esm";

const STRIP = ".o_social_care_queue";
const CHANGED = "social_care_routing/changed";

/** What the server says of the ticket from now on. */
const server = {};

class Ticket extends models.Model {
    _name = "helpdesk.ticket";
    number = fields.Char();
    name = fields.Char();
    _records = [{id: 1, number: "HT00070", name: "Refund"}];

    social_care_get_routing_strip() {
        const now = luxon.DateTime.now().plus(server.ahead);
        return server.strip && {...server.strip, now: serializeDateTime(now)};
    }
    social_care_get_routing_story() {
        return {...server.strip, ...server.story};
    }
}

defineMailModels();
defineModels([Ticket]);

const STRIP_OF_SERVER = {
    score: 95,
    terms: [
        {code: "wait", label: "Waiting time", minutes: 25},
        {code: "urgency", label: "Urgent", minutes: 60},
        {code: "sentiment", label: "Negative", minutes: 10},
    ],
    state: "Offered to Anna",
    until: false,
    targets: [
        {
            kind: "sla",
            label: "First response",
            deadline: "2026-11-01 12:20:05",
            state: "running",
        },
    ],
};

const STORY = {
    decisions: [
        {
            at: "2026-11-01 11:50:00",
            who: "Ben Okoro",
            kind: "offered",
            outcome: "timed_out",
            relaxation_step: 0,
            why: ["Polish: good"],
        },
        {
            at: "2026-11-01 11:59:00",
            who: "Anna Novak",
            kind: "offered",
            outcome: "open",
            relaxation_step: 1,
            why: ["Polish: expert", "longest idle"],
        },
    ],
};

const AGENTS = {
    would_change: ["At 13:00 Cleo is back from her pause."],
    agents: [
        {
            id: 2,
            name: "Cleo Hart",
            can: false,
            reasons: [
                {code: "away", words: "Away: Lunch", change: "When she is available."},
                {code: "skill", words: "Lacks Polish", change: "Relaxation step 2."},
            ],
        },
        {id: 1, name: "Anna Novak", can: true, reasons: []},
    ],
};

async function mountTicket(strip = {}, story = {}, ahead = 0) {
    mockDate("2026-11-01 12:00:00", 0);
    server.strip = strip && {...STRIP_OF_SERVER, ...strip};
    server.story = {...STORY, ...story};
    server.ahead = ahead;
    await mountView({
        type: "form",
        resModel: "helpdesk.ticket",
        resId: 1,
        arch: `<form><sheet>
            <widget name="social_care_queue"/>
            <field name="name"/>
        </sheet></form>`,
    });
}

function clock(values) {
    return {targets: [{...STRIP_OF_SERVER.targets[0], ...values}]};
}

async function announceChange() {
    getService("bus_service").addChannel("supervisors");
    await waitForChannels(["supervisors"]);
    MockServer.env["bus.bus"]._sendone("supervisors", CHANGED, {});
    await waitNotifications([CHANGED, {}]);
    await advanceTime(1500);
    await animationFrame();
}

async function openStory() {
    await contains(`${STRIP} button`).click();
    await animationFrame();
}

test("a clock of a team that never works has no time left", async () => {
    await mountTicket(clock({deadline: false, state: "undated"}));
    expect(STRIP).toHaveText(/First response:\s*no working hours/);
});

test("a ticket that is in no queue shows nothing of one", async () => {
    await mountTicket(false);
    expect(STRIP).toHaveCount(0);
});

test("a ticket says where it stands, and each term of its priority", async () => {
    await mountTicket();
    expect(`${STRIP}_state`).toHaveText("Offered to Anna");
    expect(`${STRIP}_priority`).toHaveText(/^Priority: 1 h 35 min\s/);
    expect(queryAllTexts(`${STRIP}_terms li`)).toEqual([
        "Waiting time 25 min",
        "Urgent +60 min",
        "Negative +10 min",
    ]);
});

test("what a supervisor put in front has no minutes", async () => {
    const terms = [{code: "pushed", label: "Pushed to front", minutes: 525600}];
    await mountTicket({terms});
    expect(queryAllTexts(`${STRIP}_terms li`)).toEqual(["Pushed to front"]);
    expect(`${STRIP}_priority`).toHaveText(/^Top priority\s/);
});

test("a long wait is said as everywhere else, and none as well", async () => {
    const terms = [{code: "wait", label: "Waiting time", minutes: 154}];
    await mountTicket({terms, score: 154});
    expect(`${STRIP}_priority`).toHaveText(
        /^Priority: 2 h 34 min\s+Waiting time 2 h 34 min$/
    );
});

test("what has just come in is no time in front", async () => {
    const terms = [{code: "wait", label: "Waiting time", minutes: 0}];
    await mountTicket({terms, score: 0});
    expect(`${STRIP}_priority`).toHaveText(/^Priority: 0 min\s+Waiting time 0 min$/);
});

test("a clock counts down, and is overdue in words once it is", async () => {
    await mountTicket();
    expect(`${STRIP}_clock`).toHaveText("First response: 20 min left");
    await advanceTime(6 * 60 * 1000);
    await animationFrame();
    expect(`${STRIP}_clock.o_pressing`).toHaveText("First response: 14 min left");
    await advanceTime(15 * 60 * 1000);
    await animationFrame();
    expect(`${STRIP}_clock.o_bad`).toHaveText("First response: 1 min late");
});

test("the clock of this computer may be wrong: the server's counts", async () => {
    await mountTicket({}, {}, {minutes: 10});
    expect(`${STRIP}_clock`).toHaveText("First response: 10 min left");
});

test("what is offered says how long it is", async () => {
    await mountTicket({until: "2026-11-01 12:00:40", targets: []});
    expect(`${STRIP}_clock`).toHaveText(/^Time to accept: 0:[34]\d left$/);
    await advanceTime(41000);
    await animationFrame();
    expect(`${STRIP}_clock`).toHaveText("Time to accept: expired");
});

test("a clock on hold has no end to count to", async () => {
    await mountTicket(clock({state: "on_hold", deadline: false}));
    expect(`${STRIP}_clock`).toHaveText("First response: on hold");
});

test("a reply window that is over is closed", async () => {
    await mountTicket(
        clock({kind: "window", label: "Reply window", deadline: "2026-11-01 11:00:00"})
    );
    expect(`${STRIP}_clock.o_bad`).toHaveText("Reply window: closed");
});

test("a target that was met or breached does not run on", async () => {
    await mountTicket(clock({state: "met"}));
    expect(`${STRIP}_clock.o_good`).toHaveText("First response: met");
    server.strip = {...STRIP_OF_SERVER, ...clock({state: "missed"})};
    await announceChange();
    expect(`${STRIP}_clock.o_bad`).toHaveText("First response: breached");
});

async function readDirections(page, strip) {
    document.body.dir = page;
    try {
        await mountTicket(strip);
        const read = (selector) =>
            queryAll(`${STRIP} ${selector}`).map(
                (element) => getComputedStyle(element).direction
            );
        return {
            state: read("[role=status] b"),
            clock: read(`.o_social_care_queue_clock bdi`),
            score: read(".o_social_care_queue_priority bdi"),
        };
    } finally {
        document.body.removeAttribute("dir");
    }
}

test("clocks and score are not turned around on a page from right to left", async () => {
    const english = await readDirections("rtl", {});
    expect(english).toEqual({state: ["ltr"], clock: ["ltr", "ltr"], score: ["ltr"]});
});

test("Hebrew and Arabic names in the strip keep their direction", async () => {
    const strip = {...clock({label: "תגובה ראשונה"}), state: "معروض على أنا"};
    const found = await readDirections("ltr", strip);
    // The name of the target, then "20 min left"
    expect(found).toEqual({state: ["rtl"], clock: ["rtl", "ltr"], score: ["ltr"]});
});

test("what does not fit into the line is a click away", async () => {
    await mountTicket();
    expect(`${STRIP}_more`).toHaveCount(0);
    const items = queryOne(`${STRIP}_items`);
    Object.assign(items.style, {
        width: "9rem",
        maxHeight: "1.75rem",
        rowGap: "4rem",
        overflow: "hidden",
    });
    await announceChange();
    const hidden = queryAll(`${STRIP}_items > *`).length - 1;
    expect(`${STRIP}_more`).toHaveText(`+${hidden}`);
    expect(`${STRIP}_more`).toHaveAttribute("aria-expanded", "false");
    await contains(`${STRIP}_more`).click();
    expect(`${STRIP}_more`).toHaveAttribute("aria-expanded", "true");
    expect(`${STRIP}.o_all`).toHaveCount(1);
    await contains(`${STRIP}_more`).click();
    expect(`${STRIP}.o_all`).toHaveCount(0);
});

test("the strip follows what happens in the queue", async () => {
    await mountTicket();
    server.strip = {...STRIP_OF_SERVER, state: "Nobody free with Polish"};
    await announceChange();
    expect(`${STRIP}_state`).toHaveText("Nobody free with Polish");
});

test("an agent reads what happened, in the order of time", async () => {
    await mountTicket();
    await openStory();
    expect(".modal-title").toHaveText("Why? HT00070");
    expect(queryAllTexts(".o_social_care_story_decisions li > div")).toEqual([
        "Offered to Ben Okoro:no response in time\nPolish: good",
        "Offered to Anna Novak:no response yet (relaxation step 1)\nPolish: expert · longest idle",
    ]);
    expect(".o_social_care_story_agents").toHaveCount(0);
});

test("before any offer it says so", async () => {
    await mountTicket({}, {decisions: []});
    await openStory();
    expect(".o_social_care_story").toHaveText(/Not offered to anybody yet\./);
});

test("a supervisor reads who was considered, what stands against each, and what would change it", async () => {
    await mountTicket({}, AGENTS);
    await openStory();
    expect(".o_social_care_story").toHaveText(/At 13:00 Cleo is back/);
    expect(".o_social_care_story_find").toHaveText("1 of 2 could take it now.");
    expect(queryAllTexts(".o_social_care_story_agents > li")).toEqual([
        "Anna Novak\ncould take it now",
        "Cleo Hart\nAway: Lunch\nWhen she is available.\nLacks Polish\nRelaxation step 2.",
    ]);
});

test("a supervisor reads who was considered when it was decided", async () => {
    const considered = ["Could take it: Anna Novak, Ben Okoro", "Away: Cleo Hart"];
    const decisions = STORY.decisions.map((one) => ({...one, considered}));
    await mountTicket({}, {...AGENTS, decisions});
    await openStory();
    await contains("summary:first").click();
    expect(queryAllTexts("details:first li")).toEqual(considered);
});

test("one agent is found among many", async () => {
    const many = [...Array(60).keys()].map((id) => ({
        id: id + 10,
        name: `Person ${id}`,
        can: false,
        reasons: [{code: "team", words: "Not in this team", change: ""}],
    }));
    await mountTicket({}, {...AGENTS, agents: [...AGENTS.agents, ...many]});
    await openStory();
    expect(".o_social_care_story_agents > li").toHaveCount(40);
    expect(".o_social_care_story").toHaveText(/… and 22 more/);
    await contains("input[type=search]").edit("cleo", {confirm: false});
    expect(queryAllTexts(".o_social_care_story_agent")).toEqual(["Cleo Hart"]);
    await contains("input[type=search]").edit("CLÉO", {confirm: false});
    expect(queryAllTexts(".o_social_care_story_agent")).toEqual(["Cleo Hart"]);
    await contains("input[type=search]").edit("zoe", {confirm: false});
    expect(".o_social_care_story").toHaveText(/No agents found/);
});

test("an item and a chip of another addon stand in the strip", async () => {
    stripItems.add(
        "my_addon.contract",
        {getProps: ({contract}) => contract && {label: "Contract", value: contract}},
        {sequence: 15}
    );
    chips.add("my_addon.vip", {
        places: ["ticket"],
        getProps: ({vip}) => vip && {label: "VIP"},
    });
    await mountTicket({contract: "Gold", vip: true});
    expect(`${STRIP}_state + ${STRIP}_clock`).toHaveText("Contract: Gold");
    expect(`${STRIP} .o_social_care_chip`).toHaveText("VIP");
    server.strip = {...STRIP_OF_SERVER};
    await announceChange();
    expect(STRIP).not.toHaveText(/Gold|VIP/);
});
