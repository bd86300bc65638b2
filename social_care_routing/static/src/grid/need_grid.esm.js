// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {choose, workOut} from "./grid_data.esm";
import {CellEditor} from "./cell_editor.esm";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {formatList} from "@web/core/l10n/utils";
import {groupBy} from "@web/core/utils/arrays";
import {kinds} from "./kinds.esm";
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
// So many are named; the others are counted.
const NAMED = 8;
const EDIT = new Set(["Enter", " ", "F2"]);

function inWords(names) {
    return names.length ? formatList(names) : _t("nobody");
}

/** Which team wants which skill, and who has it. */
export class NeedGrid extends Component {
    static template = "social_care_routing.NeedGrid";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.table = useRef("table");
        this.editor = usePopover(CellEditor, {
            position: "bottom-start",
            popoverClass: "o_social_care_cell_popover",
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
            this.show(await this.call("grid"));
            this.state.shown = this.isAnyInUse ? "used" : "all";
        });
    }

    get isAnyInUse() {
        return this.known.rows.some(({isInUse}) => isInUse);
    }

    call(method, ...args) {
        return this.orm.call("social.care.need", method, args);
    }

    show(grid) {
        this.state.grid = grid;
        this.known = workOut(grid);
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

    /** The chosen skills under their types, each with its place among all rows. */
    get groups() {
        const rows = this.rows.map((row, index) => ({...row, index}));
        const byType = groupBy(rows, (row) => row.type.id);
        const types = new Set(rows.map(({type}) => type));
        return [...types].map(({id, name}) => ({id, name, rows: byType[id]}));
    }

    get rows() {
        return choose(this.known.rows, this.state);
    }

    get shownChoices() {
        return [
            {value: "used", label: _t("Asked for")},
            {value: "missing", label: _t("Asked for, and nobody has it")},
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

    get unskilledWords() {
        const names = this.known.unskilled.map(({name}) => name);
        const rest = names.slice(NAMED).length;
        const named = names.slice(0, NAMED);
        return rest ? [...named, _t("%s more", rest)].join(", ") : named.join(", ");
    }

    // -- one cell --------------------------------------------------------------

    lookOf(cell) {
        return kinds()[cell.need.kind];
    }

    levelWords({level, need}) {
        const words = level ? _t("at least %s", level.name) : _t("any level");
        return need.when === "always" ? `${words} · ${_t("always")}` : words;
    }

    countWords({enough}) {
        return enough.length ? this.peopleWords(enough) : _t("nobody has it");
    }

    peopleWords({length}) {
        return length === 1 ? _t("1 person") : _t("%s people", length);
    }

    /** What nobody has keeps work waiting where it is given out. */
    countTone({enough, team}) {
        return enough.length || !team.routed ? "text-muted" : "o_social_care_nobody";
    }

    isCurrent(row, column) {
        const {current} = this.state;
        return current.row === row && current.column === column;
    }

    // -- what one looks at -----------------------------------------------------

    get current() {
        const {row: index, column} = this.state.current;
        const row = this.rows[index];
        return row && {row, cell: row.cells[column]};
    }

    /** Who has the skill that one looks at, in the team that one looks at. */
    get details() {
        const {row, cell} = this.current;
        const people = cell ? cell.people : row.people;
        return {
            title: cell ? `${row.name} · ${cell.team.name}` : row.name,
            unsaid:
                cell?.need.isUnsaid &&
                _t("Nothing is set: who asks for it gets people of any level."),
            having: _t(
                "Has it: %s",
                inWords(people.map(({name, level}) => `${name} (${level})`))
            ),
            without: _t("Without it: %s", inWords(this.withoutOf(row, cell))),
        };
    }

    withoutOf(row, cell) {
        const has = new Set(row.people.map(({id}) => id));
        const people = cell
            ? cell.team.people.filter(({id}) => !has.has(id))
            : row.without;
        return people.map(({name}) => name);
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

    lookAt(row, column) {
        this.state.current = {row, column};
    }

    cellElement({row, column}) {
        const place = `[data-row="${row}"][data-column="${column}"]`;
        return this.table.el?.querySelector(place);
    }

    focusCurrent() {
        this.cellElement(this.state.current)?.focus();
    }

    /** From a skill that is missing to its row, whatever was filtered. */
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
            this.editor.open(this.cellElement(place), {
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

registry.category("actions").add("social_care_routing.need_grid", NeedGrid);
