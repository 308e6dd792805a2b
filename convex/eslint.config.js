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
  globalIgnores(["node_modules/", "target/"]),
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
      "no-control-regex": "off",
    },
  },
  {
    files: ["pg2convex/**/*.ts", "schema.ts"],
    plugins: { "@convex-dev": convexPlugin },
    rules: { ...convexRules, "@convex-dev/no-collect-in-query": "error" },
  },
  {
    files: ["eslint.config.js"],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
