// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * What can be done on the network about a message or its author: the words and icons of
 * `tools/moderation.py`, whose rules decide what is offered to whom.
 *
 * `label` and `undoLabel` name buttons, `done` the badge on the message. With `confirm`
 * a person is asked first: a function of the name of the network that returns the title
 * and body of the question.
 */
export const moderationActions = registry.category("social_care.moderation");

moderationActions.addValidation({
    label: {type: [String, Object]},
    undoLabel: {type: [String, Object], optional: true},
    done: {type: [String, Object]},
    icon: String,
    tone: String,
    confirm: {type: Function, optional: true},
});

moderationActions.add(
    "like",
    {
        label: _t("Like"),
        undoLabel: _t("Remove like"),
        done: _t("Liked"),
        icon: "fa-heart",
        tone: "o_good",
    },
    {sequence: 10}
);

moderationActions.add(
    "hide",
    {
        label: _t("Hide"),
        undoLabel: _t("Show again"),
        done: _t("Hidden"),
        icon: "fa-eye-slash",
        tone: "o_aside",
    },
    {sequence: 20}
);

moderationActions.add(
    "delete",
    {
        label: _t("Delete message"),
        done: _t("Deleted"),
        icon: "fa-trash-o",
        tone: "o_aside",
        confirm: (network) => ({
            title: _t("Delete this message on %s?", network),
            body: _t(
                "The message of this person will be deleted for everybody on %s. This cannot be undone.",
                network
            ),
        }),
    },
    {sequence: 30}
);

moderationActions.add(
    "mute",
    {
        label: _t("Mute author"),
        undoLabel: _t("Unmute author"),
        done: _t("Muted"),
        icon: "fa-volume-off",
        tone: "o_aside",
    },
    {sequence: 40}
);

moderationActions.add(
    "block",
    {
        label: _t("Block author"),
        undoLabel: _t("Unblock author"),
        done: _t("Blocked"),
        icon: "fa-ban",
        tone: "o_bad",
        confirm: (network) => ({
            title: _t("Block this person on %s?", network),
            body: _t(
                "This person can no longer write to your account or read it on %s.",
                network
            ),
        }),
    },
    {sequence: 50}
);

moderationActions.add(
    "report",
    {
        label: _t("Report message"),
        done: _t("Reported"),
        icon: "fa-flag-o",
        tone: "o_pressing",
        confirm: (network) => ({
            title: _t("Report this message to %s?", network),
            body: _t("%s reviews the message. A report cannot be taken back.", network),
        }),
    },
    {sequence: 60}
);
