// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatSize} from "./attachment_limits.esm";
import {useFileViewer} from "@web/core/file_viewer/file_viewer_hook";

const ICONS = {
    image: "fa-picture-o",
    video: "fa-film",
    audio: "fa-microphone",
    link: "fa-link",
};

function getLabel(kind) {
    const words = {
        image: _t("Picture"),
        video: _t("Video"),
        audio: _t("Voice message"),
        link: _t("Link"),
    };
    return words[kind] || _t("File");
}

/** Pictures, videos and voice messages of one message or reply. */
export class MediaList extends Component {
    static template = "social_care.MediaList";
    static props = {media: Array};

    setup() {
        this.viewer = useFileViewer();
    }

    get items() {
        return this.props.media.map((medium) => this.describe(medium));
    }

    describe(medium) {
        const {kind, alt, src, size} = medium;
        const label = getLabel(kind);
        return {
            ...medium,
            label,
            title: alt ? `${label}: ${alt}` : label,
            icon: ICONS[kind] || "fa-paperclip",
            how: this.choose(medium),
            download: src && `${src}?download=1`,
            bytes: size ? formatSize(size) : "",
        };
    }

    /** How it is shown: as a thumbnail, in a player, as a file, or in words. */
    choose({kind, state, thumbnail}) {
        if (state === "stored") {
            const players = {audio: "audio", video: "video"};
            return thumbnail ? "thumbnail" : players[kind] || "file";
        }
        return state === "link" ? "link" : state;
    }

    /** Opens Odoo's own viewer on a picture; the others are one arrow key away. */
    view(item) {
        const pictures = this.items.filter(({how}) => how === "thumbnail");
        const files = pictures.map(({id, title, src, download, mimetype}) => ({
            id,
            name: title,
            mimetype,
            defaultSource: src,
            downloadUrl: download,
            isImage: true,
            isViewable: true,
        }));
        this.viewer.open(
            files.find(({id}) => id === item.id),
            files
        );
    }
}
