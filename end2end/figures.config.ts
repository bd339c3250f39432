import { defineConfig } from "@playwright/test";

/** `npm run figures -- <file>`: measures, and asserts nothing. */
export default defineConfig({
  testDir: ".",
  testMatch: "figures.ts",
  workers: 1,
  timeout: 600_000,
  reporter: "line",
});
