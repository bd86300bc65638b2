// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

/**
 * The tools of the composer, such as macros, emoji or “Send and resolve”.
 *
 * Another addon adds one declaration:
 *
 *     composerTools.add("my_addon.emoji", {Component: Emoji}, {sequence: 20});
 *
 * `place` is `tools`, the toolbar below the text (default), or `send`, beside the button
 * that sends. The component gets one prop, `composer`; see `describeComposer`.
 */
export const composerTools = registry.category("social_care.composer_tools");

export const PLACES = ["tools", "send"];

composerTools.addValidation({
    Component: Function,
    place: {type: String, optional: true, validate: (place) => PLACES.includes(place)},
});

/** Returns the tools of one place by their sequence: list of {name, Component}. */
export function getTools(place) {
    return composerTools
        .getEntries()
        .filter(([, tool]) => (tool.place || "tools") === place)
        .map(([name, {Component}]) => ({name, Component}));
}

/**
 * Returns what a tool may do with the composer it stands in.
 *
 * - `insertText(text)` puts text at the caret instead of the selection and focuses it,
 * - `getText()` returns the text of the draft, without the signature,
 * - `setVisibility(visibility)` chooses who can read the reply, "public" or "private";
 *   `canChoose(visibility)` tells whether the network takes such a reply now,
 * - `send(options)` sends the draft; with `{outcome}` the ticket gets this outcome once
 *   the reply is published (a value of `social.care.reply.outcome`). Returns a promise
 *   of whether it was sent; a refusal is shown by the composer,
 * - `addActs(acts)` adds what happens to the ticket once the reply is published, see
 *   `acts.esm.js`; the agent sees it above the toolbar and can remove it,
 * - `setText(text)` replaces the text of the draft and focuses it,
 * - `draft` is what was written: {body, attachments, …}, see `makeEmpty`. A tool that
 *   sent it in a way of its own calls `finish(result)` with what the server returned,
 *   which empties it; `reload()` reads the conversation again and keeps it,
 * - `target` is the message that is answered, false for none; `part` the conversation
 *   on the server that it is in,
 * - `state` is {visibility, sending, canSend, disabled} as it was rendered,
 * - `conversation` is what `social.care.thread.get_conversation` returned.
 *
 * @param {Composer} composer
 */
export function describeComposer(composer) {
    const {sending} = composer.state;
    const {canSend, disabled, visibility} = composer;
    return {
        insertText: (text) => composer.insertText(text),
        getText: () => composer.props.draft.body,
        setVisibility: (value) => composer.setVisibility(value),
        canChoose: (value) =>
            !disabled &&
            composer.visibilities.includes(value) &&
            !composer.closedVisibilities.includes(value),
        send: (options) => composer.send(options),
        addActs: (acts) => composer.addActs(acts),
        setText: (text) => composer.setText(text, text.length),
        draft: composer.props.draft,
        finish: (result) => composer.finish(result),
        reload: () => composer.props.reload(),
        target: composer.props.target,
        part: composer.props.targetPart,
        state: {visibility, sending, canSend, disabled},
        conversation: composer.props.conversation,
    };
}
