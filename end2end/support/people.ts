import { type Browser, type BrowserContextOptions, type Page, expect, test } from "@playwright/test";
import type { Guichet } from "./guichet";
import { said } from "./mailbox";
import { arrive, signIn } from "./test";

/** Waits until the page of a form with selects runs its code, where the browser runs any. */
export async function running(page: Page) {
  if (test.info().project.use.javaScriptEnabled !== false) await expect(page.locator("select[data-sent]")).toHaveCount(0);
}

/** Creates a person by *Créer un utilisateur*. */
export async function create(page: Page, address: string) {
  await page.goto("/administration/utilisateurs");
  await page.getByRole("link", { name: "Créer un utilisateur" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Gestion des utilisateurs" })).toBeVisible();
  await running(page);
  const form = page.getByRole("main");
  const contract = await form.getByLabel("N° compte").getByRole("option", { name: /10000700/ }).getAttribute("value");
  await form.getByLabel("N° compte").selectOption(contract);
  await form.getByLabel(/^Site/).selectOption({ label: "Antony" });
  await form.getByLabel("Profil", { exact: true }).selectOption({ label: "Expéditeur" });
  await form.getByLabel("Adresse e-mail").fill(address);
  await form.getByRole("button", { name: "Ajouter" }).click();
  await expect(form.getByRole("list", { name: "Adresses saisies" })).toContainText(address);
  await form.getByRole("button", { name: "Valider" }).click();
  // Leaving before the answer would take the request back.
  await expect(page).toHaveURL(/\/administration\/utilisateurs(\?|$)/);
}

/** The rows of the list that speak of an address. */
export async function find(page: Page, address: string) {
  await page.goto("/administration/utilisateurs");
  await page.getByRole("search").getByLabel("Utilisateur").fill(address);
  await page.getByRole("button", { name: "Rechercher" }).click();
  return page.getByRole("table").locator("tbody tr").filter({ hasText: address });
}

/** A person whom the administrator creates at Antony, who has chosen a password, and where they arrive then. */
export async function join(
  page: Page,
  guichet: Guichet,
  browser: Browser,
  options: BrowserContextOptions,
  address: string,
): Promise<Page> {
  await signIn(page, guichet.administrator);
  await create(page, address);
  const mail = await guichet.mailbox.next(address);
  const context = await browser.newContext({ ...options, baseURL: guichet.url });
  const theirs = await context.newPage();
  await arrive(theirs, { login: said(mail, "Identifiant"), password: said(mail, "Mot de passe") });

  const own = "quatre mots choisis ensemble";
  await theirs.getByLabel("Nouveau mot de passe").fill(own);
  await theirs.getByLabel("Confirmer le mot de passe").fill(own);
  await theirs.getByRole("main").getByRole("button").first().click();
  await expect(theirs.getByRole("heading", { level: 1, name: "Vos accès" })).toBeVisible();
  return theirs;
}
