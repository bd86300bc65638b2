// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {useExternalListener, useState} from "@odoo/owl";

/** The large type for a screen on the wall, as long as it fills the screen. */
export function useWall() {
    const wall = useState({isOn: false});
    useExternalListener(document, "fullscreenchange", () => {
        wall.isOn = Boolean(document.fullscreenElement);
    });
    // All of the page, else no dialog could be seen
    wall.enter = () => document.documentElement.requestFullscreen();
    wall.leave = () => document.exitFullscreen();
    return wall;
}
