import { defineConfig } from "@playwright/test";
import { chromium } from "./support/chromium";

const laptop = { viewport: { width: 1440, height: 900 } };
const everyPage = /pages\.spec\.ts/;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  forbidOnly: !!process.env.CI,
  retries: 0,
  // Far above what a test takes on two idle cores: on a busy machine it is slow, and not wrong.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["./support/summary.ts"]],
  use: {
    ...chromium,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    // Traces of all tests take gigabytes while they run, and a fifth of the time: `-- --trace retain-on-failure` makes them.
    trace: "on-first-retry",
  },
  projects: [
    { name: "chromium", use: laptop },
    { name: "without JavaScript", use: { ...laptop, javaScriptEnabled: false }, grep: /@without-javascript/ },
    { name: "phone", use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, testMatch: everyPage },
    { name: "English", use: { ...laptop, locale: "en-GB" }, testMatch: everyPage },
  ],
});
