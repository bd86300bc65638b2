// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {normalize} from "@web/core/l10n/utils";

/** What the grid shows, worked out of what the server knows. No screen in here. */

const WANTED = new Set(["required", "preferred"]);
/** What is asked for and of which a team has said nothing is required. */
const UNSAID = {kind: "required", level_id: false, when: "asked", isUnsaid: true};

/**
 * @param {object} grid the answer of the server
 * @returns {object} `rows`, each a skill with one cell for each team, and what is missing
 */
export function workOut(grid) {
    const members = new Map(grid.people.map((person) => [person.id, person]));
    const teams = grid.teams.map((team) => ({
        ...team,
        people: team.people.map((id) => members.get(id)),
    }));
    const said = new Map(
        grid.cells.map((cell) => [`${cell.team_id}-${cell.skill_id}`, cell])
    );
    const byType = grid.types.map((type) =>
        type.skills
            .map((skill) => rowOf(skill, type, teams, said, grid.people))
            .toSorted(inUseFirst)
    );
    const rows = byType
        .filter((own) => own.length)
        .toSorted(([a], [b]) => inUseFirst(a, b))
        .flat();
    return {
        teams,
        rows,
        missing: rows.filter((row) => row.isInUse && !row.people.length),
        unskilled: grid.people.filter((person) => !Object.keys(person.skills).length),
    };
}

function inUseFirst(a, b) {
    return b.isInUse - a.isInUse;
}

function rowOf(skill, type, teams, said, everybody) {
    const knowing = everybody
        .filter((person) => skill.id in person.skills)
        .map((person) => ({...person, level: levelOf(person, skill, type)}));
    const cells = teams.map((team) => cellOf(skill, type, team, said, knowing));
    return {
        ...skill,
        type,
        cells,
        people: knowing,
        without: without(cells, knowing),
        isInUse: skill.asked_by.length > 0 || cells.some((cell) => cell.isSaid),
    };
}

function levelOf(person, skill, type) {
    const progress = person.skills[skill.id];
    return type.levels.find((level) => level.progress === progress)?.name || "";
}

function cellOf(skill, type, team, said, knowing) {
    const own = said.get(`${team.id}-${skill.id}`);
    const need = own || (skill.asked_by.length ? UNSAID : false);
    const level = need && type.levels.find(({id}) => id === need.level_id);
    const ids = new Set(team.people.map(({id}) => id));
    const people = knowing.filter(({id}) => ids.has(id));
    const enough = people.filter(
        (person) => person.skills[skill.id] >= (level?.progress || 0)
    );
    return {
        team,
        need,
        level,
        people,
        enough,
        isSaid: Boolean(own),
        isWanted: Boolean(need) && WANTED.has(need.kind),
    };
}

/** People of the teams that want a skill, who do not have it. */
function without(cells, knowing) {
    const ids = new Set(knowing.map(({id}) => id));
    const wanting = cells.filter((cell) => cell.isWanted);
    const people = wanting.flatMap((cell) => cell.team.people);
    return [...new Set(people)].filter(({id}) => !ids.has(id));
}

const FILTERS = {
    used: (row) => row.isInUse,
    missing: (row) => row.isInUse && !row.people.length,
    all: () => true,
};

/** The rows that one looks for. */
export function choose(rows, {shown, typeId, words}) {
    const wanted = normalize(words.trim());
    return rows.filter(
        (row) =>
            FILTERS[shown](row) &&
            (!typeId || row.type.id === typeId) &&
            normalize(row.name).includes(wanted)
    );
}
