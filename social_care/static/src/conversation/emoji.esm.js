// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useRef} from "@odoo/owl";
import {composerTools} from "./composer_tools.esm";
import {loadEmoji, useEmojiPicker} from "@web/core/emoji_picker/emoji_picker";
import {useService} from "@web/core/utils/hooks";

/** Odoo's emoji picker, which is loaded when it is first needed. */
export class EmojiButton extends Component {
    static template = "social_care.EmojiButton";
    static props = {composer: Object};

    setup() {
        this.ui = useService("ui");
        this.button = useRef("button");
        this.loadEmoji = loadEmoji;
        this.picker = useEmojiPicker(
            undefined,
            {onSelect: (emoji) => this.props.composer.insertText(emoji)},
            {position: "top-start"}
        );
    }

    toggle() {
        // On a small screen it is a dialog
        this.picker.toggle(this.ui.isSmall ? undefined : this.button);
    }
}

composerTools.add("social_care.emoji", {Component: EmojiButton}, {sequence: 20});
