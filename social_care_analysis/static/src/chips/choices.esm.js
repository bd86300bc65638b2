// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {UPDATE_METHODS} from "@web/core/orm_service";
import {registry} from "@web/core/registry";
import {rpcBus} from "@web/core/network/rpc";

const CHANGES = [...UPDATE_METHODS, "action_create_usual"];

/**
 * The values that a verdict can be corrected to, by kind.
 *
 * Loaded once for all chips of all screens, and again after topics changed.
 */
export const choicesService = {
    dependencies: ["orm"],
    async: ["load"],
    start(env, {orm}) {
        let loaded = null;
        const forget = () => {
            loaded = null;
        };
        const load = () => {
            if (!loaded) {
                loaded = orm.silent.call(
                    "social.care.mention",
                    "get_correction_choices",
                    []
                );
                loaded.catch(forget);
            }
            return loaded;
        };
        rpcBus.addEventListener("RPC:RESPONSE", ({detail}) => {
            const {model, method} = detail.data.params;
            if (model === "social.care.topic" && CHANGES.includes(method)) {
                forget();
            }
        });
        return {load};
    },
};

registry.category("services").add("social_care_choices", choicesService);
