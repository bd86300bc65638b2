// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {delay} from "@web/core/utils/concurrency";
import {useEffect} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {useSocialChanges} from "../core/hooks.esm";

/** Between two reloads: during a spike the lists of all agents change all the time. */
const PAUSE = 3000;

function getIds({root}) {
    return root.records.map(({resId}) => resId);
}

/** Loads the same page again; selected records stay selected. */
async function reload(model) {
    const {isDomainSelected} = model.root;
    const selected = new Set(model.root.selection.map(({resId}) => resId));
    await model.load();
    if (isDomainSelected) {
        await model.root.selectDomain(true);
        return;
    }
    for (const record of model.root.records) {
        if (selected.has(record.resId) && !record.selected) {
            record.toggleSelection(true);
        }
    }
}

/**
 * Loads a list again on the same page, with the same selection; while a row is edited it
 * waits until the end.
 *
 * @param {object} model of the view
 * @param {object} options
 * @param {(count: number) => string} options.describeNew words for screen readers, for
 *     the number of records that were not there before
 * @returns {() => Promise} to be called when the list may have changed
 */
export function useListUpdate(model, {describeNew}) {
    const announcer = useService("social_care_announcer");
    let isDelayed = false;

    const update = async () => {
        isDelayed = Boolean(model.root?.editedRecord);
        if (isDelayed || !model.isReady) {
            return;
        }
        const known = new Set(getIds(model));
        await reload(model);
        const count = getIds(model).filter((id) => !known.has(id)).length;
        if (count) {
            announcer.announce(describeNew(count));
        }
    };

    useEffect(
        (isEdited) => {
            if (isDelayed && !isEdited) {
                update();
            }
        },
        () => [Boolean(model.root?.editedRecord)]
    );
    return update;
}

/**
 * Keeps a list up to date with the notifications of Social Care.
 *
 * @param {object} model
 * @param {object} options those of `useListUpdate`
 * @param {(change: object) => boolean} options.isConcerned see `useSocialChanges`
 */
export function useLiveList(model, {isConcerned, ...options}) {
    const update = useListUpdate(model, options);
    useSocialChanges(async (change) => {
        if (change.everything || isConcerned(change)) {
            await update();
            await delay(PAUSE);
        }
    });
}
