// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {getKinds} from "./kinds.esm";

/** Edits how much a team requires a skill. */
export class CellEditor extends Component {
    static template = "social_care_routing.CellEditor";
    static props = {
        row: Object,
        cell: Object,
        save: Function,
        close: Function,
    };

    setup() {
        const {kind, level_id: levelId, when} = this.props.cell.need || {};
        this.state = useState({
            kind: kind || "required",
            levelId: levelId || false,
            when: when || "asked",
        });
        this.root = useRef("root");
        onMounted(() => this.root.el.querySelector("input:checked").focus());
    }

    get kinds() {
        return Object.entries(getKinds()).map(([value, look]) => ({value, ...look}));
    }

    get isRequested() {
        return this.state.kind !== "ignored";
    }

    setLevel(ev) {
        this.state.levelId = Number(ev.target.value) || false;
    }

    save() {
        const {kind, levelId, when} = this.state;
        this.props.save({
            kind,
            level_id: this.isRequested && levelId,
            when: this.isRequested ? when : "asked",
        });
        this.props.close();
    }

    clear() {
        this.props.save(false);
        this.props.close();
    }
}
