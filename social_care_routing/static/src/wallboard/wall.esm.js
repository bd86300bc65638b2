// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {useExternalListener, useState} from "@odoo/owl";

/** Full screen mode with large type, for a screen on the wall. */
export function useWall() {
    const wall = useState({isOn: false});
    useExternalListener(document, "fullscreenchange", () => {
        wall.isOn = Boolean(document.fullscreenElement);
    });
    // The whole page: dialogs are outside of the board's element
    wall.enter = () => document.documentElement.requestFullscreen();
    wall.leave = () => document.exitFullscreen();
    return wall;
}
