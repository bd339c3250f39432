import { create, find, join, running } from "../support/people";
import { said } from "../support/mailbox";
import { arrive, checkPage, expect, fillSignIn, newAddress, signIn, test } from "../support/test";

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
    await arrive(theirs, { login, password });
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

  test("somebody is created at two places at once, and a place that is wrong is named", javaScriptFree, async ({ page, complaints }) => {
    complaints.expect(/status of 4\d\d/);
    const address = newAddress("partout");
    await page.goto("/administration/utilisateurs/creer");
    await running(page);
    const form = page.getByRole("main");
    const contract = await form.getByLabel("N° compte").getByRole("option", { name: /10000700/ }).getAttribute("value");
    await form.getByLabel("N° compte").selectOption(contract);
    await form.getByLabel(/^Site/).selectOption({ label: "Antony" });
    await form.getByLabel("Profil", { exact: true }).selectOption({ label: "Expéditeur" });
    await form.getByLabel("Adresse e-mail").fill(address);
    await form.getByRole("button", { name: "Affecter aussi à un autre endroit" }).click();
    const second = form.getByRole("group", { name: /^Affectation 2/ });
    await second.getByLabel("N° compte").selectOption(contract);
    await checkPage(page);

    await form.getByRole("button", { name: "Valider" }).click();
    await expect(second.getByLabel(/^Site/)).toHaveAttribute("aria-invalid", "true");
    await expect(second.getByLabel("N° compte")).toHaveValue(contract!);
    await second.getByLabel(/^Site/).selectOption({ label: "Saint-Étienne" });
    await form.getByRole("button", { name: "Valider" }).click();
    await expect(page).toHaveURL(/\/administration\/utilisateurs(\?|$)/);
    const rows = await find(page, address);
    await expect(rows).toHaveCount(2);
    await expect(rows.filter({ hasText: "Saint-Étienne" })).toHaveCount(1);
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

  test("what was removed can be put back later, from its own list", javaScriptFree, async ({ page }) => {
    const address = newAddress("retablie");
    await create(page, address);
    await (await find(page, address)).getByRole("link", { name: /Supprimer/ }).click();
    await page.getByRole("button", { name: "Supprimer" }).click();
    await expect(page.getByText("a été supprimé")).toBeVisible();

    await page.goto("/administration/utilisateurs/supprimes");
    const removed = page.getByRole("table").locator("tbody tr").filter({ hasText: address });
    await expect(removed).toContainText("Antony, Expéditeur");
    await checkPage(page);
    await removed.getByRole("button", { name: /^Rétablir/ }).click();
    await expect(page.getByText("L’affectation est rétablie.")).toBeVisible();
    await expect(removed).toHaveCount(0);
    await expect(await find(page, address)).toHaveCount(1);
  });

  test("of two who change the same person, the second is told what the first made of it", javaScriptFree, async ({
    page,
    context,
    complaints,
  }) => {
    complaints.expect(/status of 4\d\d/);
    const address = newAddress("a-deux");
    await create(page, address);
    await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
    await expect(page.getByLabel("Prénom")).toBeVisible();

    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByLabel("Prénom").fill("Maëlle");
    await other.getByRole("button", { name: "Enregistrer" }).click();
    await expect(other.getByText("Les modifications sont enregistrées.")).toBeVisible();
    await other.close();

    await page.getByLabel("Nom", { exact: true }).fill("d’Aubigné");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert").first()).toContainText(/Prénom.*Quelqu’un d’autre y a mis.*Maëlle/);
    await expect(page.getByLabel("Nom", { exact: true })).toHaveValue("d’Aubigné");
    await checkPage(page);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Les modifications sont enregistrées.")).toBeVisible();
  });

  test("the way back leads to the list as it was", javaScriptFree, async ({ page }) => {
    const address = newAddress("retour");
    await create(page, address);
    await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
    await page.getByLabel("Prénom").fill("Zoé");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Les modifications sont enregistrées.")).toBeVisible();
    await page.getByRole("link", { name: "Revenir à la liste" }).click();
    await expect(page).toHaveURL(/utilisateurs\?utilisateur=retour/);
    await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(1);
  });

  test("a row opens its person by a click anywhere, and leaving asks before what was typed is lost", async ({ page }) => {
    const address = newAddress("cliquee");
    await create(page, address);
    await (await find(page, address)).getByText("Expéditeur").click();
    await expect(page.getByRole("heading", { level: 1, name: address })).toBeVisible();
    await running(page);

    await page.getByLabel("Prénom").fill("Zoé");
    const asked: string[] = [];
    page.once("dialog", async (dialog) => {
      asked.push(dialog.message());
      await dialog.dismiss();
    });
    await page.getByRole("link", { name: "Revenir à la liste" }).click();
    expect(asked).toHaveLength(1);
    await expect(page.getByLabel("Prénom")).toHaveValue("Zoé");
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("link", { name: "Revenir à la liste" }).click();
    await expect(page).toHaveURL(/utilisateurs\?utilisateur=cliquee/);
  });

  test("rows pasted from a sheet are people, and what is wrong goes by one button", async ({ page }) => {
    await page.goto("/administration/utilisateurs/creer");
    await running(page);
    const form = page.getByRole("main");
    const address = newAddress("collee");
    await form.getByLabel("Adresse e-mail").fill(`Nom\tPrénom\tMail\nDurand\tPaul\t${address}\nMartin\tZoé\tzoe@@exemple`);
    await form.getByRole("button", { name: "Ajouter" }).click();
    const list = form.getByRole("list", { name: "Adresses saisies" });
    await expect(list.getByRole("listitem")).toHaveCount(2);
    await expect(list.getByRole("listitem").first()).toContainText("zoe@@exemple");
    await checkPage(page);
    await form.getByRole("button", { name: "La retirer" }).click();
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await form.getByRole("button", { name: "Tout retirer" }).click();
    await form.getByRole("button", { name: "Remettre ce qui a été retiré" }).click();
    await expect(list.getByRole("listitem")).toContainText(address);
  });

  test("an address that hardly gets mail is doubted, and one domain slip away is offered", async ({ page }) => {
    await page.goto("/administration/utilisateurs/creer");
    await running(page);
    const form = page.getByRole("main");
    await form.getByLabel("Adresse e-mail").fill("zoe@potters.local, zoe@gmail.fr");
    await form.getByRole("button", { name: "Ajouter" }).click();
    const list = form.getByRole("list", { name: "Adresses saisies" });
    await expect(list.getByRole("listitem").filter({ hasText: "potters.local" })).toContainText("aucun message n’y arrivera");
    await checkPage(page);
    await list.getByRole("button", { name: /zoe@gmail\.com/ }).click();
    await expect(list.getByRole("listitem").filter({ hasText: "zoe@gmail.com" })).toBeVisible();
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

test("an administrator helps who lost the password, and closes their sessions", async ({ page, guichet, browser, contextOptions }) => {
  const address = newAddress("oublieuse");
  const theirs = await join(page, guichet, browser, contextOptions, address);
  await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
  const sessions = page.getByRole("region", { name: "Sessions ouvertes" });
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await checkPage(page);
  await page.getByRole("button", { name: "Réinitialiser le mot de passe" }).click();
  await expect(page.getByText("Un mail part avec un lien")).toBeVisible();
  await guichet.mailbox.next(address, 2);

  await sessions.getByRole("button", { name: /^Fermer/ }).click();
  await expect(page.getByText("La session est fermée.")).toBeVisible();
  await theirs.goto("/mon-espace");
  await expect(theirs).toHaveURL(/connexion/);
  await theirs.context().close();
});
