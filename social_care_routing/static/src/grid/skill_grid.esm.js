// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {computeGrid, filterRows} from "./grid_data.esm";
import {CellEditor} from "./cell_editor.esm";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {formatList} from "@web/core/l10n/utils";
import {groupBy} from "@web/core/utils/arrays";
import {getKinds} from "./kinds.esm";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {usePopover} from "@web/core/popover/popover_hook";
import {useService} from "@web/core/utils/hooks";

const STEPS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
};
// The number of names listed; the rest is counted.
const NAMED = 8;
const EDIT = new Set(["Enter", " ", "F2"]);

function formatNames(names) {
    return names.length ? formatList(names) : _t("nobody");
}

/** Skills by team: which team requires which skill, and who has it. */
export class SkillGrid extends Component {
    static template = "social_care_routing.SkillGrid";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.table = useRef("table");
        this.editor = usePopover(CellEditor, {
            position: "bottom-start",
            onClose: () => this.focusCurrent(),
        });
        this.state = useState({
            grid: null,
            shown: "used",
            typeId: false,
            words: "",
            current: {row: 0, column: 0},
        });
        onWillStart(async () => {
            this.show(await this.call("get_grid"));
            this.state.shown = this.isAnyInUse ? "used" : "all";
        });
    }

    get isAnyInUse() {
        return this.known.rows.some(({isInUse}) => isInUse);
    }

    call(method, ...args) {
        return this.orm.call("social.care.skill.requirement", method, args);
    }

    show(grid) {
        this.state.grid = grid;
        this.known = computeGrid(grid);
    }

    get display() {
        return {controlPanel: {}};
    }

    get canEdit() {
        return this.state.grid.can_edit;
    }

    get teams() {
        return this.known.teams;
    }

    /** The filtered skills by type, each with its index among all rows. */
    get groups() {
        const rows = this.rows.map((row, index) => ({...row, index}));
        const byType = groupBy(rows, (row) => row.type.id);
        const types = new Set(rows.map(({type}) => type));
        return [...types].map(({id, name}) => ({id, name, rows: byType[id]}));
    }

    get rows() {
        return filterRows(this.known.rows, this.state);
    }

    get shownChoices() {
        return [
            {value: "used", label: _t("Required")},
            {value: "missing", label: _t("Required, and nobody has it")},
            {value: "all", label: _t("All skills")},
        ];
    }

    get firstMissing() {
        return this.known.missing.slice(0, NAMED);
    }

    get moreMissing() {
        const count = this.known.missing.length - NAMED;
        return count > 0 ? _t("and %s more", count) : "";
    }

    get unskilledLabel() {
        const names = this.known.unskilled.map(({name}) => name);
        const rest = names.slice(NAMED).length;
        const named = names.slice(0, NAMED);
        return rest ? [...named, _t("%s more", rest)].join(", ") : named.join(", ");
    }

    // -- one cell --------------------------------------------------------------

    getLook(cell) {
        return getKinds()[cell.need.kind];
    }

    formatLevel({level, need}) {
        const words = level ? _t("at least %s", level.name) : _t("any level");
        return need.when === "always" ? `${words} · ${_t("always")}` : words;
    }

    formatCount({enough}) {
        return enough.length ? this.formatAgents(enough) : _t("nobody has it");
    }

    formatAgents({length}) {
        return length === 1 ? _t("1 agent") : _t("%s agents", length);
    }

    /** A skill that nobody has keeps work waiting in routed teams. */
    getCountTone({enough, team}) {
        return enough.length || !team.routed ? "text-muted" : "o_social_care_nobody";
    }

    isCurrent(row, column) {
        const {current} = this.state;
        return current.row === row && current.column === column;
    }

    // -- current cell ----------------------------------------------------------

    get current() {
        const {row: index, column} = this.state.current;
        const row = this.rows[index];
        return row && {row, cell: row.cells[column]};
    }

    /** Who has the current skill, in the current team. */
    get details() {
        const {row, cell} = this.current;
        const agents = cell ? cell.agents : row.agents;
        return {
            title: cell ? `${row.name} · ${cell.team.name}` : row.name,
            unset:
                cell?.need.isUnset &&
                _t("Not set: where this skill is required, any level will do."),
            having: _t(
                "Has it: %s",
                formatNames(agents.map(({name, level}) => `${name} (${level})`))
            ),
            without: _t("Without it: %s", formatNames(this.findWithout(row, cell))),
        };
    }

    findWithout(row, cell) {
        const has = new Set(row.agents.map(({id}) => id));
        const agents = cell
            ? cell.team.agents.filter(({id}) => !has.has(id))
            : row.without;
        return agents.map(({name}) => name);
    }

    // -- the keyboard ----------------------------------------------------------

    onKeydown(ev) {
        if (ev.key in STEPS) {
            ev.preventDefault();
            this.step(STEPS[ev.key]);
        } else if (EDIT.has(ev.key) && ev.target.dataset.column) {
            ev.preventDefault();
            this.edit();
        }
    }

    step([down, right]) {
        const {row, column} = this.state.current;
        const clamp = (value, most) => Math.min(Math.max(value, 0), most);
        this.state.current = {
            row: clamp(row + down, this.rows.length - 1),
            column: clamp(column + right, this.teams.length),
        };
        this.focusCurrent();
    }

    setCurrent(row, column) {
        this.state.current = {row, column};
    }

    findElement({row, column}) {
        const place = `[data-row="${row}"][data-column="${column}"]`;
        return this.table.el?.querySelector(place);
    }

    focusCurrent() {
        this.findElement(this.state.current)?.focus();
    }

    /** Shows the row of a missing skill, whatever is filtered. */
    async goTo(row) {
        Object.assign(this.state, {shown: "used", typeId: false, words: ""});
        const index = this.rows.findIndex(({id}) => id === row.id);
        this.state.current = {row: index, column: 0};
        await new Promise((resolve) => requestAnimationFrame(resolve));
        this.focusCurrent();
    }

    filter(values) {
        Object.assign(this.state, values, {current: {row: 0, column: 0}});
    }

    setType(ev) {
        this.filter({typeId: Number(ev.target.value)});
    }

    showMissing() {
        this.filter({shown: "missing", typeId: false, words: ""});
    }

    showAll() {
        this.filter({shown: "all", typeId: false, words: ""});
    }

    // -- changing --------------------------------------------------------------

    edit(place = this.state.current) {
        this.state.current = place;
        const {row, cell} = this.current;
        if (this.canEdit && cell) {
            this.editor.open(this.findElement(place), {
                row,
                cell,
                save: (vals) => this.save(cell.team.id, row.id, vals),
            });
        }
    }

    async save(teamId, skillId, vals) {
        this.show(await this.call("set_cell", teamId, skillId, vals));
        const row = this.rows.findIndex(({id}) => id === skillId);
        this.state.current = {...this.state.current, row: Math.max(row, 0)};
        await new Promise((resolve) => requestAnimationFrame(resolve));
        this.focusCurrent();
    }

    openRules() {
        return this.action.doAction(
            "social_care_routing.social_care_skill_rule_action"
        );
    }
}

registry.category("actions").add("social_care_routing.skill_grid", SkillGrid);
