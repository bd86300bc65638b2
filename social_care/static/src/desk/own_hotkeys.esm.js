// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {deskHotkeys} from "./desk_hotkeys.esm";

const canSend = ({composer}) => composer && composer.state.canSend;

function offers(visibility) {
    return ({composer}) => composer && composer.canChoose(visibility);
}

/** Sets who can read the reply; the agent goes on writing. */
function choose(visibility) {
    return (desk) => {
        desk.composer.setVisibility(visibility);
        return desk.reply();
    };
}

deskHotkeys
    .add(
        "social_care.reply",
        {
            hotkey: "alt+shift+r",
            label: _t("Reply"),
            isAvailable: ({conversation}) => Boolean(conversation),
            run: (desk) => desk.reply(),
        },
        {sequence: 10}
    )
    .add(
        "social_care.public",
        {
            hotkey: "alt+shift+p",
            label: _t("Reply publicly"),
            isAvailable: offers("public"),
            run: choose("public"),
        },
        {sequence: 11}
    )
    .add(
        "social_care.private",
        {
            hotkey: "alt+shift+d",
            label: _t("Reply privately"),
            isAvailable: offers("private"),
            run: choose("private"),
        },
        {sequence: 12}
    )
    .add(
        "social_care.macros",
        {
            hotkey: "alt+shift+s",
            label: _t("Macros"),
            isAvailable: ({composer}) => composer && !composer.state.disabled,
            run: (desk) => desk.openMacros(),
        },
        {sequence: 14}
    )
    .add(
        "social_care.send",
        {
            hotkey: "control+enter",
            label: _t("Send the reply"),
            inComposer: true,
            isAvailable: canSend,
            run: ({composer}) => composer.send(),
        },
        {sequence: 20}
    )
    .add(
        "social_care.send_and_resolve",
        {
            hotkey: "control+shift+enter",
            label: _t("Send the reply and resolve the ticket"),
            inComposer: true,
            isAvailable: (desk) =>
                canSend(desk) && desk.composer.conversation.is_ticket_open,
            run: ({composer}) => composer.send({outcome: "resolve"}),
        },
        {sequence: 21}
    )
    .add(
        "social_care.resolve",
        {
            hotkey: "alt+shift+e",
            label: _t("Resolve the ticket"),
            isAvailable: (desk) => desk.isOpenTicket,
            run: (desk) => desk.press("object", "action_social_care_resolve"),
        },
        {sequence: 30}
    )
    .add(
        "social_care.snooze",
        {
            hotkey: "alt+shift+z",
            label: _t("Snooze the ticket"),
            isAvailable: (desk) =>
                desk.isOpenTicket && !desk.record.data.social_care_snoozed_until,
            run: (desk) =>
                desk.press("action", "social_care.social_care_snooze_action"),
        },
        {sequence: 31}
    )
    .add(
        "social_care.transfer",
        {
            hotkey: "alt+shift+f",
            label: _t("Transfer the ticket"),
            isAvailable: (desk) => desk.isOpenTicket,
            run: (desk) =>
                desk.press("action", "social_care.social_care_ticket_transfer_action"),
        },
        {sequence: 32}
    )
    .add(
        "social_care.note",
        {
            hotkey: "alt+shift+o",
            label: _t("Write an internal note"),
            isAvailable: (desk) => desk.hasNotes,
            run: (desk) => desk.writeNote(),
        },
        {sequence: 33}
    )
    .add(
        "social_care.next",
        {
            hotkey: "alt+shift+j",
            label: _t("Next customer who waits for me"),
            isAvailable: ({services}) =>
                Boolean(services.social_care_waiting.state.waiting),
            run: ({record, services, isTicket}) =>
                services.social_care_waiting.openNext(isTicket && record.resId),
        },
        {sequence: 34}
    );
