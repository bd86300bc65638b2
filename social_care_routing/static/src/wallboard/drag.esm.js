// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {useEnv, useState} from "@odoo/owl";

/** The work item being dragged on a board; kept as `env.boardDrag`. */
export function makeDrag() {
    return {workId: false};
}

/** Handlers of rows that can be dragged. */
export function useDragSource() {
    const {boardDrag} = useEnv();
    return {
        start: (ev, workId) => {
            boardDrag.workId = workId;
            // Firefox only starts a drag that carries data
            ev.dataTransfer?.setData("text/plain", String(workId));
        },
        end: () => {
            boardDrag.workId = false;
        },
    };
}

/**
 * Handlers of a drop target; `target.over` is the id that a row hovers over.
 *
 * @param {(workId: number, record: object) => any} onDropped
 */
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
