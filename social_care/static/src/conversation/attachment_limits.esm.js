// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

const NAMES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "video/mp4": "MP4",
    "video/quicktime": "MOV",
};

/** A size in bytes as people read it. */
export function formatSize(bytes) {
    const kilobytes = bytes / 1024;
    return kilobytes < 1000
        ? _t("%s kB", Math.max(Math.round(kilobytes), 1))
        : _t("%s MB", (kilobytes / 1024).toFixed(1));
}

function nameTypes(mimetypes) {
    return mimetypes.map((type) => NAMES[type] || type).join(", ");
}

/**
 * Why the network does not take a file; "" if it does.
 *
 * @param {{name: string, type: string, size: number}} file
 * @param {object} capabilities of the account: `media_mimetypes` and `media_bytes`
 * @param {string} network its name
 * @returns {string}
 */
export function explainRefusal({name, type, size}, capabilities, network) {
    const {media_mimetypes: mimetypes, media_bytes: limit} = capabilities;
    if (!mimetypes.includes(type)) {
        return _t(
            "%(name)s: %(network)s does not accept this type. It accepts %(types)s.",
            {
                name,
                network,
                types: nameTypes(mimetypes),
            }
        );
    }
    if (size > limit) {
        return _t(
            "%(name)s is too large: %(size)s. %(network)s accepts up to %(limit)s.",
            {
                name,
                size: formatSize(size),
                network,
                limit: formatSize(limit),
            }
        );
    }
    return size ? "" : _t("%s is empty.", name);
}

/**
 * Sorts files into those that can be attached, and words on the others.
 *
 * @param {Array} files
 * @param {number} count number of files that are attached already
 * @param {object} capabilities
 * @param {string} network
 * @returns {{accepted: Array, problems: Array<string>}}
 */
export function checkFiles(files, count, capabilities, network) {
    const accepted = [];
    const problems = [];
    for (const file of files) {
        const refusal = explainRefusal(file, capabilities, network);
        if (refusal) {
            problems.push(refusal);
        } else {
            accepted.push(file);
        }
    }
    const left = Math.max(capabilities.media_max - count, 0);
    if (accepted.length > left) {
        const {media_max: limit} = capabilities;
        problems.push(
            _t("%(network)s accepts at most %(limit)s files.", {network, limit})
        );
    }
    return {accepted: accepted.slice(0, left), problems};
}
