const globals = require("globals");
const js = require("@eslint/js");
const jsdoc = require("eslint-plugin-jsdoc");

const rules = {
    ...js.configs.recommended.rules,
    "array-callback-return": "error",
    complexity: ["error", 15],
    "dot-notation": "error",
    eqeqeq: "error",
    "init-declarations": "error",
    "max-depth": "error",
    "no-alert": "error",
    "no-caller": "error",
    "no-duplicate-imports": "error",
    "no-else-return": "error",
    "no-empty-function": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-lonely-if": "error",
    "no-new-func": "error",
    "no-param-reassign": "error",
    "no-return-assign": "error",
    "no-script-url": "error",
    "no-self-compare": "error",
    "no-shadow": "error",
    "no-throw-literal": "error",
    "no-unneeded-ternary": "error",
    "no-unused-expressions": "error",
    "no-use-before-define": ["error", {functions: false, variables: false}],
    "no-useless-concat": "error",
    "no-useless-constructor": "error",
    "no-var": "error",
    "operator-assignment": "error",
    "prefer-const": "error",
    radix: "error",
    "spaced-comment": "error",
    yoda: "error",
    "jsdoc/check-tag-names": ["error", {definedTags: ["odoo-module"]}],
    "jsdoc/check-types": "error",
};

module.exports = [
    {plugins: {jsdoc}, rules, languageOptions: {ecmaVersion: 2024}},
    {
        files: ["**/static/**/*.js"],
        languageOptions: {
            sourceType: "module",
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
    },
    {
        files: ["tests/*.js"],
        languageOptions: {
            sourceType: "script",
            globals: {...globals.browser, axe: "readonly", odoo: "readonly"},
        },
    },
    {
        files: ["**/*.cjs"],
        languageOptions: {sourceType: "commonjs", globals: globals.node},
    },
    {
        files: ["**/*.mjs"],
        languageOptions: {sourceType: "module", globals: globals.node},
    },
];
