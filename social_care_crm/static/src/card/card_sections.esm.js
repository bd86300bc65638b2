// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {PART_SCHEMA} from "@social_care/core/parts.esm";
import {registry} from "@web/core/registry";

/**
 * The sections of the customer card.
 *
 * Another addon adds one declaration:
 *
 *     cardSections.add(
 *         "my_addon.contract",
 *         {
 *             getProps: ({contract}) => contract && {contract},
 *             Component: CardContract,
 *         },
 *         {sequence: 45}
 *     );
 *
 * `getProps(card, env)` is as in `collectParts`. The card is what
 * `social.care.card._get_card_sections` returns in Python, extended with `super()`; its
 * own `resModel` and `resId` name the record beside which it is shown.
 */
export const cardSections = registry.category("social_care_crm.card_sections");

cardSections.addValidation(PART_SCHEMA);
