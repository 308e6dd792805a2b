import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["pg2convex/**/*.test.ts", "local/**/*.test.ts"],
    sequence: { shuffle: true },
    env: { TZ: "Pacific/Apia" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
