import type { Page } from "@playwright/test";
import { create, find } from "../support/people";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

/** A name that no other test uses. */
const newName = (name: string) => `${name} ${Math.random().toString(36).slice(2, 10)}`;

async function createSite(page: Page, name: string) {
  await page.goto("/administration/sites");
  await page.getByLabel("Nom du site").fill(name);
  await page.getByRole("button", { name: "Créer un site" }).click();
  await expect(page.getByText(`Le site « ${name} » est créé.`)).toBeVisible();
}

async function open(page: Page, name: string) {
  await page.goto(`/administration/sites?recherche=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name: `Modifier le site ${name}` }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test.describe("Sites", () => {
  test.beforeEach(async ({ page, guichet }) => signIn(page, guichet.administrator));

  test("a site is created, and a second of nearly that name is refused without losing it", javaScriptFree, async ({
    page,
    complaints,
  }) => {
    complaints.expect(/status of 422/);
    const name = newName("Quai Éclair");
    await createSite(page, name);
    await expect(page.getByRole("table")).toContainText(name);
    await expect(page.getByLabel("Nom du site"), "the next one is typed into an empty field").toHaveValue("");
    await checkPage(page);

    const again = name.replace("Éclair", "eclair").replace(" ", " – ");
    await page.getByLabel("Nom du site").fill(again);
    await page.getByRole("button", { name: "Créer un site" }).click();
    await expect(page.getByText(`Vous avez déjà un site « ${name} »`)).toBeVisible();
    await expect(page.getByLabel("Nom du site")).toHaveValue(again);
    await checkPage(page);
  });

  test("a site is not renamed to nothing, and the address says what is asked and no more", javaScriptFree, async ({ page }) => {
    const name = newName("Quai");
    await createSite(page, name);
    await open(page, name);
    await page.getByLabel("Nom du site").fill("");
    await page.getByRole("button", { name: "Renommer…" }).click();
    await expect(page.getByText("Indiquez le nom du site")).toBeVisible();
    await expect(page).toHaveURL(/\?nom=$/);
    await checkPage(page);
  });

  test("renaming says what it touches, is in the list at once, and can be taken back", javaScriptFree, async ({ page }) => {
    const address = newAddress("renommee");
    await create(page, address);
    await open(page, "Antony");
    await page.getByLabel("Nom du site").fill("Antony Nord");
    await page.getByRole("button", { name: "Renommer…" }).click();
    const question = page.getByRole("dialog");
    await expect(question).toContainText("Renommer « Antony » en « Antony Nord »");
    await expect(question).toContainText(/\d+\s(affectation|affectations),/);
    await checkPage(page);
    await question.getByRole("button", { name: "Renommer", exact: true }).click();
    await expect(page.getByText("s’appelle maintenant « Antony Nord »")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Antony Nord" })).toBeVisible();

    await expect(await find(page, address)).toContainText("Antony Nord");
    await open(page, "Antony Nord");
    await page.getByLabel("Nom du site").fill("Lyon part dieu");
    await page.getByRole("button", { name: "Renommer…" }).click();
    await expect(page.getByText("Vous avez déjà un site « Lyon – Part-Dieu »")).toBeVisible();

    await page.getByLabel("Nom du site").fill("Antony");
    await page.getByRole("button", { name: "Renommer…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Renommer", exact: true }).click();
    await page.getByRole("button", { name: "Reprendre le nom « Antony Nord »" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Antony Nord" })).toBeVisible();
    await page.getByRole("button", { name: "Reprendre le nom « Antony »" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Antony", exact: true })).toBeVisible();
  });

  test("a site is put away and taken back", javaScriptFree, async ({ page }) => {
    const name = newName("Dépôt");
    await createSite(page, name);
    await open(page, name);
    await page.getByRole("button", { name: "Archiver" }).click();
    await expect(page.getByText(`Le site « ${name} » est archivé`)).toBeVisible();
    await checkPage(page);
    await page.getByRole("button", { name: `Reprendre le site « ${name} »` }).click();
    await expect(page.getByText(`Le site « ${name} » est de nouveau proposé.`)).toBeVisible();
  });

  test("two sites are merged once it was said what becomes of their people", javaScriptFree, async ({ page }) => {
    const name = newName("Entrepôt");
    await createSite(page, name);
    await open(page, name);
    await page.getByLabel("Site qui reste").selectOption({ label: "Nîmes" });
    await page.getByRole("button", { name: "Fusionner…" }).click();
    const question = page.getByRole("dialog");
    await expect(question).toContainText(`Fusionner « ${name} » avec « Nîmes »`);
    await expect(question).toContainText("Personne n’est déjà");
    await checkPage(page);
    await question.getByRole("button", { name: "Fusionner", exact: true }).click();
    await expect(page.getByText(`Le site « ${name} » est fusionné avec « Nîmes »`)).toBeVisible();
    await expect(page).toHaveURL(/\/administration\/sites$/);
  });

  test("a site that nobody is at is removed, one that is used is not", javaScriptFree, async ({ page }) => {
    const name = newName("Annexe");
    await createSite(page, name);
    await open(page, name);
    await page.getByRole("link", { name: "Supprimer" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Supprimer" }).click();
    await expect(page.getByText(`Le site « ${name} » est supprimé.`)).toBeVisible();
    await open(page, "Nîmes");
    await expect(page.getByRole("link", { name: "Supprimer" })).toHaveCount(0);
    await expect(page.getByText("pour le supprimer, fusionnez-le")).toBeVisible();
  });

  test("a file of sites is previewed line by line before anything is created", javaScriptFree, async ({ page }) => {
    const name = newName("Hangar");
    await page.goto("/administration/sites");
    await page.getByRole("link", { name: "Importer des sites" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Importer des sites" })).toBeVisible();
    await checkPage(page);
    // What French Excel saves.
    const text = `Site;Ville\r\n${name};X\r\nAntony;X\r\nLyon Part-Dieu;X\r\nN\u00eemes;X\r\n${name.toUpperCase()};X\r\n`;
    const file = { name: "sites.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") };
    await page.getByLabel("Fichier").setInputFiles(file);
    await page.getByRole("button", { name: "Vérifier" }).click();
    const row = (text: string) => page.getByRole("row").filter({ hasText: text });
    await expect(row("Lyon Part-Dieu")).toContainText("Vous avez « Lyon – Part-Dieu »");
    await expect(row("Nîmes")).toContainText("Déjà connu");
    await expect(row("En double")).toContainText("Comme à la ligne 2");
    await checkPage(page);
    await page.getByRole("button", { name: "Créer 1 site" }).click();
    await expect(page.getByText("1 site est créé.")).toBeVisible();
    await page.goto(`/administration/sites?recherche=${encodeURIComponent(name)}`);
    await expect(page.getByRole("table")).toContainText(name);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Exporter les sites" }).click(),
    ]);
    const { readFile } = await import("node:fs/promises");
    expect((await readFile(await download.path())).toString("utf8")).toContain(`${name};en service;`);
  });
});

test.describe("Contracts", () => {
  test.beforeEach(async ({ page, guichet }) => signIn(page, guichet.administrator));

  test("a customer gives a contract a label of its own, and is led to the people there", javaScriptFree, async ({ page }) => {
    await page.goto("/administration/contrats");
    await page.getByRole("link", { name: "Modifier votre libellé pour 10000700" }).click();
    await page.getByLabel("Votre libellé pour 10000700").fill("Siège & usine");
    await checkPage(page);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Le libellé est maintenant « Siège & usine ».")).toBeVisible();
    await checkPage(page);

    const contract = page.getByRole("region", { name: /10000700/ });
    await contract.getByRole("link", { name: /\d+\spersonnes?$/ }).click();
    await expect(page).toHaveURL(/compte=10000700/);
    await expect(page.getByRole("table").locator("tbody tr").first()).toContainText("10000700");
  });

  test("a label that cannot be is refused without losing it", javaScriptFree, async ({ page, complaints }) => {
    complaints.expect(/status of 422/);
    await page.goto("/administration/contrats");
    await page.getByRole("link", { name: "Modifier votre libellé pour 10095403" }).click();
    await page.getByLabel("Votre libellé pour 10095403", { exact: true }).fill("www.gain.example");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Un libellé ne peut pas contenir de lien.")).toBeVisible();
    await expect(page.getByLabel("Votre libellé pour 10095403", { exact: true })).toHaveValue("www.gain.example");
  });
});
