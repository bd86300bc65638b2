// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * Texts and their writing direction. Both sides are held to this table: the screens by
 * direction.test.js, the server by tests/test_tools_direction.py, which reads the array
 * as JSON.
 */
// prettier-ignore
export const CASES = [
    {"text": "", "direction": "auto"},
    {"text": "😀 … 12", "direction": "auto"},
    {"text": "@tourshop", "direction": "auto"},
    {"text": "@tourshop https://example.com/returns 4711", "direction": "auto"},
    {"text": "Where is my parcel?", "direction": "ltr"},
    {"text": "Где моя посылка?", "direction": "ltr"},
    {"text": "أين طردي؟", "direction": "rtl"},
    {"text": "איפה החבילה שלי?", "direction": "rtl"},
    {"text": "@tourshop أين طردي؟", "direction": "rtl"},
    {"text": "@tourshop איפה החבילה שלי?", "direction": "rtl"},
    {"text": "@tour.shop@example.social أين طردي؟", "direction": "rtl"},
    {"text": ".@tourshop @second_shop: أين طردي؟", "direction": "rtl"},
    {"text": "(@tourshop) איפה?", "direction": "rtl"},
    {"text": "@tourshop،أين طردي؟", "direction": "rtl"},
    {"text": "@متجر Where is my parcel?", "direction": "ltr"},
    {"text": "https://example.com/a?b=c أين طردي؟", "direction": "rtl"},
    {"text": "HTTPS://EXAMPLE.COM/أين", "direction": "rtl"},
    {"text": "www.example.com איפה?", "direction": "rtl"},
    {"text": "shop.example.com/returns איפה?", "direction": "rtl"},
    {"text": "paula@example.com أين طردي؟", "direction": "rtl"},
    {"text": "4711 أين طردي؟", "direction": "rtl"},
    {"text": "HT00042: أين طردي؟", "direction": "rtl"},
    {"text": "SO-2026-17 איפה?", "direction": "rtl"},
    {"text": "١٢٣ Where?", "direction": "ltr"},
    {"text": "#טרד where is it", "direction": "rtl"},
    {"text": "🎉🎉 تم", "direction": "rtl"},
    {"text": "Shalom שלום", "direction": "ltr"},
    {"text": "שלום @tourshop hello", "direction": "rtl"},
    {"text": "ދިވެހި", "direction": "rtl"},
    {"text": "𞤀𞤁𞤂𞤢𞤥", "direction": "rtl"},
    {"text": "ﷺ", "direction": "rtl"},
    {"text": "\u200f12:30", "direction": "rtl"},
    {"text": "\u200eأين", "direction": "ltr"},
    {"text": "您好", "direction": "ltr"}
];
