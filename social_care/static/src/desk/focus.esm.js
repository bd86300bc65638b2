// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {hasTouch} from "@web/core/browser/feature_detection";
import {useEffect} from "@odoo/owl";
import {user} from "@web/core/user";

/**
 * Whether a customer waits on a ticket of the current user, who will reply at once. On a
 * touch screen the focus would open the keyboard over what there is to read.
 */
export function isOwnWork({resModel, data}, {waiting_since: waitingSince}) {
    const isMine = resModel === "helpdesk.ticket" && data.user_id?.id === user.userId;
    return isMine && Boolean(waitingSince) && !hasTouch();
}

/**
 * Keeps the focus in an input that is disabled for a while: it gets the focus back as
 * soon as it is enabled again, unless the focus went elsewhere meanwhile.
 *
 * @param {object} root ref of the element around it, with the buttons that lead to this
 * @param {object} input ref of the input
 * @param {() => boolean} isDisabled
 * @returns {() => void} to be called before the input is disabled
 */
export function useKeptFocus(root, input, isDisabled) {
    let isKept = false;
    useEffect(
        (disabled) => {
            if (!disabled && isKept) {
                isKept = false;
                const {activeElement} = document;
                if (!activeElement || activeElement === document.body) {
                    input.el?.focus();
                }
            }
        },
        () => [isDisabled()]
    );
    return () => {
        isKept = root.el.contains(document.activeElement);
    };
}
