import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["pg2convex/**/*.test.ts", "local/**/*.test.ts"],
    sequence: { shuffle: true },
    // Loading convex-test for each file anew takes a quarter of the whole.
    isolate: false,
    env: { TZ: "Pacific/Apia" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
