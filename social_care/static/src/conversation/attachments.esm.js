// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useEnv, useState} from "@odoo/owl";
import {checkFiles} from "./attachment_limits.esm";
import {getDataURLFromFile} from "@web/core/utils/urls";

/** The files of a reply that is being written. */
export class AttachmentList extends Component {
    static template = "social_care.AttachmentList";
    static props = {
        attachments: Array,
        problems: Array,
        uploading: Number,
        onDescribe: Function,
        onRemove: Function,
    };

    isImage({mimetype}) {
        return (mimetype || "").startsWith("image/");
    }
}

/**
 * Files that are chosen, pasted or dropped: checked first, then uploaded.
 *
 * @param {object} options
 * @param {Function} options.getConversation returns the conversation
 * @param {Function} options.getDraft returns the draft, whose `attachments` change
 * @param {Function} options.onChanged called after each change
 */
export function useAttachments({getConversation, getDraft, onChanged}) {
    // The service itself: an upload ends after the agent has left the ticket, too
    const {orm} = useEnv().services;
    const state = useState({problems: [], uploading: 0, isOver: false});

    async function upload(file) {
        state.uploading++;
        try {
            const url = await getDataURLFromFile(file);
            const vals = {
                name: file.name,
                datas: url.split(",")[1],
                mimetype: file.type,
                res_model: "social.care.reply",
            };
            const [id] = await orm.create("ir.attachment", [vals]);
            const {name, type: mimetype} = file;
            getDraft().attachments.push({id, name, mimetype, alt: "", isOwn: true});
            onChanged();
        } finally {
            state.uploading--;
        }
    }

    async function add(files) {
        const {capabilities, network_name: network} = getConversation();
        const count = getDraft().attachments.length + state.uploading;
        const checked = checkFiles([...files], count, capabilities, network);
        state.problems = checked.problems;
        await Promise.all(checked.accepted.map(upload));
    }

    async function remove(attachment) {
        const draft = getDraft();
        draft.attachments = draft.attachments.filter(({id}) => id !== attachment.id);
        state.problems = [];
        onChanged();
        // A file of an earlier reply stays with that reply
        if (attachment.isOwn) {
            await orm.unlink("ir.attachment", [attachment.id]);
        }
    }

    function describe(attachment, alt) {
        Object.assign(attachment, {alt, isDescribed: true});
        onChanged();
    }

    /** Stores the alternative texts that were written, before the reply is sent. */
    async function storeTexts() {
        const described = getDraft().attachments.filter(({isDescribed}) => isDescribed);
        await Promise.all(
            described.map(({id, alt}) =>
                orm.write("ir.attachment", [id], {description: alt})
            )
        );
    }

    /** A paste with text is text: office programs put a picture beside it. */
    function onPaste(ev) {
        const {files, types} = ev.clipboardData;
        if (files.length && !types.includes("text/plain")) {
            ev.preventDefault();
            return add(files);
        }
    }

    function onDragOver(ev) {
        if (ev.dataTransfer.types.includes("Files")) {
            ev.preventDefault();
            state.isOver = true;
        }
    }

    function onDrop(ev) {
        state.isOver = false;
        if (ev.dataTransfer.files.length) {
            ev.preventDefault();
            return add(ev.dataTransfer.files);
        }
    }

    return {
        state,
        add,
        remove,
        describe,
        storeTexts,
        onPaste,
        onDragOver,
        onDrop,
        onDragLeave: () => (state.isOver = false),
    };
}
