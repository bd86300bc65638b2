// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {registry} from "@web/core/registry";
import {useInboxLive} from "./inbox_live.esm";

/** The inbox as cards, for phones. */
export class InboxKanbanController extends KanbanController {
    setup() {
        super.setup();
        this.live = useInboxLive(this.model);
    }
}

export const inboxKanbanView = {...kanbanView, Controller: InboxKanbanController};

registry.category("views").add("social_care_inbox_kanban", inboxKanbanView);
