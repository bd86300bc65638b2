// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/** What each entry of a registry of parts must be. */
export const PART_SCHEMA = {
    getProps: Function,
    Component: {type: Function, optional: true},
};

/**
 * Collects what the entries of a registry show of one record.
 *
 * An entry is `{getProps, Component}`. `getProps(record, env)` returns the props of one
 * component, a list of props for several components, or a falsy value for none.
 * `Component` draws them; without one it is `Default`.
 *
 * @param {Array} entries `[name, entry]` pairs, in the order in which they are drawn
 * @param {object} record plain values, as the server sent them
 * @param {object} env environment of the component that draws
 * @param {Function} Default component of entries that name none
 * @returns {{key: string, Component: Function, props: object}[]}
 */
export function collectParts(entries, record, env, Default) {
    return entries.flatMap(([name, {getProps, Component = Default}]) =>
        [getProps(record, env)]
            .flat()
            .filter(Boolean)
            .map((props, index) => ({key: `${name}:${index}`, Component, props}))
    );
}
