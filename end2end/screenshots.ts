import { Buffer } from "node:buffer";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { pages } from "./support/pages";
import { expect, newAddress, signIn, test } from "./support/test";

const folder = process.env.SCREENSHOTS ?? "screenshots";
const widths = [1440, 768, 390];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page, ${colorScheme}`, async ({ browser, guichet }) => {
    await mkdir(folder, { recursive: true });
    const context = await browser.newContext({ baseURL: guichet.url, colorScheme });
    const page = await context.newPage();
    const shoot = async (name: string, width: number) => {
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    };
    const shootPage = async (path: string) => {
      const name = path.replace(/^\//, "").replace(/\W+/g, "-") || "accueil";
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        await shoot(name, width);
      }
    };
    /** The page as it stands, at each width. */
    const shootState = async (name: string) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await shoot(name, width);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };

    for (const path of pages.anybody) await shootPage(path);
    await signIn(page, guichet.administrator);
    for (const path of pages.administrator) await shootPage(path);

    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/administration/utilisateurs");
    await page.getByRole("link", { name: /^Modifier/ }).first().click();
    await page.waitForURL(/utilisateurs\/[\w-]+/);
    await shootState("modifier");
    await importSteps(page, shootState);
    await context.close();
  });
}

/** The import, step by step: a file with mistakes, a correction, the report, the question before its undoing. */
async function importSteps(page: Page, shoot: (name: string) => Promise<void>) {
  const row = (name: string, site: string, mail = newAddress(name.toLowerCase())) =>
    `10000700;;${site};Expéditeur;${name};Hélène;${mail}`;
  const names = ["Lefèvre", "Petit", "Noël", "Durand", "Moreau", "Roux", "Faure", "Blanc"];
  const lines = [
    "compte;sous_compte;site;profil;nom;prenom;email",
    ...names.map((name) => row(name, "Antony", newAddress("personne"))),
    ...names.slice(0, 3).map((name) => row(name, "antony", newAddress("personne"))),
    row("Garnier", "Saint Etienne", newAddress("personne")),
    row("Chevalier", "Antony", "claire.chevalier@gmial.com"),
    row("Masson", "Antony", "sans-arobase"),
    row("Perrin", "Atlantide", newAddress("personne")),
  ];
  await page.goto("/administration/utilisateurs/importer");
  const buffer = Buffer.from(lines.join("\r\n"), "latin1");
  await page.locator("input[type=file]").setInputFiles({ name: "equipe-de-septembre.csv", mimeType: "text/csv", buffer });
  await expect(page.getByText(/mails? de bienvenue partir/)).toBeVisible();
  await shoot("import-apercu");
  await page.locator("label").filter({ hasText: "en erreur" }).click();
  await shoot("import-en-erreur");
  await page.getByRole("button", { name: /^Importer les \d+ lignes valides/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
  await shoot("import-resultat");
  await page.getByRole("link", { name: "Annuler l’import" }).click();
  await page.getByRole("dialog").waitFor();
  await shoot("import-annuler");
}
