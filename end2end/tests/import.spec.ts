import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { create, find } from "../support/people";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const file = (lines: string[]) => ({
  name: "utilisateurs.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["compte;sous_compte;site;profil;nom;prenom;email", ...lines, ""].join("\r\n"), "latin1"),
});

test.describe("Importing", () => {
  test.beforeEach(async ({ page, guichet }) => {
    await signIn(page, guichet.administrator);
    await page.goto("/administration/utilisateurs");
    await page.getByRole("link", { name: "Importer des utilisateurs" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Importer des utilisateurs" })).toBeVisible();
  });

  test("the template is downloaded", async ({ page }) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Télécharger le modèle d'import" }).first().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^modele-utilisateurs\.(csv|xlsx)$/);
  });

  test("a file is previewed before anything is written, then imported once", async ({ page, guichet }) => {
    const [first, second] = [newAddress("importee"), newAddress("importe")];
    const chosen = file([
      `10000700;;Antony;Expéditeur;Lefèvre;Hélène;${first}`,
      `10000700;;Antony;Expéditeur;Noël;Anaïs;${second}`,
      "10000700;;Antony;Expéditeur;Sans;Adresse;pas-une-adresse",
    ]);
    await page.locator("input[type=file]").setInputFiles(chosen);
    const grid = page.getByRole("grid");
    await expect(grid).toContainText(first);
    await expect(grid).toContainText("Lefèvre");
    expect(await guichet.mailbox.to(first)).toEqual([]);

    await page.getByRole("button", { name: /^Importer les 2 lignes valides/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Télécharger la ligne en erreur" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("utilisateurs-constat.csv");
    expect(await readFile(await download.path(), "latin1")).toMatch(/;constat\r\n.*;pas-une-adresse;.+\r\n$/);
    await checkPage(page);

    // The address of the page before names the draft that is an import by now.
    await page.goBack();
    const callout = page.locator(".callout").filter({ hasText: "a été importé le" });
    await callout.getByRole("link", { name: /^Voir le résultat/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await guichet.mailbox.next(first);
    await guichet.mailbox.next(second);
    await page.goto(`/administration/utilisateurs?utilisateur=${first}`);
    await expect(page.getByRole("table").locator("tbody tr").filter({ hasText: first })).toContainText("Hélène Lefèvre");
  });

  test("what somebody changes between preview and import is shown, and asked again", async ({ page, context, guichet }) => {
    const [meanwhile, other] = [newAddress("entretemps"), newAddress("autre")];
    const lines = [meanwhile, other].map((address) => `10000700;;Antony;Expéditeur;Lefèvre;Hélène;${address}`);
    await page.locator("input[type=file]").setInputFiles(file(lines));
    await expect(page.getByText("2 mails de bienvenue partiront")).toBeVisible();

    const colleague = await context.newPage();
    await create(colleague, meanwhile);
    await colleague.close();

    await page.getByRole("button", { name: /^Importer les 2 lignes valides/ }).click();
    const rows = page.getByRole("table", { name: "Lignes dont le sort a changé" }).locator("tbody tr");
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText([new RegExp(`2.*${meanwhile}.*À créer.*Nom à changer`)]);
    await checkPage(page);
    const meantime = await context.newPage();
    await find(meantime, other);
    await expect(meantime.getByText("Aucune affectation ne répond à ces critères")).toBeVisible();
    await meantime.close();

    await page.getByRole("button", { name: "Importer ainsi" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await guichet.mailbox.next(other);
  });

  test("the same file once more is said to have changed nothing", async ({ page, guichet }) => {
    const address = newAddress("deux-fois");
    for (const outcome of ["ligne importée", "Rien à faire : tout était déjà en place, aucun mail n’est parti."]) {
      await page.goto("/administration/utilisateurs/importer");
      await page.locator("input[type=file]").setInputFiles(file([`10000700;;Antony;Expéditeur;Morel;Tom;${address}`]));
      await page.getByRole("button", { name: "Importer la ligne valide" }).click();
      await expect(page.getByRole("status").filter({ hasText: outcome })).toBeVisible();
    }
    await guichet.mailbox.next(address);
  });

  test("a name that differs is said, and the names of a file are taken or left for all at once", async ({ page, guichet }) => {
    const address = newAddress("renommee");
    const named = (name: string) => file([`10000700;;Antony;;${name};Hélène;${address}`]);
    await page.locator("input[type=file]").setInputFiles(named("Lefèvre"));
    await expect(page.getByText("1 mail de bienvenue partira · profil par défaut pour 1 nouvelle personne")).toBeVisible();
    await page.getByRole("button", { name: /^Importer/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await guichet.mailbox.next(address);

    await page.goto("/administration/utilisateurs/importer");
    await page.locator("input[type=file]").setInputFiles(named("Lefèvre-Roy"));
    const names = page.getByRole("checkbox", { name: "Reprendre les noms du fichier (1 nom changé)" });
    await expect(names).toBeChecked();
    await expect(page.getByRole("radio", { name: "1 nom changé" })).toBeVisible();
    await expect(page.getByRole("grid")).toContainText("Nom changé");
    await checkPage(page);
    await names.uncheck();
    await page.getByRole("button", { name: /^Importer/ }).click();
    await expect(page.getByText("Rien à faire : tout était déjà en place")).toBeVisible();

    await page.goto("/administration/utilisateurs/importer");
    await page.locator("input[type=file]").setInputFiles(named("Lefèvre-Roy"));
    await expect(names).toBeChecked();
    await page.getByRole("button", { name: /^Importer/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await expect(await find(page, address)).toContainText("Hélène Lefèvre-Roy");
  });

  test("a site that was nearly right is corrected by one button", async ({ page }) => {
    await page.locator("input[type=file]").setInputFiles(
      file([
        `10000700;;Antony;Expéditeur;Morel;Tom;${newAddress("juste")}`,
        `10000700;;antony;Expéditeur;Morel;Léa;${newAddress("presque")}`,
      ]),
    );
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
    await page.getByRole("button", { name: /Corriger|Remplacer|Appliquer/ }).first().click();
    await expect(page.getByRole("button", { name: /^Importer les 2 lignes valides/ })).toBeEnabled();
  });

  test("what is not a list of users is refused in words", async ({ page }) => {
    const picture = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
    await page.locator("input[type=file]").setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer: picture });
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByRole("grid")).toHaveCount(0);
  });
});
