// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {KeysHelp, useKeys} from "./keys.esm";
import {useEffect, useSubEnv} from "@odoo/owl";
import {ListController} from "@web/views/list/list_controller";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";
import {useInboxLive} from "./inbox_live.esm";
import {requestReply} from "../conversation/reply_request.esm";

/** The inbox as a list with keyboard shortcuts. */
export class InboxListController extends ListController {
    static template = "social_care.InboxListView";
    static components = {...ListController.components, KeysHelp};

    setup() {
        super.setup();
        this.refocus = false;
        this.live = useInboxLive(this.model, () => this.rememberRow());
        useSubEnv({socialNews: this.live.news});
        useKeys({
            j: () => this.step(1),
            k: () => this.step(-1),
            arrowdown: () => this.stepIn(1),
            r: () => this.reply(),
            i: () => this.act("action_ignore"),
            f: () => this.act("action_forward"),
            t: () => this.act("action_make_ticket"),
            "/": () => this.env.searchModel.trigger("focus-search"),
        });
        useEffect(() => this.restoreRow());
        useEffect(
            (isReady) => {
                if (isReady) {
                    this.stepIn(1);
                }
            },
            () => [this.model.isReady]
        );
    }

    // The current row is the one with the focus
    // -----------------------------------------

    get rows() {
        return [...this.rootRef.el.querySelectorAll(".o_data_row")];
    }

    get rowIndex() {
        return this.rows.findIndex((row) => row.contains(document.activeElement));
    }

    get currentRecord() {
        const id = this.rows[this.rowIndex]?.dataset.id;
        return id && this.model.root.records.find((record) => record.id === id);
    }

    focusRow(index) {
        const {rows} = this;
        const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
        row?.querySelector(".o_data_cell").focus();
        return Boolean(row);
    }

    step(by) {
        const {rowIndex} = this;
        return this.focusRow(rowIndex === -1 ? 0 : rowIndex + by);
    }

    /** Enters the list; inside of it, Odoo handles the arrow keys. */
    stepIn(by) {
        const {activeElement} = document;
        return (!activeElement || activeElement === document.body) && this.step(by);
    }

    rememberRow() {
        const {currentRecord, rowIndex} = this;
        this.refocus = currentRecord && {resId: currentRecord.resId, index: rowIndex};
    }

    /** After a reload: focuses the same mention, or the one in its place. */
    restoreRow() {
        if (!this.refocus || this.rowIndex !== -1) {
            return;
        }
        const {resId, index} = this.refocus;
        const record = this.model.root.records.find((one) => one.resId === resId);
        const same =
            record && this.rows.findIndex(({dataset}) => dataset.id === record.id);
        this.focusRow(same ?? index);
    }

    // Actions
    // -------

    get actedOn() {
        const {selection} = this.model.root;
        const records = selection.length
            ? selection
            : [this.currentRecord].filter(Boolean);
        return records.map(({resId}) => resId);
    }

    act(name) {
        const resIds = this.actedOn;
        if (!resIds.length) {
            return false;
        }
        return this.actionService.doActionButton({
            type: "object",
            name,
            resModel: this.props.resModel,
            resIds,
            context: this.props.context,
            onClose: () => this.live.reload(),
        });
    }

    reply() {
        const record = this.currentRecord;
        if (!record) {
            return false;
        }
        requestReply();
        return this.openRecord(record);
    }
}

export class InboxListRenderer extends ListRenderer {
    static recordRowTemplate = "social_care.InboxRow";

    getRowClass(record) {
        const fresh = this.env.socialNews.ids.includes(record.resId);
        return `${super.getRowClass(record)}${fresh ? " o_social_care_fresh" : ""}`;
    }
}

export const inboxListView = {
    ...listView,
    Controller: InboxListController,
    Renderer: InboxListRenderer,
};

registry.category("views").add("social_care_inbox", inboxListView);
