import convexPlugin from "@convex-dev/eslint-plugin";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// The Convex rules that a user's project would apply to the folder, all of them as errors.
const convexRules = Object.fromEntries(
  Object.entries(convexPlugin.configs.recommended[0].rules).map(([rule, level]) => [
    rule,
    level === "off" ? "off" : "error",
  ]),
);

export default defineConfig(
  // The fixture imports `_generated`, which only the local server supplies.
  globalIgnores(["node_modules/", "target/", "local/fixture/"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "preserve-caught-error": "off",
    },
  },
  {
    files: ["pg2convex/**/*.ts", "schema.ts"],
    plugins: { "@convex-dev": convexPlugin },
    rules: { ...convexRules, "@convex-dev/no-collect-in-query": "error" },
  },
  {
    // In JavaScript, ESLint sees neither the casts in comments nor the runtime's globals; tsc sees both and is strict.
    files: ["local/**/*.mjs"],
    rules: {
      "no-undef": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["eslint.config.js"],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
