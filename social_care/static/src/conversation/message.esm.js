// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {formatFullTime, formatFollowers, parseServerDate} from "../core/words.esm";
import {Ago} from "../core/time.esm";
import {Chips} from "../core/chips.esm";
import {MediaList} from "./media.esm";
import {ModerationMenu, ModerationResult} from "./moderation.esm";
import {_t} from "@web/core/l10n/translation";
import {getDirection} from "../core/direction.esm";
import {imageUrl} from "@web/core/utils/urls";

/** One post, comment or direct message. */
export class Message extends Component {
    static template = "social_care.Message";
    static components = {Ago, Chips, MediaList, ModerationMenu, ModerationResult};
    static props = {
        message: Object,
        networkName: String,
        answered: {type: [Object, Boolean]},
        isTarget: Boolean,
        canReply: Boolean,
        canDelete: Boolean,
        isMixed: Boolean,
        onReply: Function,
        onDelete: Function,
        onNeedReply: Function,
        onOpenProfile: Function,
        onShow: Function,
    };

    getDirection = getDirection;

    setup() {
        this.state = useState({history: false});
    }

    get author() {
        return this.props.message.author;
    }

    get avatar() {
        return imageUrl("social.care.profile", this.author.id, "avatar_128");
    }

    get name() {
        return this.author.name || this.author.handle;
    }

    get reach() {
        return this.author.followers ? formatFollowers(this.author.followers) : "";
    }

    get postedAt() {
        return parseServerDate(this.props.message.posted_at);
    }

    get deletedAt() {
        return formatFullTime(parseServerDate(this.props.message.deleted_at));
    }

    get revisions() {
        return this.props.message.revisions.map(({text, at}) => ({
            text,
            at: formatFullTime(parseServerDate(at)),
        }));
    }

    get quote() {
        const {author, text} = this.props.answered;
        return `${author.handle ? `@${author.handle}` : author.name}: ${text}`;
    }

    get openLabel() {
        return _t("Open on %s", this.props.networkName);
    }

    /** Why no reply is needed; "" where one is. */
    get noReplyNeeded() {
        const {state, no_reply_reason: reason} = this.props.message;
        const words = {thanks: _t("No reply needed: only says thanks")};
        return state === "ignored" && reason ? words[reason] : "";
    }

    toggleHistory() {
        this.state.history = !this.state.history;
    }
}
