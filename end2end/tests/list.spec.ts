import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

const rows = (page: Page) => page.getByRole("table").locator("tbody tr");
const addresses = async (page: Page) => (await rows(page).locator("th .mail").allInnerTexts()).map((text) => text.trim());
const parameters = (page: Page) => new URL(page.url()).searchParams;

test.describe("The list of users", () => {
  test.beforeEach(async ({ page, guichet }) => {
    await signIn(page, guichet.administrator);
    await page.goto("/administration/utilisateurs");
    await expect(rows(page).first()).toBeVisible();
  });

  test("finds people by a part of the name, whatever the case and the accents", javaScriptFree, async ({ page }) => {
    const name = (await rows(page).locator("th .name").allInnerTexts()).find((name) => /[éèêëïôç]/i.test(name));
    expect(name, "a name with an accent on the first page").toBeTruthy();
    const part = name!.trim().split(" ").find((word) => /[éèêëïôç]/i.test(word))!;
    const typed = part.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
    await page.getByRole("search").getByLabel("Utilisateur").fill(typed);
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(page).toHaveURL(new RegExp(typed));
    await expect(rows(page).filter({ hasText: part }).first()).toBeVisible();
    // A page of the list is full before.
    await expect.poll(() => rows(page).count()).toBeLessThan(25);
    const shown = await rows(page).count();
    await page.reload();
    await expect(rows(page)).toHaveCount(shown);
    await expect(page.getByRole("search").getByLabel("Utilisateur")).toHaveValue(typed);
  });

  test("says so when nobody is found, and leads back to everybody", javaScriptFree, async ({ page }) => {
    await page.getByRole("search").getByLabel("Utilisateur").fill("personne-de-ce-nom");
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(rows(page)).toHaveCount(0);
    await expect(page.getByRole("main")).toContainText(/aucun/i);
    await page.goBack();
    await expect(rows(page).first()).toBeVisible();
  });

  test("narrows to a contract", javaScriptFree, async ({ page }) => {
    await page.getByRole("search").getByLabel("N° compte").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect.poll(() => [...parameters(page).keys()].length).toBeGreaterThan(0);
    const contracts = async () => new Set((await rows(page).locator("td .code").allInnerTexts()).map((text) => text.trim()));
    await expect.poll(async () => (await contracts()).size).toBe(1);
  });

  test("sorts by a column both ways, and says so in the address", javaScriptFree, async ({ page }) => {
    const header = page.getByRole("columnheader", { name: "Utilisateur" });
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    const ascending = await addresses(page);
    await header.getByRole("link").or(header.getByRole("button")).first().click();
    await expect(header).toHaveAttribute("aria-sort", "descending");
    await expect.poll(() => addresses(page)).not.toEqual(ascending);
    const descending = await addresses(page);
    await page.reload();
    expect(await addresses(page)).toEqual(descending);
  });

  test("turns pages by the address, there and back", javaScriptFree, async ({ page }) => {
    const first = await addresses(page);
    const pages = page.getByRole("navigation", { name: "Pages de la liste" });
    await pages.getByRole("link", { name: /suivante/i }).click();
    await expect.poll(() => addresses(page)).not.toEqual(first);
    const second = await addresses(page);
    await page.reload();
    expect(await addresses(page)).toEqual(second);
    await page.goBack();
    await expect.poll(() => addresses(page)).toEqual(first);
  });

  test("is exported as a file that French Excel opens", javaScriptFree, async ({ page }) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Exporter les utilisateurs" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const { readFile } = await import("node:fs/promises");
    const file = await readFile(await download.path());
    expect([...file.subarray(0, 3)], "a byte order mark").toEqual([0xef, 0xbb, 0xbf]);
    const lines = file.toString("utf8").split("\r\n");
    expect(lines[0]).toContain(";email");
    expect(lines.length).toBeGreaterThan(50);
  });
});
