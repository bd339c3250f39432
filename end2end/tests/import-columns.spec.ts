import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Guichet } from "../support/guichet";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const workbook = (name: string, program = "libreoffice") =>
  join(import.meta.dirname, "../../domain/fixtures", program, name);

async function begin(page: Page, guichet: Guichet) {
  await signIn(page, guichet.administrator);
  await page.goto("/administration/utilisateurs/importer");
}

test("a workbook is read in the browser; what it says is judged like any file", async ({ page, guichet }) => {
  await begin(page, guichet);
  await page.locator("input[type=file]").setInputFiles(workbook("equipe.xlsx"));
  await expect(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("grid")).toContainText("Lefèvre");
  await expect(page.getByRole("grid")).toContainText("10000700");
  await checkPage(page);
});

test("what a filter of the workbook hides is read, and said to be", async ({ page, guichet }) => {
  await begin(page, guichet);
  await page.locator("input[type=file]").setInputFiles(workbook("filtre.xlsx", "openpyxl"));
  await expect(page.getByText("1 ligne masquée dans le classeur est lue aussi.")).toBeVisible();
  await expect(page.getByRole("grid")).toContainText("anais.masquee@exemple.fr");
  await expect(page.getByRole("button", { name: "Importer les 3 lignes valides" })).toBeEnabled();
  await checkPage(page);
});

test("the list is found behind a sheet of instructions, and a sheet without people leads back to it", async ({ page, guichet }) => {
  await begin(page, guichet);
  await page.locator("input[type=file]").setInputFiles(workbook("deux-feuilles.xlsx"));
  const sheets = page.getByLabel("Feuille");
  await expect(page.getByRole("grid")).toContainText("helene.lefevre@exemple.fr");
  await expect(sheets.locator("option:checked")).toHaveText("Équipe");
  await expect(page.getByRole("button", { name: "Importer la ligne valide" })).toBeEnabled();
  await checkPage(page);
  await sheets.selectOption({ label: "Consignes" });
  await expect(page.getByRole("alert")).toContainText("aucune personne à importer");
  await expect(sheets.locator("option:checked")).toHaveText("Équipe");
  await expect(page.getByRole("button", { name: "Importer la ligne valide" })).toBeEnabled();
  await expect(page.getByRole("grid")).toContainText("helene.lefevre@exemple.fr");
});

test("columns that were mapped by hand are mapped so the next time, and that can be taken back", async ({ page, guichet }) => {
  const list = () => {
    const lines = ["rubrique;lieu-dit;contact", `10000700;Antony;${newAddress("colonne")}`, ""];
    return { name: "autre-logiciel.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) };
  };
  const feed = (column: string) => page.getByLabel(`La colonne ${column} du fichier alimente`);
  await begin(page, guichet);
  await page.locator("input[type=file]").setInputFiles(list());
  for (const [column, field] of [["rubrique", "N° compte"], ["lieu-dit", "Site"], ["contact", "Adresse e-mail"]] as const) {
    await feed(column).selectOption({ label: field });
  }
  // The page remembers them beside what it shows; leaving sooner would take the request back.
  const remembered = page.waitForResponse(/remember_columns/);
  await page.getByRole("button", { name: "Importer la ligne valide" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
  await remembered;

  await page.goto("/administration/utilisateurs/importer");
  await page.locator("input[type=file]").setInputFiles(list());
  await expect(page.getByText("Les colonnes sont affectées comme la dernière fois.")).toBeVisible();
  await expect(feed("contact")).toHaveValue("email");
  await expect(page.getByRole("button", { name: "Importer la ligne valide" })).toBeEnabled();
  await checkPage(page);
  await page.getByRole("button", { name: "Revenir à la lecture d’après les titres" }).click();
  await expect(feed("rubrique")).toHaveValue("");

  // The command line knows them as well: it would end with an error.
  await guichet.importFile("autre-logiciel.csv", ["rubrique;lieu-dit;contact", `10000700;Antony;${newAddress("ligne")}`, ""]);
});

test("rights and an end are checked and put right like any cell, imported, and unchanged the next time", async ({ page, guichet }) => {
  const [first, second] = [newAddress("droits"), newAddress("fin")];
  const list = {
    name: "droits.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      [
        "compte;site;email;droits;fin",
        `10000700;Antony;${first};Retours : gestion;51136`,
        `10000700;Antony;${second};bureau=gestion;31/02/2040`,
        "",
      ].join("\r\n"),
    ),
  };
  const grid = page.getByRole("grid");
  const importRow = page.getByRole("button", { name: "Importer la ligne valide" });
  await begin(page, guichet);
  await page.locator("input[type=file]").setInputFiles(list);
  await expect(grid).toContainText("Droit inconnu");
  await checkPage(page);
  const corrections = page.getByRole("complementary", { name: "Corrections proposées" });
  for (const meant of ["Droit inconnu", "Date invalide"]) {
    const family = corrections.getByRole("listitem").filter({ hasText: meant });
    await family.getByRole("button", { name: "Corriger la ligne" }).click();
  }
  await expect(grid).toContainText("retours=gestion");
  await expect(grid).toContainText("01/01/2040");
  await importRow.click();
  await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();

  // What it became is what another file says of it, and another end is a change that tells the one there is.
  const rows = ["compte;site;email;droits;fin", `10000700;Antony;${first};retours=gestion;2040-01-01`, ""];
  await guichet.importFile("encore.csv", rows);
  await page.goto("/administration/utilisateurs/importer");
  const later = rows.join("\r\n").replace("2040-01-01", "31/01/2040");
  await page.locator("input[type=file]").setInputFiles({ ...list, buffer: Buffer.from(later) });
  const verdict = grid.getByRole("gridcell", { name: "Accès modifié" });
  await expect(verdict).toHaveAttribute("title", "Fin actuelle\u00a0: 01/01/2040");
  await checkPage(page);
  await importRow.click();
  await expect(page.getByText("accès modifié", { exact: false }).first()).toBeVisible();
});
