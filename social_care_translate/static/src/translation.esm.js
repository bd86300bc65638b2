// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {chips} from "@social_care/core/chips.esm";
import {getDirection} from "@social_care/core/direction.esm";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

/** The name of a language in the language of the user; its code if it is unknown. */
export function nameLanguage(code) {
    const names = new Intl.DisplayNames([user.lang || "en"], {type: "language"});
    return names.of(code);
}

/** A message in the language of the agent, below what the customer wrote. */
export class Translation extends Component {
    static template = "social_care_translate.Translation";
    static props = {mentionId: Number, translation: Object};

    getDirection = getDirection;

    setup() {
        this.orm = useService("orm");
        this.state = useState({isHidden: false, isAsked: false});
    }

    get isPending() {
        return this.state.isAsked || this.props.translation.state === "pending";
    }

    get origin() {
        const {source, host} = this.props.translation;
        return source
            ? _t("Translated from %(language)s by %(service)s", {
                  language: nameLanguage(source),
                  service: host,
              })
            : _t("Translated by %s", host);
    }

    async translate() {
        this.state.isAsked = true;
        try {
            const ids = [this.props.mentionId];
            await this.orm.call("social.care.mention", "action_translate", [ids]);
            await this.env.reloadConversation();
        } finally {
            this.state.isAsked = false;
        }
    }

    toggle() {
        this.state.isHidden = !this.state.isHidden;
    }
}

chips.add(
    "social_care_translate.translation",
    {
        places: ["message"],
        Component: Translation,
        getProps: ({id, translation}) => translation && {mentionId: id, translation},
    },
    {sequence: 5}
);
