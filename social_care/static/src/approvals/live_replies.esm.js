// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {KanbanController} from "@web/views/kanban/kanban_controller";
import {ListController} from "@web/views/list/list_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";
import {reloadList} from "../core/reload_list.esm";
import {useSocialChanges} from "../core/hooks.esm";

function useLiveReplies(model) {
    useSocialChanges(({thread_ids: threadIds, everything}) => {
        if (everything || threadIds.size) {
            return reloadList(model);
        }
    });
}

/** Replies as a list that follows what happens, such as those to approve. */
export class LiveReplyListController extends ListController {
    setup() {
        super.setup();
        useLiveReplies(this.model);
    }
}

export class LiveReplyKanbanController extends KanbanController {
    setup() {
        super.setup();
        useLiveReplies(this.model);
    }
}

registry
    .category("views")
    .add("social_care_replies", {...listView, Controller: LiveReplyListController})
    .add("social_care_reply_cards", {
        ...kanbanView,
        Controller: LiveReplyKanbanController,
    });
