import { find } from "../support/people";
import { said } from "../support/mailbox";
import { arrive, checkPage, expect, fillSignIn, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

test("an import is undone for those who have not come yet, and says who stays", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
}) => {
  const [comes, waits] = [newAddress("vient"), newAddress("attend")];
  const name = `${waits.split("@")[0]}.csv`;
  const row = (address: string) => `10000700;Antony;Expéditeur;${address}`;
  await guichet.importFile(name, ["compte;site;profil;email", row(comes), row(waits), ""]);
  const login = async (address: string) => {
    const mail = await guichet.mailbox.next(address);
    return { login: said(mail, "Identifiant"), password: said(mail, "Mot de passe") };
  };
  const [theirs, never] = [await login(comes), await login(waits)];
  const context = await browser.newContext({ ...contextOptions, baseURL: guichet.url });
  const person = await context.newPage();
  await arrive(person, theirs);
  for (const field of ["Nouveau mot de passe", "Confirmer le mot de passe"]) {
    await person.getByLabel(field).fill("quatre mots choisis ensemble");
  }
  await person.getByRole("main").getByRole("button").first().click();
  await expect(person.getByLabel("Nouveau mot de passe")).toBeHidden();

  await signIn(page, guichet.administrator);
  await page.goto("/administration/imports");
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("la ligne de commande");
  await page.getByRole("link", { name }).first().click();
  // The list has such a link in each of its rows.
  await expect(page).toHaveURL(/\/administration\/imports\/./);
  await page.getByRole("link", { name: "Annuler l’import" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("1 utilisateur qui ne s’est jamais connecté sera retiré");
  await expect(question).toContainText("1 personne s’est connectée depuis");
  await checkPage(page);
  await page.reload();
  await expect(question).toContainText("1 personne s’est connectée depuis");
  await question.getByRole("button", { name: "Annuler l’import" }).click();

  await expect(page.getByRole("heading", { name: "Import annulé" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: comes })).toContainText("S’est connectée depuis l’import");
  await checkPage(page);
  await expect(await find(page, comes)).toHaveCount(1);
  await expect(await find(page, waits)).toHaveCount(0);
  await page.goto("/administration/imports");
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("Annulé le");
  await checkPage(page);

  await person.context().clearCookies();
  await person.goto("/connexion");
  await fillSignIn(person, never);
  await expect(person.getByRole("alert").first()).toBeVisible();
  await context.close();
});
