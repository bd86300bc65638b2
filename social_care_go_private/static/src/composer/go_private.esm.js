// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {Component, reactive} from "@odoo/owl";
import {GoPrivateDialog} from "./go_private_dialog.esm";
import {composerTools} from "@social_care/conversation/composer_tools.esm";
import {deskHotkeys} from "@social_care/desk/desk_hotkeys.esm";
import {getRefusal} from "@social_care/conversation/refusal.esm";

/** Whether the message that is answered is a public one, and takes a public reply. */
export function canGoPrivate({target, canChoose}) {
    return Boolean(target) && !target.private && canChoose("public");
}

/**
 * Asks the server which way the network has, and opens the dialog.
 *
 * @param {object} services
 * @param {object} composer see describeComposer
 */
export async function goPrivate({dialog, notification, orm}, composer) {
    let plan = null;
    try {
        const args = [composer.part.id, composer.target.id];
        plan = await orm.call("social.care.thread", "get_private_way", args);
    } catch (error) {
        const words = getRefusal(error);
        if (!words) {
            throw error;
        }
        notification.add(words, {type: "warning"});
        return;
    }
    const isLink = plan.way === "link";
    const written = composer.getText();
    const texts = reactive({line: plan.line, body: isLink ? "" : written});
    let isSent = false;
    const onSent = (result) => {
        isSent = true;
        // What was written here is no part of a line with a link
        return isLink ? composer.reload() : composer.finish(result);
    };
    // A message that was changed and not sent stays a draft
    const onClose = () =>
        !isSent && !isLink && texts.body !== written && composer.setText(texts.body);
    dialog.add(GoPrivateDialog, {composer, plan, texts, onSent}, {onClose});
}

/** Takes a public conversation into private. */
export class GoPrivate extends Component {
    static template = "social_care_go_private.Button";
    static props = {composer: Object};

    get isShown() {
        return canGoPrivate(this.props.composer);
    }

    open() {
        return goPrivate(this.env.services, this.props.composer);
    }
}

composerTools.add(
    "social_care_go_private.go_private",
    {Component: GoPrivate},
    {sequence: 30}
);

deskHotkeys.add(
    "social_care_go_private.go_private",
    {
        hotkey: "alt+shift+g",
        label: _t("Go private: a public line and a private message"),
        isAvailable: ({composer}) => composer && canGoPrivate(composer),
        run: ({composer, services}) => goPrivate(services, composer),
    },
    {sequence: 13}
);
