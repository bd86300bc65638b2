// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    animationFrame,
    click,
    edit,
    expect,
    press,
    queryAllTexts,
    test,
} from "@odoo/hoot";
import {
    contains,
    defineModels,
    getService,
    models,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import {computeGrid, filterRows} from "@social_care_routing/grid/grid_data.esm";
import {Agent, Approvals, WaitingList} from "./wallboard_test_helpers";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

const server = {};

function grid(values = {}) {
    return {
        can_edit: true,
        teams: [
            {id: 1, name: "Orders", routed: true, agents: [1, 2]},
            {id: 2, name: "Billing", routed: true, agents: [2, 3]},
        ],
        types: [
            {
                id: 1,
                name: "Languages",
                levels: [
                    {id: 10, name: "Basic", progress: 20},
                    {id: 11, name: "Fluent", progress: 80},
                ],
                skills: [
                    {id: 1, name: "Polish", asked_by: ["Language: Polish"]},
                    {id: 2, name: "French", asked_by: ["Language: French"]},
                    {id: 3, name: "Latin", asked_by: []},
                ],
            },
            {
                id: 2,
                name: "Topics",
                levels: [{id: 20, name: "Knows", progress: 100}],
                skills: [{id: 4, name: "Refunds", asked_by: []}],
            },
        ],
        agents: [
            {id: 1, name: "Anna", skills: {1: 80, 4: 100}},
            {id: 2, name: "Ben", skills: {1: 20}},
            {id: 3, name: "Cem", skills: {}},
        ],
        cells: [
            {
                team_id: 1,
                skill_id: 1,
                kind: "required",
                level_id: 11,
                when: "always",
            },
            {
                team_id: 2,
                skill_id: 1,
                kind: "ignored",
                level_id: false,
                when: "asked",
            },
        ],
        ...values,
    };
}

class Need extends models.Model {
    _name = "social.care.skill.requirement";

    get_grid() {
        return server.grid;
    }
    set_cell(teamId, skillId, vals) {
        expect.step(`${teamId} ${skillId} ${JSON.stringify(vals)}`);
        const others = server.grid.cells.filter(
            (cell) => cell.team_id !== teamId || cell.skill_id !== skillId
        );
        const own = vals ? [{team_id: teamId, skill_id: skillId, ...vals}] : [];
        server.grid = {...server.grid, cells: [...others, ...own]};
        return server.grid;
    }
}

defineMailModels();
defineModels([Agent, Approvals, Need, WaitingList]);

async function mountGrid(values) {
    server.grid = grid(values);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "social_care_routing.skill_grid",
        name: "Skill requirements",
    });
    await animationFrame();
}

function at(row, column) {
    return `[data-row="${row}"][data-column="${column}"]`;
}

const EDITOR = ".o_social_care_cell_editor";
const DETAILS = ".o_social_care_grid_details";

// -- what is worked out ------------------------------------------------------------

test("agents count who know a skill at the level that the team wants", () => {
    const [polish] = computeGrid(grid()).rows;
    const [orders, billing] = polish.cells;
    expect(orders.agents.map(({name}) => name)).toEqual(["Anna", "Ben"]);
    expect(orders.enough.map(({name}) => name)).toEqual(["Anna"]);
    expect(billing.isRequested).toBe(false);
});

test("what is asked for and of which a team says nothing is required", () => {
    const [, french, latin] = computeGrid(grid()).rows;
    expect(french.cells[0].need).toMatchObject({kind: "required", isUnset: true});
    expect(latin.cells[0].need).toBe(false);
});

test("without a skill are those of the teams that want it, each once", () => {
    const [polish, french, latin] = computeGrid(grid()).rows;
    expect(polish.without).toEqual([]);
    expect(french.without.map(({name}) => name)).toEqual(["Anna", "Ben", "Cem"]);
    expect(latin.without).toEqual([]);
});

test("missing is what is asked for and nobody has, not what nobody asks for", () => {
    const known = computeGrid(grid());
    expect(known.missing.map(({name}) => name)).toEqual(["French"]);
    expect(known.unskilled.map(({name}) => name)).toEqual(["Cem"]);
});

test("what is asked for comes first, of skills and of their types", () => {
    const {types} = grid();
    const [languages, topics] = types;
    const [polish, french, latin] = languages.skills;
    const {rows} = computeGrid(
        grid({types: [topics, {...languages, skills: [latin, french, polish]}]})
    );
    expect(rows.map(({name}) => name)).toEqual([
        "French",
        "Polish",
        "Latin",
        "Refunds",
    ]);
});

test("skills are found by use, type and name", () => {
    const {rows} = computeGrid(grid());
    const names = (looked) => filterRows(rows, looked).map(({name}) => name);
    const all = {shown: "all", typeId: false, words: ""};
    expect(names(all)).toEqual(["Polish", "French", "Latin", "Refunds"]);
    expect(names({...all, shown: "used"})).toEqual(["Polish", "French"]);
    expect(names({...all, shown: "missing"})).toEqual(["French"]);
    expect(names({...all, typeId: 2})).toEqual(["Refunds"]);
    expect(names({...all, words: " LAT"})).toEqual(["Latin"]);
    expect(names({...all, words: "frénch"})).toEqual(["French"]);
});

// -- the screen --------------------------------------------------------------------

test("a cell says how much, at which level, when, and how many agents", async () => {
    await mountGrid();
    expect(at(0, 0)).toHaveText(/Required\s+at least Fluent · always\s+1 agent/);
    expect(at(0, 1)).toHaveText("Not required here");
    expect(at(1, 0)).toHaveText(/Required\s+any level\s+nobody has it/);
    expect(`${at(1, 0)} .o_social_care_nobody`).toHaveText("nobody has it");
    expect(at(1, 2)).toHaveText("3");
    expect("th:contains(Polish)").toHaveText(/Language: Polish/);
});

test("a team that takes work itself is not warned", async () => {
    const [orders, billing] = grid().teams;
    await mountGrid({teams: [{...orders, agents: [1], routed: false}, billing]});
    expect("thead th:contains(Orders)").toHaveText(/Orders\s+1 agent\s+manual routing/);
    expect("thead th:contains(Billing)").toHaveText(/Billing\s+2 agents$/);
    expect(at(1, 0)).toHaveText(/nobody has it/);
    expect(`${at(1, 0)} .o_social_care_nobody`).toHaveCount(0);
    expect(`${at(1, 1)} .o_social_care_nobody`).toHaveCount(1);
});

test("what nothing asks for is shown to who wants all, or where nothing is", async () => {
    await mountGrid();
    expect("tbody th:contains(Latin)").toHaveCount(0);
    await contains("select[aria-label='Filter skills']").select("all");
    expect("tbody th:contains(Latin)").toHaveCount(1);
});

test("where nothing is asked for yet all skills are there", async () => {
    const [languages] = grid().types;
    const skills = [{id: 3, name: "Latin", asked_by: []}];
    await mountGrid({types: [{...languages, skills}], cells: []});
    expect("tbody th:contains(Latin)").toHaveCount(1);
});

test("skills that nobody has and agents without a skill stand on top", async () => {
    await mountGrid();
    expect("[aria-label='Skills that nobody has'] button").toHaveText("French");
    expect(".o_social_care_grid_missing:last").toHaveText("Without skills: Cem");
    await click("[aria-label='Skills that nobody has'] button");
    await animationFrame();
    await animationFrame();
    expect(at(1, 0)).toBeFocused();
});

test("of many skills that nobody has the first are named, the others are found", async () => {
    const skills = [...Array(11).keys()].map((number) => ({
        id: 50 + number,
        name: `Skill ${number}`,
        asked_by: ["Language: Polish"],
    }));
    const [languages] = grid().types;
    const teams = [{id: 1, name: "Orders", routed: true, agents: []}];
    await mountGrid({teams, types: [{...languages, skills}], agents: [], cells: []});
    const missing = "[aria-label='Skills that nobody has'] button";
    expect(missing).toHaveCount(9);
    await contains(`${missing}:contains(and 3 more)`).click();
    expect("select[aria-label='Filter skills']").toHaveValue("missing");
    expect(at(10, 0)).toHaveText(/nobody has it/);
});

test("arrow keys walk from cell to cell, and say who has the skill", async () => {
    await mountGrid();
    await contains(at(0, 0)).focus();
    expect(DETAILS).toHaveText(
        /Polish · Orders\s+Has it: Anna \(Fluent\) and Ben \(Basic\)\s+Without it: nobody/
    );
    await press("ArrowDown");
    await press("ArrowRight");
    await animationFrame();
    expect(at(1, 1)).toBeFocused();
    expect("[role=gridcell][tabindex='0']").toHaveCount(1);
    expect(DETAILS).toHaveText(/French · Billing.*Has it: nobody/s);
    await press("ArrowRight");
    await press("ArrowRight");
    await animationFrame();
    expect(at(1, 2)).toBeFocused();
});

test("Enter opens a cell, and one is back on it when it is saved", async () => {
    await mountGrid();
    await contains(at(1, 1)).focus();
    await press("Enter");
    await animationFrame();
    expect(`${EDITOR} input:checked`).toBeFocused();
    await contains(`${EDITOR} input[value=preferred]`).check();
    await contains(`${EDITOR} select[name=level]`).select("11");
    await click(`${EDITOR} button[type=submit]`);
    await animationFrame();
    await animationFrame();
    expect.verifySteps(['2 2 {"kind":"preferred","level_id":11,"when":"asked"}']);
    expect(at(1, 1)).toHaveText(/Preferred\s+at least Fluent/);
    expect(at(1, 1)).toBeFocused();
});

test("what is not asked for has no level", async () => {
    await mountGrid();
    await click(at(0, 0));
    await animationFrame();
    await click(`${EDITOR} input[value=ignored]`);
    await animationFrame();
    expect(`${EDITOR} select`).toHaveCount(0);
    await click(`${EDITOR} button[type=submit]`);
    await animationFrame();
    expect.verifySteps(['1 1 {"kind":"ignored","level_id":false,"when":"asked"}']);
});

test("a team can take back what it said", async () => {
    await mountGrid();
    await click(at(0, 1));
    await animationFrame();
    await click("button:contains(Clear)");
    await animationFrame();
    expect.verifySteps(["2 1 false"]);
    expect(at(0, 1)).toHaveText(/Required\s+any level\s+1 agent/);
});

test("a supervisor looks and changes nothing", async () => {
    await mountGrid({can_edit: false});
    await click(at(0, 0));
    await animationFrame();
    expect(EDITOR).toHaveCount(0);
    expect("[role=grid]").toHaveAttribute("aria-readonly", "true");
    expect(".o_social_care_grid_tools").toHaveText(/Only administrators can edit this/);
});

test("skills are searched by name and chosen by type", async () => {
    await mountGrid();
    await contains("input[type=search]").click();
    await edit("fren");
    await animationFrame();
    expect(queryAllTexts("tbody tr:not(.o_social_care_grid_type) th")).toEqual([
        "French\nLanguage: French",
    ]);
    await edit("xyz");
    await animationFrame();
    expect(".o_social_care_grid_scroll").toHaveText(/No skills found/);
    await contains("button:contains(Show all skills)").click();
    await contains("select[aria-label='Skill type']").select("2");
    expect(queryAllTexts(".o_social_care_grid_type")).toEqual(["Topics"]);
});

test("without teams or skills it says what to do first", async () => {
    await mountGrid({teams: []});
    expect(".o_nocontent_help").toHaveText(/No teams yet/);
});
