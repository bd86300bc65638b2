// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

// Parameters of Punycode (RFC 3492, 5)
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;

/**
 * Counts the characters of a label in Punycode (RFC 3492, 6.3), without its prefix.
 *
 * @param {string} label
 * @returns {number}
 */
export function countPunycode(label) {
    const codes = [...label].map((sign) => sign.codePointAt(0));
    const others = codes.filter((code) => code >= FIRST_CODE).sort((a, b) => a - b);
    const basic = codes.length - others.length;
    let length = basic && basic + 1;
    let [done, delta, bias, next] = [basic, 0, FIRST_BIAS, FIRST_CODE];
    for (const code of new Set(others)) {
        delta += (code - next) * (done + 1);
        next = code;
        for (const other of codes) {
            if (other < code) {
                delta++;
            } else if (other === code) {
                length += countDigits(delta, bias);
                bias = adapt(delta, done + 1, done === basic);
                delta = 0;
                done++;
            }
        }
        delta++;
        next++;
    }
    return length;
}

function countDigits(delta, bias) {
    let count = 1;
    let rest = delta;
    for (let k = BASE; ; k += BASE) {
        const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
        if (rest < threshold) {
            return count;
        }
        rest = Math.floor((rest - threshold) / (BASE - threshold));
        count++;
    }
}

function adapt(delta, count, isFirst) {
    let rest = Math.floor(delta / (isFirst ? DAMP : 2));
    rest += Math.floor(rest / count);
    let k = 0;
    while (rest > ((BASE - T_MIN) * T_MAX) / 2) {
        rest = Math.floor(rest / (BASE - T_MIN));
        k += BASE;
    }
    return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
