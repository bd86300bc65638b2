// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {useEnv, useState} from "@odoo/owl";

/** What is dragged on a board; `env.boardDrag` is one of these. */
export function makeDrag() {
    return {workId: false};
}

/** Rows that can be dragged. */
export function useDragSource() {
    const {boardDrag} = useEnv();
    return {
        start: (ev, workId) => {
            boardDrag.workId = workId;
            // Firefox drags only what carries something
            ev.dataTransfer?.setData("text/plain", String(workId));
        },
        end: () => {
            boardDrag.workId = false;
        },
    };
}

/** Marks what a row hovers over, and says which was dropped there. */
export function useDropTarget(onDropped) {
    const {boardDrag} = useEnv();
    const target = useState({over: false});
    return {
        target,
        over: (ev, id) => {
            if (boardDrag.workId) {
                ev.preventDefault();
                target.over = id;
            }
        },
        leave: (ev) => {
            if (!ev.currentTarget.contains(ev.relatedTarget)) {
                target.over = false;
            }
        },
        drop: (ev, it) => {
            ev.preventDefault();
            target.over = false;
            return onDropped(boardDrag.workId, it);
        },
    };
}
