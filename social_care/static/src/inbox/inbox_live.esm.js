// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {reloadList} from "../core/reload_list.esm";
import {useSocialChanges} from "../core/hooks.esm";
import {useService} from "@web/core/utils/hooks";
import {useState} from "@odoo/owl";

function isConcerned(change, records) {
    return change.inbox || records.some(({resId}) => change.mention_ids.has(resId));
}

/**
 * Keeps a view of mentions up to date; selected records stay selected.
 *
 * @returns {{news: {ids: number[]}, reload: Function}} the mentions that are new since
 *     the last load; screen readers hear how many
 */
export function useInboxLive(model) {
    const news = useState({ids: []});
    const announcer = useService("social_care_announcer");

    const reload = async () => {
        const known = new Set(model.root.records.map(({resId}) => resId));
        await reloadList(model);
        const {records} = model.root;
        announce(records.map(({resId}) => resId).filter((id) => !known.has(id)));
    };

    const announce = (ids) => {
        news.ids = ids;
        if (ids.length) {
            announcer.announce(
                ids.length === 1
                    ? _t("One new mention")
                    : _t("%s new mentions", ids.length)
            );
        }
    };

    useSocialChanges((change) => {
        if (isConcerned(change, model.root.records)) {
            return reload();
        }
    });
    return {news, reload};
}
