import type { Page } from "@playwright/test";
import { running } from "../support/people";
import { checkPage, expect, fillSignIn, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };
const create = "/administration/utilisateurs/creer";

/** A page in which something is being typed. */
async function type(page: Page, address: string) {
  await page.goto(create);
  await running(page);
  await page.getByRole("main").getByLabel("Adresse e-mail").fill(address);
}

test("a page says that its session is about to end, and prolongs it", async ({ page, guichet, context }) => {
  await signIn(page, guichet.administrator);
  const address = newAddress("saisie");
  await type(page, address);
  await context.clearCookies({ name: "guichet-active" });
  const question = page.getByRole("dialog", { name: "Êtes-vous encore là" });
  await expect(question).toBeVisible();
  await checkPage(page);
  await question.getByRole("button", { name: "Rester connecté" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("main").getByLabel("Adresse e-mail")).toHaveValue(address);
  expect((await context.cookies()).map((cookie) => cookie.name)).toContain("guichet-active");
});

test("once the session has ended one signs in on the page, and what was typed stays", async ({
  page,
  guichet,
  context,
  complaints,
}) => {
  complaints.expect(/status of 401/);
  await signIn(page, guichet.administrator);
  const address = newAddress("saisie");
  const form = page.getByRole("main");
  await type(page, address);
  await form.getByLabel("N° compte").selectOption({ index: 1 });
  await form.getByLabel(/^Site/).selectOption({ label: "Antony" });
  await form.getByRole("button", { name: "Ajouter" }).click();
  await expect(form.getByRole("list", { name: "Adresses saisies" })).toContainText(address);
  await context.clearCookies({ name: "guichet" });
  await form.getByRole("button", { name: "Valider" }).click();
  const question = page.getByRole("dialog", { name: "Votre session est terminée" });
  await expect(question).toBeVisible();
  await checkPage(page);

  await fillSignIn(page, { ...guichet.administrator, password: "ce n’est pas mon mot de passe" });
  await expect(question.getByRole("alert")).toBeVisible();
  await fillSignIn(page, guichet.login("autre_client"));
  await expect(question.getByRole("alert")).toContainText("autre personne");
  await fillSignIn(page, guichet.administrator);
  await expect(question).toBeHidden();
  await expect(form.getByRole("list", { name: "Adresses saisies" })).toContainText(address);
  await form.getByRole("button", { name: "Valider" }).click();
  await expect(page).toHaveURL(/\/administration\/utilisateurs(\?|$)/);
});

test("a password is shown on demand, and hidden when it is sent", async ({ page, guichet }) => {
  await page.goto("/connexion");
  const password = page.getByLabel("Mot de passe", { exact: true });
  await password.fill("quatre mots choisis ensemble");
  const show = page.getByRole("checkbox", { name: "Afficher" });
  await show.check();
  await expect(password).toHaveAttribute("type", "text");
  await checkPage(page);
  await show.uncheck();
  await expect(password).toHaveAttribute("type", "password");

  await show.check();
  await page.evaluate(() => addEventListener("submit", (event) => event.preventDefault()));
  await fillSignIn(page, guichet.administrator);
  await expect(password).toHaveAttribute("type", "password");
});

test("a password can be shown where scripts run, and nowhere else is it offered", javaScriptFree, async ({ page }) => {
  await page.goto("/connexion");
  const runs = test.info().project.use.javaScriptEnabled !== false;
  await expect(page.getByRole("checkbox", { name: "Afficher" })).toHaveCount(runs ? 1 : 0);
});
