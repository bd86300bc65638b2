// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/** Reloads a list; selected records stay selected. */
export async function reloadList(model) {
    const selected = new Set(model.root.selection.map(({resId}) => resId));
    await model.load();
    const {records} = model.root;
    for (const record of records.filter(({resId}) => selected.has(resId))) {
        record.toggleSelection(true);
    }
}
