import type { Page } from "@playwright/test";
import { create, find, join, running } from "../support/people";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

test.describe("Rights of a person", () => {
  test("a personal right stands over the profile’s, says why, and ends with the access", javaScriptFree, async ({
    page,
    guichet,
  }) => {
    await signIn(page, guichet.administrator);
    const address = newAddress("droits");
    await create(page, address);
    await edit(page, address);
    await choose(page, "Retours", "Gestion");
    await page.getByLabel("Dernier jour du droit personnel Retours").fill("30/11/2199");
    await page.getByLabel("Dernier jour de l’accès").fill("31/12/2199");
    await checkPage(page);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status").first()).toBeVisible();

    await expect(page.getByRole("row", { name: /^Retours/ })).toContainText("Personnel, au lieu de Aucun");
    await expect(page.getByLabel("Dernier jour du droit personnel Retours")).toHaveValue("30/11/2199");
    const why = page.getByRole("row", { name: /^Retours/ }).locator("summary");
    await why.click();
    await expect(page.getByRole("row", { name: /^Retours/ })).toContainText(/Donné à cette personne par .+ le \d\d\/\d\d\/\d{4}/);
    await checkPage(page);
    await expect(await find(page, address)).toContainText("jusqu’au 30/11/2199");
  });

  test("a day that there is not, or that is over, is said beside its field, and nothing typed is lost", javaScriptFree, async ({
    page,
    guichet,
    complaints,
  }) => {
    complaints.expect(/status of 4\d\d/);
    await signIn(page, guichet.administrator);
    const address = newAddress("dates");
    await create(page, address);
    await edit(page, address);
    for (const [text, said] of [
      ["31/02/2199", "Cette date n’existe pas"],
      ["2026-13-01", "Cette date n’existe pas"],
      ["46387", "C’est un nombre et non une date"],
      ["01/01/2020", "Cette date est passée"],
    ] as const) {
      await page.getByLabel("Prénom").fill("Zoé");
      await page.getByLabel("Dernier jour de l’accès").fill(text);
      await page.getByRole("button", { name: "Enregistrer" }).click();
      await expect(page.getByRole("alert").first()).toContainText(said);
      await expect(page.getByLabel("Dernier jour de l’accès")).toHaveValue(text);
      await expect(page.getByLabel("Prénom")).toHaveValue("Zoé");
    }
    await checkPage(page);
  });

  test("another profile changes what is the profile’s, and leaves what is personal", javaScriptFree, async ({ page, guichet }) => {
    await signIn(page, guichet.administrator);
    const address = newAddress("profil");
    await create(page, address);
    await edit(page, address);
    await choose(page, "Facturation", "Consultation");
    await page.getByLabel("Profil", { exact: true }).selectOption({ label: "Service client" });
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status").first()).toBeVisible();
    await expect(page.getByRole("row", { name: /^Facturation/ })).toContainText("Personnel, au lieu de Aucun");
    await expect(page.getByRole("row", { name: /^Affranchissement/ })).toContainText("Profil");
    await expect(page.getByLabel(/^Affranchissement\u{a0}: Aucun/u)).toBeChecked();
  });

  test("who administers a site sees, creates and finds people there, and nowhere else", javaScriptFree, async ({
    page,
    guichet,
    browser,
    contextOptions,
    complaints,
  }) => {
    complaints.expect(/status of 4\d\d/);
    const address = newAddress("delegue");
    const theirs = await join(page, guichet, browser, contextOptions, address);
    await edit(page, address);
    await choose(page, "Administration", "Gestion");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status").first()).toBeVisible();
    await expect(page.getByRole("row", { name: /^Administration/ })).toContainText("Personnel");

    await theirs.goto("/");
    await expect(theirs).toHaveURL(/\/administration\/utilisateurs$/);
    await expect(theirs.getByRole("table")).toContainText(address);
    for (const site of ["Nîmes", "Saint-Étienne", "Lyon – Part-Dieu"]) {
      await expect(theirs.getByRole("table")).not.toContainText(site);
    }
    await expect(theirs.getByRole("link", { name: /^Sites/ })).toHaveCount(0);
    await checkPage(theirs);

    const colleague = newAddress("equipe");
    await create(theirs, colleague);
    await expect(await find(theirs, colleague)).toHaveCount(1);
    await edit(theirs, colleague);
    await running(theirs);
    await expect(theirs.getByLabel(/^Facturation\u{a0}: Gestion/u)).toBeDisabled();
    await checkPage(theirs);

    // One's own access is to be looked at.
    await edit(theirs, address);
    await expect(theirs.getByText("C’est votre propre accès").first()).toBeVisible();
    await expect(theirs.getByRole("button", { name: "Enregistrer" })).toHaveCount(0);
    await checkPage(theirs);
    await theirs.goto("/administration/sites");
    await expect(theirs.getByRole("table")).toHaveCount(0);
    await theirs.context().close();
  });
});

/** Opens the page on which somebody's access is edited. */
async function edit(page: Page, address: string) {
  await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Droits" })).toBeVisible();
}

/** Chooses a level of an application. */
async function choose(page: Page, application: string, level: string) {
  await running(page);
  await page.getByLabel(new RegExp(`^${application}\u{a0}: ${level}`)).check();
}
