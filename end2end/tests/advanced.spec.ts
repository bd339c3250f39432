import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import { said } from "../support/mailbox";
import { checkPage, expect, fillSignIn, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };
const own = "quatre mots choisis ensemble";
const management = "/mon-compte/utilisateurs";

const advanced = (page: Page) => page.getByRole("table", { name: "Utilisateurs avancés" }).locator("tbody tr");
const proposals = (page: Page) => page.getByRole("table", { name: "Associations proposées" }).locator("tbody tr");
const reported = (page: Page, text: string) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();

test("an advanced user is added, chooses identifier and password, is narrowed, suspended and removed", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
}) => {
  test.slow();
  const address = newAddress("lucas");
  const identifier = address.split("@")[0]!;
  await signIn(page, guichet.administrator);
  await page.goto(management);
  await page.getByRole("link", { name: "Ajouter un utilisateur avancé" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ajouter un utilisateur avancé" })).toBeVisible();
  await checkPage(page);

  await page.getByLabel("Son adresse e-mail").fill("lucas sans arobase");
  await page.getByLabel(/^Prénom/).fill("Lucas");
  await page.getByRole("button", { name: "Ajouter et envoyer le mail" }).click();
  await expect(page.getByLabel("Son adresse e-mail")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Son adresse e-mail")).toHaveValue("lucas sans arobase");
  await expect(page.getByLabel(/^Prénom/)).toHaveValue("Lucas");
  await checkPage(page);
  await page.getByLabel("Son adresse e-mail").fill(address);
  await page.getByRole("button", { name: "Ajouter et envoyer le mail" }).click();
  await reported(page, `un mail part à ${address}`);
  const row = advanced(page).filter({ hasText: address });
  await expect(row).toContainText("Pas encore créé");
  await checkPage(page);

  const theirs = await (await browser.newContext({ ...contextOptions, baseURL: guichet.url })).newPage();
  await theirs.goto(said(await guichet.mailbox.next(address), "Lien"));
  await checkPage(theirs);
  const choose = async (name: string) => {
    await theirs.getByLabel("Identifiant").fill(name);
    await theirs.getByLabel("Nouveau mot de passe").fill(own);
    await theirs.getByLabel("Confirmer le mot de passe").fill(own);
    await theirs.getByRole("button", { name: "Activer mon accès" }).click();
  };
  await choose("élodie");
  await expect(theirs.getByLabel("Identifiant")).toHaveAttribute("aria-invalid", "true");
  await expect(theirs.getByLabel("Identifiant")).toHaveValue("élodie");
  await checkPage(theirs);
  await choose(identifier);
  await expect(theirs).not.toHaveURL(/\/lien\//);

  await page.goto(management);
  await expect(row).toContainText(identifier);
  await row.getByRole("link", { name: /^Modifier/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lucas" })).toBeVisible();
  await checkPage(page);
  await page.getByRole("radio", { name: "Les contrats cochés ci-dessous" }).check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Cochez au moins un contrat.").first()).toBeVisible();
  await page.getByRole("checkbox", { name: /10000700/ }).check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await reported(page, "Utilisateur avancé enregistré");
  await expect(row).toContainText("10000700");

  await row.getByRole("link", { name: /^Modifier/ }).click();
  await page.getByRole("button", { name: "Suspendre" }).click();
  await reported(page, "suspendu");
  await expect(row).toContainText("Suspendu");

  await row.getByRole("link", { name: "Supprimer Lucas" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText(address);
  await checkPage(page);
  await question.getByRole("link", { name: "Garder" }).click();
  await expect(question).toBeHidden();
  await row.getByRole("link", { name: "Supprimer Lucas" }).click();
  await question.getByRole("button", { name: "Supprimer" }).click();
  await reported(page, "Utilisateur avancé supprimé");
  await expect(row).toHaveCount(0);
  expect((await guichet.mailbox.next(address, 2)).text).toContain("n’êtes plus utilisateur avancé");
});

test("advanced users are imported from a file, once it was seen what that would do", javaScriptFree, async ({ page, guichet, complaints }) => {
  complaints.expect(/status of 4\d\d/);
  const address = newAddress("fichier");
  await signIn(page, guichet.administrator);
  await page.goto(management);
  await page.getByRole("link", { name: "Importer des utilisateurs avancés" }).click();
  await checkPage(page);
  const send = async (text: string) => {
    const buffer = Buffer.from(text);
    await page.getByLabel("Fichier").setInputFiles({ name: "avances.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Vérifier le fichier" }).click();
  };

  await send("nom;prenom\nPetit;Zoé\n");
  await expect(page.getByRole("alert").filter({ hasText: "Email" })).toBeVisible();
  await checkPage(page);
  await send(`email;nom;contrats\n${address};Perrin;10000700\nsans arobase;;\n`);
  await expect(page.getByText("1 utilisateur avancé à ajouter")).toBeVisible();
  await expect(page.getByText("Ligne 3")).toBeVisible();
  await checkPage(page);
  await page.getByRole("button", { name: "Ajouter cette personne" }).click();
  await reported(page, "1 utilisateur avancé ajouté");
  await expect(advanced(page).filter({ hasText: address })).toContainText("10000700");
  await guichet.mailbox.next(address);
});

test("an association is proposed, answered alike for any address, accepted and left", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
}) => {
  test.slow();
  const known = guichet.login("avance").login;
  const nobody = newAddress("personne");
  await signIn(page, guichet.login("autre_client"));
  for (const address of [nobody, known]) {
    await page.goto(management);
    await page.getByRole("link", { name: "Associer un utilisateur avancé" }).click();
    await page.getByLabel("Son adresse e-mail").fill(address);
    await page.getByRole("button", { name: "Envoyer la demande" }).click();
    await expect(page.getByLabel("Son adresse e-mail")).toHaveValue(address);
    await expect(page.getByText("Cochez au moins un contrat.").first()).toBeVisible();
    await checkPage(page);
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Envoyer la demande" }).click();
    await reported(page, `Demande envoyée à ${address}, en attente`);
    await expect(proposals(page).filter({ hasText: address })).toContainText("En attente");
  }
  await checkPage(page);
  await page.getByRole("button", { name: `Retirer la demande à ${nobody}` }).click();
  await reported(page, "Demande retirée");
  expect(await guichet.mailbox.to(nobody)).toHaveLength(0);

  const theirs = await (await browser.newContext({ ...contextOptions, baseURL: guichet.url })).newPage();
  await theirs.goto(said(await guichet.mailbox.next(known), "Lien"));
  await fillSignIn(theirs, guichet.login("avance"));
  await expect(theirs.getByRole("heading", { level: 1, name: "Association proposée" })).toBeVisible();
  await checkPage(theirs);
  await theirs.goto("/mon-espace");
  await checkPage(theirs);
  await theirs.getByRole("button", { name: /^Accepter l’association/ }).click();
  await expect(theirs.getByText("Association acceptée.")).toBeVisible();

  await page.goto(management);
  await expect(advanced(page).filter({ hasText: known })).toHaveCount(1);
  await expect(proposals(page)).toHaveCount(0);

  await theirs.getByRole("link", { name: /^Quitter FA/ }).click();
  const question = theirs.getByRole("dialog");
  await checkPage(theirs);
  await question.getByRole("button", { name: "Quitter" }).click();
  await expect(theirs.getByText("Association quittée.")).toBeVisible();
  await page.goto(management);
  await expect(advanced(page).filter({ hasText: known })).toHaveCount(0);
});
