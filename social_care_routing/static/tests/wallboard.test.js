// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    click,
    expect,
    press,
    queryAllTexts,
    queryFirst,
    queryText,
    test,
} from "@odoo/hoot";
import {Deferred} from "@odoo/hoot-mock";
import {
    announceChange,
    board,
    defineBoardModels,
    load,
    mountBoard,
    agent,
    row,
    server,
} from "./wallboard_test_helpers";
import {contains, mockService, onRpc} from "@web/../tests/web_test_helpers";

defineBoardModels();

const ROWS = ".o_social_care_board_row";
const ROW = `${ROWS}[data-work="7"]`;
const ANNA = ".o_social_care_board_card[data-agent='1']";
const YES = ".modal-footer .btn-primary";
const TOAST = ".o_notification_content";
const NO = ".modal-footer .btn-secondary";

function figure(key) {
    return queryText(`[data-figure=${key}] dd`);
}

async function assignByMenu(name) {
    await click(`${ROW} .o_select_menu_toggler`);
    await animationFrame();
    await contains(`.o_select_menu_item:contains(${name})`).click();
    await animationFrame();
}

// -- what one sees -----------------------------------------------------------------

const ARABIC = "أين طردي؟";
const HEBREW = "דנה לוי";

function getDirection(selector) {
    return getComputedStyle(queryFirst(selector)).direction;
}

test("Arabic and Hebrew words keep their direction on the board", async () => {
    await mountBoard({
        queue: [row(7, {title: `@northwind ${ARABIC}`, who: HEBREW})],
        agents: [agent(1, HEBREW)],
        teams: [{id: 1, name: ARABIC, routed: true}],
    });
    expect(getDirection(`${ROW} .btn-link`)).toBe("rtl");
    expect(getDirection(`${ROW} bdi`)).toBe("rtl");
    expect(getDirection(`${ROW} > div:nth-of-type(2) > span`)).toBe("rtl");
    expect(getDirection(`${ANNA} .fw-bold`)).toBe("rtl");
    expect(getDirection("[data-team='1'] th")).toBe("rtl");
    expect(getDirection(`${ROW} time`)).toBe("ltr");
});

test("waits and names are not turned around on a board from right to left", async () => {
    document.body.dir = "rtl";
    try {
        await mountBoard();
        expect(getDirection(`${ROW} time`)).toBe("ltr");
        expect(getDirection(`${ROW} .btn-link`)).toBe("ltr");
        expect(getDirection(`${ROW} bdi`)).toBe("ltr");
        expect(getDirection(`${ANNA} .fw-bold`)).toBe("ltr");
        expect(getDirection("[data-team='1'] [data-column=oldest] time")).toBe("ltr");
    } finally {
        document.body.removeAttribute("dir");
    }
});

test("the figures add up what waits in all teams and media", async () => {
    await mountBoard();
    const keys = [
        "waiting",
        "oldest",
        "at_risk",
        "overdue",
        "offered",
        "working",
        "to_approve",
        "available",
    ];
    expect(keys.map(figure)).toEqual(["3", "1 h", "1", "2", "1", "1", "1", "1"]);
});

test("each team has its own figures, and its media", async () => {
    await mountBoard();
    expect(queryAllTexts("[data-team='1'] > *")).toEqual([
        "Orders",
        "2",
        "4 min",
        "1",
        "0",
        "0",
        "1",
        "1",
        "1",
        "2",
        "",
    ]);
    expect(queryAllTexts("[data-team='2'] > *").slice(-2)).toEqual(["", "1"]);
});

test("the queue says who waits for how long, and why it is first", async () => {
    await mountBoard({queue: [row(7, {sla: "risk", who: "<b>Paula</b>"}), row(8)]});
    expect(`${ROWS}:first`).toHaveAttribute("data-work", "7");
    expect(`${ROWS}:first`).toHaveText(
        /1\s+Ticket 7\s+HT7 · <b>Paula<\/b>\s+Orders\s+Chat\s+4 min\s*Why\?\s*HT7\s+SLA: \+60 min\s+Waiting\s+At risk/
    );
    expect(`${ROWS} b`).toHaveCount(0);
});

test("what is offered says to whom, and how long they have", async () => {
    const offered = row(7, {
        state: "offered",
        agent: "Anna Novak",
        until: "2026-11-01 12:00:42",
    });
    const anna = agent(1, "Anna Novak", {
        offers: [{id: 7, number: "HT7", title: "T", until: "2026-11-01 12:00:42"}],
    });
    await mountBoard({queue: [offered], agents: [anna]});
    expect(ROW).toHaveText(/Offered to Anna Novak\s+0:42 left/);
    expect(ANNA).toHaveText(/Offered:\s*HT7\s+0:42/);
});

test("what was accepted and not answered says by whom", async () => {
    await mountBoard({queue: [row(7, {unanswered: "Anna Novak"}), row(8)]});
    const badge = ".o_social_care_board_unanswered";
    expect(badge).toHaveCount(1);
    expect(`${ROWS}:first ${badge}`).toHaveText("Not answered by Anna Novak");
});

test("what is further behind is counted", async () => {
    await mountBoard({queue: [row(7)]});
    expect(".o_social_care_board_more").toHaveText("… and 3 more");
});

test("agents stand under their states, with their load against its limit", async () => {
    await mountBoard({
        agents: [
            agent(1, "Anna Novak", {load: {1: {count: 3, limit: 3}}}),
            agent(2, "Ben Carter", {state: "away", reason: "Lunch"}),
            agent(3, "Cem Demir", {state: "offline"}),
        ],
    });
    expect(queryAllTexts(".o_social_care_board_agents_head")).toEqual([
        "Available\n1",
        "Away\n1",
        "Offline\n1\nShow",
    ]);
    expect(`${ANNA} .badge`).toHaveText("3/3");
    expect(`${ANNA} .badge`).toHaveAttribute("aria-label", "Chat: 3 of 3");
    expect(`${ANNA} .badge`).toHaveClass("text-bg-dark");
    expect("[data-agent='2']").toHaveText(/Lunch/);
    expect("[data-agent='3']").toHaveCount(0);
    await contains("button:contains(Show)").click();
    expect("[data-agent='3']").toHaveText(/Cem Demir/);
});

// -- nothing there -----------------------------------------------------------------

test("where no team hands out work, an administrator is shown where to begin", async () => {
    mockService("action", {
        doAction(action) {
            if (typeof action === "string") {
                expect.step(action);
                return;
            }
            return super.doAction(...arguments);
        },
    });
    await mountBoard({routed: false, can_set_up: true, loads: []});
    expect(".o_nocontent_help").toHaveText(/No team uses automatic routing yet/);
    await contains("button:contains(Open teams)").click();
    expect.verifySteps(["helpdesk_mgmt.helpdesk_ticket_team_action"]);
});

test("a supervisor is told who sets that up", async () => {
    await mountBoard({routed: false, loads: []});
    expect(".o_nocontent_help").toHaveText(/An administrator chooses/);
    expect("button:contains(Open teams)").toHaveCount(0);
});

test("where agents take work themselves one sees and gives it all the same", async () => {
    await mountBoard({routed: false});
    expect(".alert-info").toHaveText(/No team uses automatic routing yet/);
    expect(ROWS).toHaveCount(2);
});

test("nothing waits and nobody is there: both are said in words", async () => {
    await mountBoard({loads: [], queue: [], agents: []});
    expect(".o_social_care_board_queue").toHaveText("The queue is empty.");
    expect(".o_social_care_board_agents").toHaveText(/No agents online/);
    expect(figure("oldest")).toBe("–");
});

// -- it is live --------------------------------------------------------------------

test("the clocks go on by themselves", async () => {
    await mountBoard({queue: [row(7, {since: "2026-11-01 11:55:10"})]});
    expect(`${ROW} time`).toHaveText("4 min");
    await advanceTime(20000);
    await animationFrame();
    expect(`${ROW} time`).toHaveText("5 min");
});

test("clocks follow the server, though the screen's own clock is wrong", async () => {
    await mountBoard({now: "2026-11-01 12:30:00"});
    expect(`${ROW} time`).toHaveText("34 min");
});

test("what comes in appears without a reload", async () => {
    await mountBoard();
    server.board = board({queue: [row(9, {title: "Brand new"}), row(7)]});
    await announceChange();
    expect(`${ROWS}:first`).toHaveText(/Brand new/);
});

test("a storm of changes is one question to the server", async () => {
    await mountBoard();
    const before = server.reads.length;
    await announceChange(20);
    expect(server.reads.length - before).toBe(1);
});

test("changes during a reading are read once after it", async () => {
    await mountBoard();
    const answers = [];
    onRpc("social.care.wallboard", "read_board", () => {
        const answer = new Deferred();
        answers.push(answer);
        return answer;
    });
    await announceChange();
    expect(answers).toHaveLength(1);
    await announceChange(5);
    await advanceTime(3000);
    expect(answers).toHaveLength(1);
    answers[0].resolve(structuredClone(server.board));
    await animationFrame();
    await advanceTime(1500);
    expect(answers).toHaveLength(2);
    answers[1].resolve(structuredClone(server.board));
    await advanceTime(5000);
    expect(answers).toHaveLength(2);
});

test("each half minute it is read again: what becomes late tells nobody", async () => {
    await mountBoard();
    expect(server.reads).toHaveLength(1);
    await advanceTime(32000);
    expect(server.reads).toHaveLength(2);
});

test("without a connection it says since when, and goes on by itself", async () => {
    await mountBoard();
    let lost = true;
    onRpc("social.care.wallboard", "read_board", () => {
        if (lost) {
            return new Response("", {status: 502});
        }
    });
    await advanceTime(32000);
    await animationFrame();
    expect(".alert").toHaveText(/No connection since 12:00/);
    expect(ROWS).toHaveCount(2);
    lost = false;
    await advanceTime(32000);
    await animationFrame();
    expect(".alert").toHaveCount(0);
});

// -- no team -----------------------------------------------------------------------

const WITHOUT = {
    loads: [load({team: false, waiting: 2, oldest: "2026-11-01 11:30:00"})],
    queue: [row(7, {team_id: false})],
};

test("what has no team stands in a row of its own, and says what it needs", async () => {
    await mountBoard(WITHOUT);
    expect(queryAllTexts("[data-team='none'] > *").slice(0, 3)).toEqual([
        "No team",
        "2",
        "30 min",
    ]);
    expect("[data-team='none']").not.toHaveClass("o_social_care_board_drop");
    expect(ROW).toHaveText(/No team\s+Chat/);
    expect(`${ROW} .badge`).toHaveText("Needs a team");
});

test("where everything has a team there is no such row", async () => {
    await mountBoard();
    expect("[data-team='none']").toHaveCount(0);
});

test("what has no team is moved to one by drag, or by its menu", async () => {
    await mountBoard(WITHOUT);
    await contains(ROW).dragAndDrop("[data-team='2']");
    await animationFrame();
    expect.verifySteps(["move 7 to 2"]);
    expect(TOAST).toHaveText("HT7 moved to Billing.");
    expect(".o_notification button:contains(Undo)").toHaveCount(0);
    await contains(`${ROW} button:contains(Move to a team)`).click();
    expect(queryAllTexts(".dropdown-item")).toEqual(["Orders", "Billing"]);
    await contains(".dropdown-item:contains(Orders)").click();
    await animationFrame();
    expect.verifySteps(["move 7 to 1"]);
});

test("nothing is moved out of all teams, or into a team that is gone", async () => {
    await mountBoard({
        ...WITHOUT,
        teams: [
            {id: 1, name: "Orders", routed: true},
            {id: 2, name: "Billing (archived)", routed: false, is_archived: true},
        ],
        loads: [load({team: false, waiting: 1}), load({team: 2, waiting: 1})],
        queue: [row(7)],
    });
    for (const team of ["none", "2"]) {
        await contains(ROW).dragAndDrop(`[data-team='${team}']`);
        await animationFrame();
    }
    expect.verifySteps([]);
    await contains(`${ROW} button:contains(another team)`).click();
    expect(queryText(".dropdown-item-text")).toBe("There is no other team.");
});

test("work goes to teams of its company, and to those of all", async () => {
    await mountBoard({
        teams: [
            {id: 1, name: "Orders", company_id: 5},
            {id: 2, name: "Theirs", company_id: 6},
            {id: 3, name: "Everybody's", company_id: false},
        ],
        queue: [row(7, {team_id: 1, company_id: 5})],
    });
    await contains(`${ROW} button:contains(another team)`).click();
    expect(queryAllTexts(".dropdown-item")).toEqual(["Everybody's"]);
});

test("what has no team can be looked at alone", async () => {
    await mountBoard(WITHOUT);
    await contains(".o_social_care_board_filter input").click();
    await contains(".o_select_menu_item:contains(No team)").click();
    await animationFrame();
    expect(server.reads.at(-1)).toEqual([[false], []]);
    expect(queryAllTexts("[data-team] th")).toEqual(["No team"]);
});

// -- filters -----------------------------------------------------------------------

test("a medium is chosen and left with one click each", async () => {
    await mountBoard();
    await contains(".o_social_care_board_media button:contains(Mail)").click();
    expect(server.reads.at(-1)).toEqual([[], [2]]);
    expect(".o_social_care_board_media button:contains(Mail)").toHaveAttribute(
        "aria-pressed",
        "true"
    );
    await contains(".o_social_care_board_media button:contains(Mail)").click();
    expect(server.reads.at(-1)).toEqual([[], []]);
});

test("of the chosen teams alone there are figures", async () => {
    await mountBoard();
    await contains(".o_social_care_board_filter input").click();
    await contains(".o_select_menu_item:contains(Billing)").click();
    await animationFrame();
    expect(server.reads.at(-1)).toEqual([[2], []]);
    expect("[data-team]").toHaveCount(1);
    expect("[data-team='2']").toHaveCount(1);
});

// -- the hand that steps in --------------------------------------------------------

test("a row dragged onto a agent is given to them", async () => {
    await mountBoard();
    await contains(ROW).dragAndDrop(ANNA);
    await animationFrame();
    expect.verifySteps(["assign 7 to 1"]);
    expect(TOAST).toHaveText("HT7 assigned to Anna Novak.");
});

test("a row dragged onto a team waits for that team", async () => {
    await mountBoard();
    await contains(ROW).dragAndDrop("[data-team='2']");
    await animationFrame();
    expect.verifySteps(["move 7 to 2"]);
    expect(TOAST).toHaveText("HT7 moved to Billing.");
    await contains(".o_notification button:contains(Undo)").click();
    await animationFrame();
    expect.verifySteps(["move 7 to 1"]);
    expect(TOAST).toHaveText("HT7 moved to Orders.");
});

test("a row tells why it is where it is, by all its terms and by its story", async () => {
    await mountBoard();
    expect(`${ROW} [title="Waiting time 4 min · SLA +60 min"]`).toHaveText(
        "SLA: +60 min"
    );
    await contains(`${ROW} button:contains(Why)`).click();
    await animationFrame();
    expect(".modal .modal-title").toHaveText("Why? HT7");
});

test("work that no agent qualifies for stands out", async () => {
    await mountBoard({queue: [row(7, {no_qualified_agent: true}), row(8)]});
    expect(ROW).toHaveText(/No qualified agent/);
    expect(`${ROWS}:contains(No qualified agent)`).toHaveCount(1);
});

test("an agent is found in the menu, too, with what they have", async () => {
    await mountBoard({
        agents: [
            agent(1, "Anna Novak"),
            agent(2, "Ben Carter", {absence: "Not on shift"}),
            agent(3, "Cem Demir", {team_ids: [2]}),
        ],
    });
    await click(`${ROW} .o_select_menu_toggler`);
    await animationFrame();
    expect(queryAllTexts(".o_select_menu_item")).toEqual([
        "Anna Novak\n1 open",
        "Ben Carter\n1 open · Not on shift",
    ]);
    await contains(".o_select_menu_item:contains(Ben)").click();
    await animationFrame();
    expect.verifySteps(["assign 7 to 2"]);
});

test("the keyboard alone gives work to somebody", async () => {
    await mountBoard();
    await contains(`${ROW} .o_select_menu_toggler`).focus();
    await press("Enter");
    await animationFrame();
    await press("Enter");
    await animationFrame();
    expect.verifySteps(["assign 7 to 1"]);
});

test("who is full or lacks a skill gets it only after a question", async () => {
    await mountBoard();
    server.objections = ["Insufficient skills: Polish"];
    await assignByMenu("Anna");
    expect(".modal").toHaveText(
        /Assign to Anna Novak anyway\?\s+Insufficient skills: Polish/
    );
    await contains(NO).click();
    expect.verifySteps([]);
    await assignByMenu("Anna");
    await contains(YES).click();
    await animationFrame();
    expect.verifySteps(["assign 7 to 1"]);
});

test("a row is pushed to the front, and moved by its menu", async () => {
    await mountBoard();
    await contains(`${ROW} button:contains(to front)`).click();
    await animationFrame();
    expect(TOAST).toHaveText("HT7 pushed to front.");
    await contains(`${ROW} button:contains(another team)`).click();
    expect(queryAllTexts(".dropdown-item")).toEqual(["Billing"]);
    await contains(".dropdown-item:contains(Billing)").click();
    await animationFrame();
    expect.verifySteps(["push 7", "move 7 to 2"]);
});

test("what the server refuses is said in its words, and the board is read anew", async () => {
    expect.errors(1);
    await mountBoard();
    server.refusal = "This ticket is closed: it waits for nobody.";
    const before = server.reads.length;
    await contains(`${ROW} button:contains(to front)`).click();
    await animationFrame();
    expect.verifySteps(["push 7"]);
    expect.verifyErrors([/RPC_ERROR/]);
    expect(".modal-body").toHaveText(/This ticket is closed/);
    expect(server.reads.length).toBe(before + 1);
});
