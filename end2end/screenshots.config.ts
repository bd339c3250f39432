import { defineConfig } from "@playwright/test";
import { chromium } from "./support/chromium";

export default defineConfig({
  testDir: ".",
  testMatch: "screenshots.ts",
  workers: 1,
  timeout: 300_000,
  reporter: "list",
  use: { ...chromium, locale: "fr-FR", timezoneId: "Europe/Paris" },
});
