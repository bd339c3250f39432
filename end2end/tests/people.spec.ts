import { create, find } from "../support/people";
import { said } from "../support/mailbox";
import { checkPage, expect, fillSignIn, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

test.describe("People", () => {
  test.beforeEach(async ({ page, guichet }) => signIn(page, guichet.administrator));

  test("a new person gets a mail whose password opens the portal once, for choosing one’s own", javaScriptFree, async ({
    page,
    guichet,
    browser,
    contextOptions,
  }) => {
    const address = newAddress("nouvelle");
    await create(page, address);
    await expect(await find(page, address)).toHaveCount(1);
    await expect(await find(page, address)).toContainText("Invité");

    const mail = await guichet.mailbox.next(address);
    const login = said(mail, "Identifiant");
    const password = said(mail, "Mot de passe");

    const context = await browser.newContext({ ...contextOptions, baseURL: guichet.url });
    const theirs = await context.newPage();
    await signIn(theirs, { login, password });
    await expect(theirs.getByLabel("Nouveau mot de passe")).toBeVisible();
    await theirs.waitForLoadState();
    await checkPage(theirs);
    const own = "quatre mots choisis ensemble";
    await theirs.getByLabel("Nouveau mot de passe").fill(own);
    await theirs.getByLabel("Confirmer le mot de passe").fill(own);
    await theirs.getByRole("main").getByRole("button").first().click();
    await expect(theirs.getByLabel("Nouveau mot de passe")).toBeHidden();
    await theirs.goto("/mon-espace");
    await expect(theirs.getByRole("main")).toContainText(login);
    await expect(theirs.getByRole("main")).toContainText(address);
    await context.close();

    const later = await browser.newContext({ ...contextOptions, baseURL: guichet.url });
    const again = await later.newPage();
    await again.goto("/connexion");
    await fillSignIn(again, { login, password });
    await expect(again.getByRole("alert").first()).toBeVisible();
    await signIn(again, { login: address, password: own });
    await later.close();

    await expect(await find(page, address)).toContainText("Actif");
  });

  test("what is wrong with an address is said, and nothing typed is lost", javaScriptFree, async ({ page, complaints }) => {
    complaints.expect(/status of 4\d\d/);
    await page.goto("/administration/utilisateurs/creer");
    const field = page.getByRole("main").getByLabel("Adresse e-mail");
    await field.fill("claire lefèvre@@exemple");
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByRole("main")).toContainText("claire lefèvre@@exemple");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await checkPage(page);
  });

  test("a person’s name is changed", javaScriptFree, async ({ page }) => {
    const address = newAddress("modifiee");
    await create(page, address);
    await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
    await page.getByLabel("Prénom").fill("Maëlle");
    await page.getByLabel("Nom", { exact: true }).fill("d’Aubigné");
    await checkPage(page);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    // Leaving before the answer would take the request back.
    await expect(page.getByText("Les modifications sont enregistrées.")).toBeVisible();
    await expect(await find(page, address)).toContainText("Maëlle d’Aubigné");
  });

  test("a misspelt address is put right until the person has signed in", javaScriptFree, async ({ page, guichet, complaints }) => {
    complaints.expect(/status of 4\d\d/);
    const [typed, taken, meant] = [newAddress("mal-saisie"), newAddress("prise"), newAddress("bien-saisie")];
    await create(page, taken);
    await create(page, typed);
    await guichet.mailbox.next(typed);
    await (await find(page, typed)).getByRole("link", { name: /Modifier/ }).click();
    await page.getByRole("link", { name: "Corriger l’adresse" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: /Corriger l’adresse/ })).toBeVisible();

    const field = page.getByLabel("Adresse e-mail");
    await expect(field).toHaveValue(typed);
    await field.fill(taken);
    await page.getByRole("button", { name: "Corriger" }).click();
    await expect(page.getByRole("alert").first()).toContainText(`C’est déjà l’adresse de ${taken}`);
    await expect(field).toHaveValue(taken);
    await checkPage(page);

    await field.fill(meant);
    await page.getByRole("button", { name: "Corriger" }).click();
    await expect(page.getByText(`L’adresse est maintenant ${meant}`)).toBeVisible();
    await guichet.mailbox.next(meant);
    await expect(await find(page, meant)).toHaveCount(1);
    await expect(await find(page, typed)).toHaveCount(0);
  });

  test("removing names the person, and can be undone", javaScriptFree, async ({ page }) => {
    const address = newAddress("retiree");
    await create(page, address);
    const row = await find(page, address);
    await row.getByRole("link", { name: /Supprimer/ }).or(row.getByRole("button", { name: /Supprimer/ })).first().click();
    // Rows lead to the question by links; its answer is the only button of that name.
    const answer = page.getByRole("button", { name: "Supprimer" });
    await expect(answer).toBeVisible();
    await expect(page.getByRole("dialog").or(page.getByRole("main")).first()).toContainText(address);
    await checkPage(page);
    await answer.click();
    await expect(page.getByText("a été supprimé")).toBeVisible();
    const undo = page.getByRole("button", { name: /^Annuler/ });
    await undo.click();
    await expect(page.getByText("rétablie")).toBeVisible();
    await expect(await find(page, address)).toHaveCount(1);
  });
});
