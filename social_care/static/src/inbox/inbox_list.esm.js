// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {KeysHelp, useKeys} from "./keys.esm";
import {ListController} from "@web/views/list/list_controller";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";
import {useInboxLive} from "./inbox_live.esm";
import {useListRows} from "../desk/list_rows.esm";
import {useSubEnv} from "@odoo/owl";
import {requestReply} from "../conversation/reply_request.esm";

/** The inbox as a list with keyboard shortcuts. */
export class InboxListController extends ListController {
    static template = "social_care.InboxListView";
    static components = {...ListController.components, KeysHelp};

    setup() {
        super.setup();
        this.rows = useListRows(this.rootRef, this.model);
        this.live = useInboxLive(this.model);
        useSubEnv({socialNews: this.live.news});
        useKeys({
            j: () => this.rows.step(1),
            k: () => this.rows.step(-1),
            arrowdown: () => this.rows.stepIn(1),
            r: () => this.reply(),
            i: () => this.act("action_ignore"),
            f: () => this.act("action_forward"),
            t: () => this.act("action_make_ticket"),
            "/": () => this.env.searchModel.trigger("focus-search"),
        });
    }

    // Actions
    // -------

    get actedOn() {
        const {selection} = this.model.root;
        const records = selection.length
            ? selection
            : [this.rows.current].filter(Boolean);
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
        const record = this.rows.current;
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
