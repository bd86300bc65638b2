// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

registry
    .category("social_care.networks")
    .add("sample", {icon: "fa-comments", color: "#0f766e"});
