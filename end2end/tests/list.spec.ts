import type { Page } from "@playwright/test";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

const rows = (page: Page) => page.getByRole("table").locator("tbody tr");
const addresses = async (page: Page) => (await rows(page).locator("th .mail").allInnerTexts()).map((text) => text.trim());
/** Does what leads to another address, and waits for the whole of its page where the browser loads one. */
async function follow(page: Page, act: () => Promise<void>) {
  const before = page.url();
  await act();
  await expect(page).not.toHaveURL(before);
  await page.waitForLoadState();
}

/** The addresses of a full page of the list that is not this one. */
async function otherThan(page: Page, before: string[]): Promise<string[]> {
  await expect.poll(() => addresses(page)).not.toEqual(before);
  await expect(rows(page)).toHaveCount(25);
  return addresses(page);
}


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
    await follow(page, () => page.getByRole("button", { name: "Rechercher" }).click());
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
    await follow(page, () => page.getByRole("button", { name: "Rechercher" }).click());
    const contracts = async () => new Set((await rows(page).locator("td .code").allInnerTexts()).map((text) => text.trim()));
    await expect.poll(async () => (await contracts()).size).toBe(1);
  });

  test("says by which column it has been sorted", async ({ page }) => {
    const said = page.getByRole("status").filter({ hasText: "Liste triée par" });
    // Before its code runs a link loads a document, whose title is spoken.
    await page.waitForLoadState("networkidle");
    await page.getByRole("columnheader", { name: "Site" }).getByRole("link").click();
    await expect(said).toHaveText("Liste triée par Site, ordre croissant");
    await page.getByRole("columnheader", { name: "Site" }).getByRole("link").click();
    await expect(said).toHaveText("Liste triée par Site, ordre décroissant");
  });

  test("sorts by a column both ways, and says so in the address", javaScriptFree, async ({ page }) => {
    const header = page.getByRole("columnheader", { name: "Utilisateur" });
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    const ascending = await addresses(page);
    await follow(page, () => header.getByRole("link").or(header.getByRole("button")).first().click());
    await expect(header).toHaveAttribute("aria-sort", "descending");
    const descending = await otherThan(page, ascending);
    await page.reload();
    expect(await addresses(page)).toEqual(descending);
  });

  test("turns pages by the address, there and back", javaScriptFree, async ({ page }) => {
    const first = await addresses(page);
    const pages = page.getByRole("navigation", { name: "Pages de la liste" });
    await follow(page, () => pages.getByRole("link", { name: /suivante/i }).click());
    const second = await otherThan(page, first);
    await page.reload();
    expect(await addresses(page)).toEqual(second);
    await page.goBack();
    await expect.poll(() => addresses(page)).toEqual(first);
  });

  test("shows each person once, with all places, and each leads to its assignment", javaScriptFree, async ({ page, guichet }) => {
    const email = newAddress("deux-sites");
    await guichet.importFile("deux-sites.csv", [
      "compte;sous_compte;site;profil;nom;prenom;email",
      `10000700;53;Antony;Expéditeur;Sites;Deux;${email}`,
      `10095403;;Lyon – Part-Dieu;Consultation;Sites;Deux;${email}`,
    ]);
    await page.goto(`/administration/utilisateurs?utilisateur=${email}`);
    await expect(rows(page)).toHaveCount(2);
    await follow(page, () => page.getByRole("link", { name: "Par personne" }).click());
    await expect(page).toHaveURL(/vue=personnes/);
    await expect(rows(page)).toHaveCount(1);
    await expect(page.getByRole("main")).toContainText("1 personne avec 2 affectations");
    await checkPage(page);
    const places = rows(page).getByRole("listitem");
    await expect(places).toHaveText(["10000700 (53) Antony · Expéditeur", "10095403 Lyon – Part-Dieu · Consultation"]);
    await follow(page, () => places.nth(1).getByRole("link").click());
    await expect(page.getByRole("main")).toContainText(email);
  });

  test("has the columns that were chosen the last time", javaScriptFree, async ({ page }) => {
    const headers = () => page.getByRole("columnheader").allInnerTexts().then((texts) => texts.map((text) => text.trim()));
    const choose = async (act: () => Promise<void>) => {
      await page.locator("summary", { hasText: "Colonnes" }).click();
      await act();
    };
    await choose(async () => {
      await page.getByLabel("Sous-compte", { exact: true }).uncheck();
      await page.getByLabel("Dernière connexion").check();
      await page.getByRole("button", { name: "Afficher", exact: true }).click();
    });
    const chosen = ["Sélection", "Utilisateur", "N° et nom du contrat", "Site", "Profil", "Statut", "Dernière connexion"];
    await expect.poll(async () => (await headers()).slice(0, 7)).toEqual(chosen);
    await page.goto("/administration/utilisateurs?tri=site");
    await expect.poll(async () => (await headers()).slice(0, 7)).toEqual(chosen);
    await expect(rows(page).first()).toContainText(/jamais|\d{2}\/\d{2}\/\d{4}/);
    await checkPage(page);
    // What is removed is named with what is not shown.
    await rows(page).getByRole("link", { name: /^Supprimer/ }).first().click();
    await expect(page.getByRole("dialog")).toContainText("Contrat");
    await page.goto("/administration/utilisateurs");
    await choose(() => page.getByRole("button", { name: "Rétablir l’affichage d’origine" }).click());
    await expect.poll(async () => (await headers())[3]).toBe("Sous-compte");
  });

  test("is found again as a view, under a name of one's own", javaScriptFree, async ({ page, complaints }) => {
    complaints.expect(/status of 422/);
    const menu = page.locator("details.views");
    const open = () => menu.locator("summary").click();
    const save = async (name: string) => {
      await open();
      await menu.getByLabel("Nom de la vue").fill(name);
      await menu.getByRole("button", { name: "Enregistrer cette vue" }).click();
    };
    const name = `Antony ${newAddress("vue")}`.slice(0, 40);
    await page.goto("/administration/utilisateurs?site=Antony&tri=profil&taille=50");
    await save(" ");
    await expect(menu).toContainText("Donnez un nom à la vue.");
    await page.goto("/administration/utilisateurs?site=Antony&tri=profil&taille=50");
    await save(name);
    const said = page.getByRole("main").getByRole("status");
    await expect(said.filter({ hasText: `La vue « ${name} » est enregistrée.` })).toBeVisible();

    await page.goto("/administration/utilisateurs");
    await open();
    await expect(menu.getByRole("link", { name })).not.toHaveAttribute("aria-current");
    await checkPage(page);
    await follow(page, () => menu.getByRole("link", { name }).click());
    await expect(page).toHaveURL(/\?site=Antony&tri=profil&taille=50$/);
    await expect(menu.locator("summary")).toContainText(name);
    await expect(menu.getByRole("link", { name, includeHidden: true })).toHaveAttribute("aria-current", "true");

    // The same name, as somebody else would type it, is the same view.
    await page.goto("/administration/utilisateurs?statut=invite");
    await save(name.toUpperCase());
    await expect(said.filter({ hasText: "elle est remplacée" })).toBeVisible();
    await page.getByRole("button", { name: /^Annuler et reprendre la vue/ }).click();
    await page.goto("/administration/utilisateurs?site=Antony&tri=profil&taille=50");
    await expect(menu.locator("summary")).toContainText(new RegExp(name, "i"));

    await open();
    await menu.getByRole("button", { name: new RegExp(`^Retirer la vue « ${name}`, "i") }).click();
    await expect(said.filter({ hasText: "est retirée" })).toBeVisible();
    await expect(menu.getByRole("link", { name, includeHidden: true })).toHaveCount(0);
    await page.getByRole("button", { name: /^Annuler et reprendre la vue/ }).click();
    await expect(menu.locator("summary")).toContainText(new RegExp(name, "i"));
  });

  test("offers the sub-accounts of the chosen contract, and drops one of another", async ({ page }) => {
    const search = page.getByRole("search");
    const parts = search.getByLabel("N° sous-compte");
    const offered = async () => (await parts.locator("option").allInnerTexts()).map((text) => text.split(" ")[0]);
    const all = await offered();
    await search.getByLabel("N° compte").selectOption("10000700");
    await expect.poll(async () => (await offered()).length).toBeLessThan(all.length);
    const [, first] = await offered();
    await parts.selectOption(first!);
    await search.getByLabel("N° compte").selectOption("10095403");
    await expect(parts).toHaveValue("");
    expect(await offered()).not.toContain(first);
    await follow(page, () => page.getByRole("button", { name: "Rechercher" }).click());
    await expect(page).toHaveURL(/compte=10095403$/);
    await expect(rows(page).first()).toBeVisible();
  });

  test("drops a sub-account of another contract though no code runs", javaScriptFree, async ({ page }) => {
    const parts = page.getByRole("search").getByLabel("N° sous-compte").locator("option");
    await page.goto("/administration/utilisateurs?compte=10000700");
    const [, first] = (await parts.allInnerTexts()).map((text) => text.split(" ")[0]);
    await page.goto("/administration/utilisateurs?compte=10095403");
    expect((await parts.allInnerTexts()).map((text) => text.split(" ")[0])).not.toContain(first);
    await page.goto(`/administration/utilisateurs?compte=10095403&sous-compte=${first}`);
    await expect(page).toHaveURL(/\?compte=10095403$/);
    await expect(rows(page).first()).toBeVisible();
  });

  test("shows a person beside it where there is room, and keeps its place", async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1000 });
    await page.goto("/administration/utilisateurs?tri=site");
    const aside = page.getByRole("complementary").filter({ has: page.getByRole("link", { name: "Fermer" }) });
    const before = await addresses(page);
    const open = (row: number) => rows(page).nth(row).locator("td[data-label='Profil']").click();
    await open(20);
    await expect(page).toHaveURL(/tri=site&personne=/);
    await expect(aside).toContainText(before[20]!);
    await expect(aside.getByRole("heading", { level: 2 })).toBeFocused();
    expect(await addresses(page)).toEqual(before);
    const [list, person] = await Promise.all([page.getByRole("table").boundingBox(), aside.boundingBox()]);
    expect(person!.x).toBeGreaterThanOrEqual(list!.x + list!.width);
    await checkPage(page);

    await open(3);
    await expect(aside).toContainText(before[3]!);
    await page.goBack();
    await expect(aside).toContainText(before[20]!);
    await page.reload();
    await expect(aside).toContainText(before[20]!);

    await rows(page).nth(5).locator("a.person").focus();
    await page.keyboard.press("Enter");
    await expect(aside).toContainText(before[5]!);
    await expect(aside.getByRole("heading", { level: 2 })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(aside).toHaveCount(0);
    await expect(rows(page).nth(5).locator("a.person")).toBeFocused();

    // The way back from the person's page leads to the list as it was.
    await open(5);
    await aside.getByRole("link", { name: "Modifier" }).click();
    await expect(page).toHaveURL(/utilisateurs\/[0-9a-f-]{36}\?retour=/);

    // Where there is no room, the page itself is opened.
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/administration/utilisateurs");
    await rows(page).first().locator("a.person").click();
    await expect(page).toHaveURL(/utilisateurs\/[0-9a-f-]{36}/);
  });

  test("shows a person above it though no code runs", javaScriptFree, async ({ page }) => {
    const email = (await addresses(page))[2]!;
    await page.goto((await rows(page).nth(2).locator("a.person").getAttribute("href"))!);
    const aside = page.getByRole("complementary").filter({ hasText: email });
    await expect(aside).toBeVisible();
    await checkPage(page);
    await aside.getByRole("link", { name: "Fermer" }).click();
    await expect(aside).toHaveCount(0);
    await expect(rows(page).first()).toBeVisible();
  });

  test("is printed with company, day and filter, and without what can only be clicked", async ({ page }) => {
    await page.goto("/administration/utilisateurs?site=Antony&statut=actif");
    await expect(rows(page).first()).toBeVisible();
    await page.emulateMedia({ media: "print" });
    const main = page.getByRole("main");
    await expect(page.getByText(/^POTTERS FRANCE, imprimé le \d{2}\/\d{2}\/\d{4}$/)).toBeVisible();
    await expect(main.getByText("Site : Antony · Statut : Actif")).toBeVisible();
    await expect(main.getByRole("columnheader", { name: "Profil" })).toBeVisible();
    await expect(main.locator(":is(.button, button, summary, input, select):visible")).toHaveCount(0);
    expect(await main.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
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
