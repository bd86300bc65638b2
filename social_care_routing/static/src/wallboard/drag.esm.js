// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {useState} from "@odoo/owl";

const WORK = "application/x-social-care-work";

/** The work item that is being dragged is written on what is dragged. */
export function startDrag(ev, workId) {
    ev.dataTransfer.setData(WORK, String(workId));
    ev.dataTransfer.effectAllowed = "move";
}

/** Marks what a dragged work item hovers over, and says which was dropped there. */
export function useDropTarget(onDropped) {
    const target = useState({over: false});
    return {
        target,
        over: (ev, id) => {
            if (ev.dataTransfer.types.includes(WORK)) {
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
            return onDropped(Number(ev.dataTransfer.getData(WORK)), it);
        },
    };
}
