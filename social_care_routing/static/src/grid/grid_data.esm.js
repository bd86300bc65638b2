// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {normalize} from "@web/core/l10n/utils";

/** Computes what the grid shows from the server's data; nothing here draws. */

const WANTED = new Set(["required", "preferred"]);
/** A requested skill is required where the team has set nothing. */
const UNSET = {kind: "required", level_id: false, when: "asked", isUnset: true};

/**
 * Computes rows and gaps.
 *
 * @param {object} grid response of the server
 * @returns {{teams: object[], rows: object[], missing: object[], unskilled: object[]}}
 *     rows: a skill with one cell per team; missing: rows in use whose skill nobody has;
 *     unskilled: agents without any skill
 */
export function computeGrid(grid) {
    const members = new Map(grid.agents.map((agent) => [agent.id, agent]));
    const teams = grid.teams.map((team) => ({
        ...team,
        agents: team.agents.map((id) => members.get(id)),
    }));
    const said = new Map(
        grid.cells.map((cell) => [`${cell.team_id}-${cell.skill_id}`, cell])
    );
    const byType = grid.types.map((type) =>
        type.skills
            .map((skill) => makeRow(skill, type, teams, said, grid.agents))
            .toSorted(compareUse)
    );
    const rows = byType
        .filter((own) => own.length)
        .toSorted(([a], [b]) => compareUse(a, b))
        .flat();
    return {
        teams,
        rows,
        missing: rows.filter((row) => row.isInUse && !row.agents.length),
        unskilled: grid.agents.filter((agent) => !Object.keys(agent.skills).length),
    };
}

function compareUse(a, b) {
    return b.isInUse - a.isInUse;
}

function makeRow(skill, type, teams, said, everybody) {
    const knowing = everybody
        .filter((agent) => skill.id in agent.skills)
        .map((agent) => ({...agent, level: getLevel(agent, skill, type)}));
    const cells = teams.map((team) => makeCell(skill, type, team, said, knowing));
    return {
        ...skill,
        type,
        cells,
        agents: knowing,
        without: findWithout(cells, knowing),
        isInUse: skill.asked_by.length > 0 || cells.some((cell) => cell.isSet),
    };
}

function getLevel(agent, skill, type) {
    const progress = agent.skills[skill.id];
    return type.levels.find((level) => level.progress === progress)?.name || "";
}

function makeCell(skill, type, team, said, knowing) {
    const own = said.get(`${team.id}-${skill.id}`);
    const need = own || (skill.asked_by.length ? UNSET : false);
    const level = need && type.levels.find(({id}) => id === need.level_id);
    const ids = new Set(team.agents.map(({id}) => id));
    const agents = knowing.filter(({id}) => ids.has(id));
    const enough = agents.filter(
        (agent) => agent.skills[skill.id] >= (level?.progress || 0)
    );
    return {
        team,
        need,
        level,
        agents,
        enough,
        isSet: Boolean(own),
        isRequested: Boolean(need) && WANTED.has(need.kind),
    };
}

/** The members of teams that request a skill, who do not have it. */
function findWithout(cells, knowing) {
    const ids = new Set(knowing.map(({id}) => id));
    const wanting = cells.filter((cell) => cell.isRequested);
    const agents = wanting.flatMap((cell) => cell.team.agents);
    return [...new Set(agents)].filter(({id}) => !ids.has(id));
}

const FILTERS = {
    used: (row) => row.isInUse,
    missing: (row) => row.isInUse && !row.agents.length,
    all: () => true,
};

/** Filters rows by the selection, the skill type and the words of a name. */
export function filterRows(rows, {shown, typeId, words}) {
    const wanted = normalize(words.trim());
    return rows.filter(
        (row) =>
            FILTERS[shown](row) &&
            (!typeId || row.type.id === typeId) &&
            normalize(row.name).includes(wanted)
    );
}
