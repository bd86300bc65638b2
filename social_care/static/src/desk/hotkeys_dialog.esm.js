// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {CheckBox} from "@web/core/checkbox/checkbox";
import {Dialog} from "@web/core/dialog/dialog";

/** The list of keyboard shortcuts, where one can switch them off. */
export class HotkeysDialog extends Component {
    static template = "social_care.HotkeysDialog";
    static components = {CheckBox, Dialog};
    static props = {
        close: Function,
        /** List of {name, label, keys}. */
        hotkeys: Array,
        /** Reactive: {isOn}. */
        setting: Object,
        onSwitch: Function,
    };

    setup() {
        this.setting = useState(this.props.setting);
    }
}
