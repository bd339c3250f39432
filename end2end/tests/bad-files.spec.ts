import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const titles = "compte;sous_compte;site;profil;nom;prenom;email";
const person = (address: string, site = "Antony") => `10000700;;${site};Expéditeur;Lefèvre;Hélène;${address}`;

async function choose(page: Page, content: string | Buffer, name = "liste.csv") {
  const buffer = typeof content === "string" ? Buffer.from(content) : content;
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
}

test.describe("A file to import", () => {
  test.beforeEach(async ({ page, guichet }) => {
    await signIn(page, guichet.administrator);
    await page.goto("/administration/utilisateurs/importer");
  });

  const unreadable: [what: string, content: string | Buffer, why: RegExp][] = [
    ["that is empty", "", /vide/],
    ["with a header alone", `${titles}\r\n`, /ligne des titres/],
    ["that is an image", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /image/],
    [
      "with an unclosed quote",
      `${titles}\n${person("a@exemple.fr")}\n10000700;;"Antony;;;;b@exemple.fr\n${person("c@exemple.fr")}\n`,
      /Ligne 3\s: un guillemet est ouvert/,
    ],
    ["with 1,100 columns", `${titles}\n${"x;".repeat(1099)}x\n`, /Ligne 2\s: plus de 1024 colonnes/],
    ["with a cell of 1 MB", `${titles}\n10000700;;Antony;;${"x".repeat(1_000_000)};;a@exemple.fr\n`, /Ligne 2\s: une cellule/],
  ];
  for (const [what, content, why] of unreadable) {
    test(`${what} is refused in words that say where, and another can be chosen`, async ({ page }) => {
      await choose(page, content);
      await expect(page.getByRole("alert")).toContainText(why);
      await checkPage(page);
      await choose(page, `${titles}\n${person(newAddress("apres"))}\n`);
      await expect(page.getByRole("button", { name: /^Importer la ligne valide/ })).toBeEnabled();
    });
  }

  for (const [name, end] of [["CR LF", "\r\n"], ["LF", "\n"], ["CR", "\r"]] as const) {
    test(`with lines that end in ${name}, in Windows-1252, after a sep= line, is read`, async ({ page }) => {
      const lines = ["sep=;", titles, person(newAddress("fin")), person(newAddress("fin")), ""];
      await choose(page, Buffer.from(lines.join(end), "latin1"));
      await expect(page.getByRole("grid")).toContainText("Lefèvre");
      await expect(page.getByRole("button", { name: /^Importer les 2 lignes valides/ })).toBeEnabled();
    });
  }

  test("with a NUL has one row in error, and the rest can be imported", async ({ page }) => {
    await choose(page, `${titles}\n${person(newAddress("sain"))}\n10000700;;An\0tony;;;;${newAddress("nul")}\n`);
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Importer la ligne valide/ })).toBeEnabled();
    await checkPage(page);
  });

  test("with a line twice and a site in capitals names both, and imports the rest", async ({ page }) => {
    const twice = newAddress("deux-fois");
    const lines = [titles, person(twice), person(twice.toUpperCase()), person(newAddress("capitales"), "ANTONY")];
    await choose(page, lines.join("\r\n"));
    await expect(page.getByRole("radio", { name: "2 en erreur" })).toBeVisible();
    await page.getByRole("gridcell", { name: "10000700" }).first().click();
    for (const sentence of ["Même adresse au même endroit qu’à la ligne 2", "Le site « ANTONY » n’existe pas"]) {
      await page.keyboard.press("F8");
      await expect(page.getByText(sentence)).toBeVisible();
    }
    await expect(page.getByRole("button", { name: /^Importer la ligne valide/ })).toBeEnabled();
    await checkPage(page);
  });
});
