import type { Page } from "@playwright/test";
import { join } from "../support/people";
import { code, enrol } from "../support/second-factor";
import { checkPage, expect, fillSignIn, newAddress, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };
const own = "quatre mots choisis ensemble";

async function signOut(page: Page) {
  await page.getByRole("button", { name: "Déconnexion" }).or(page.getByRole("link", { name: "Déconnexion" })).first().click();
  await expect(page).toHaveURL(/\/connexion$/);
}

async function give(page: Page, typed: string) {
  await page.getByLabel("Code à six chiffres").fill(typed);
  await page.getByRole("button", { name: "Continuer" }).click();
}

const inside = (page: Page) => page.getByRole("heading", { level: 1, name: "Vos accès" });

test("a second factor is added, asked for after the password, and replaced by a recovery code", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
}) => {
  test.slow();
  const address = newAddress("facteur");
  const theirs = await join(page, guichet, browser, contextOptions, address);
  await theirs.goto("/mon-compte/informations");
  await theirs.getByRole("link", { name: "Gérer le second facteur" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: "Second facteur" })).toBeVisible();
  await expect(theirs.getByRole("img", { name: /Code QR/ })).toBeVisible();
  await checkPage(theirs);

  await theirs.getByLabel("Votre mot de passe").fill(own);
  await theirs.getByLabel("Code à six chiffres").fill("12345");
  await theirs.getByRole("button", { name: "Ajouter le second facteur" }).click();
  await expect(theirs.getByLabel("Code à six chiffres")).toHaveAttribute("aria-invalid", "true");
  await checkPage(theirs);

  const { key, recovery } = await enrol(theirs, own);
  const [first = "", second = ""] = recovery;
  await expect(theirs.getByRole("status").filter({ hasText: "Second facteur ajouté" })).toBeVisible();
  await checkPage(theirs);
  expect((await guichet.mailbox.next(address, 2)).text).toContain("Second facteur ajouté");
  await theirs.reload();
  await expect(theirs.getByText(first)).toHaveCount(0);
  await signOut(theirs);

  await fillSignIn(theirs, { login: address, password: own });
  await expect(theirs).toHaveURL(/\/connexion\/second-facteur/);
  await checkPage(theirs);
  await theirs.goto("/mon-espace");
  await expect(theirs).toHaveURL(/\/connexion\/second-facteur/);
  await give(theirs, "000 00");
  await expect(theirs.getByLabel("Code à six chiffres")).toHaveAttribute("aria-invalid", "true");
  await checkPage(theirs);
  // The code that confirmed the application was used by that: the next one is accepted a step early.
  await give(theirs, code(key, 1));
  await expect(inside(theirs)).toBeVisible();
  await signOut(theirs);

  await fillSignIn(theirs, { login: address, password: own });
  await give(theirs, first.toLowerCase().replace("-", " "));
  await expect(inside(theirs)).toBeVisible();
  expect((await guichet.mailbox.next(address, 3)).text).toContain("Code de secours utilisé");
  await theirs.goto("/mon-compte/second-facteur");
  await expect(theirs.getByRole("region", { name: "Second facteur actif" })).toContainText("9");
  await checkPage(theirs);

  const removal = theirs.getByRole("region", { name: "Désactiver le second facteur" });
  await removal.getByLabel("Votre mot de passe").fill(own);
  await removal.getByLabel("Code à six chiffres").fill(first);
  await removal.getByRole("button").last().click();
  await expect(removal.getByLabel("Code à six chiffres")).toHaveAttribute("aria-invalid", "true");
  await checkPage(theirs);
  await removal.getByLabel("Votre mot de passe").fill(own);
  await removal.getByLabel("Code à six chiffres").fill(second);
  await removal.getByRole("button").last().click();
  await expect(theirs.getByRole("status").filter({ hasText: "Second facteur désactivé" })).toBeVisible();
});

test("an operator adds a second factor before anything else", javaScriptFree, async ({ page, guichet }) => {
  await page.goto("/connexion");
  const login = guichet.login("exploitant");
  guichet.resetFactor(login.login);
  await fillSignIn(page, login);
  await expect(page).toHaveURL(/\/connexion\/ajouter-second-facteur/);
  await checkPage(page);
  await page.goto("/mon-espace");
  await expect(page).toHaveURL(/\/connexion\/ajouter-second-facteur/);
});

test("once the session has ended, the code is given on the page too", async ({ page, guichet, browser, contextOptions }) => {
  test.slow();
  const address = newAddress("reprise");
  const theirs = await join(page, guichet, browser, contextOptions, address);
  await theirs.goto("/mon-compte/second-facteur");
  const { recovery } = await enrol(theirs, own);
  const [first = ""] = recovery;
  await theirs.goto("/mon-espace");
  await theirs.getByLabel("Nouvelle adresse e-mail").fill("saisie@exemple.fr");
  await theirs.context().clearCookies({ name: "guichet-active" });
  const question = theirs.getByRole("dialog");
  await expect(question).toContainText("Êtes-vous encore là");
  await theirs.context().clearCookies({ name: "guichet" });
  await question.getByRole("button", { name: "Rester connecté" }).click();
  await expect(question).toContainText("Votre session est terminée");

  await fillSignIn(theirs, { login: address, password: own });
  await expect(question.getByRole("alert")).toContainText("second facteur");
  await checkPage(theirs);
  await question.getByLabel("Code à six chiffres").fill(first);
  await question.getByRole("button", { name: "Se connecter" }).click();
  await expect(question).toBeHidden();
  await expect(theirs.getByLabel("Nouvelle adresse e-mail")).toHaveValue("saisie@exemple.fr");
});
