import type { Page } from "@playwright/test";
import { said } from "../support/mailbox";
import { join } from "../support/people";
import { checkPage, expect, fillSignIn, newAddress, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };
const own = "quatre mots choisis ensemble";
const administrators = "/administration/changement-administrateur";

/** Asks somebody, on the page of administrators. */
async function ask(page: Page, address: string, role: "Prendre votre place" | "Administrer avec vous", password: string) {
  await page.goto(administrators);
  await page.getByLabel("Nom ou adresse e-mail").fill(address);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await page.getByRole("radio", { name: new RegExp(address) }).check();
  await page.getByRole("radio", { name: role }).check();
  await page.getByLabel("Votre mot de passe").fill(password);
  await page.getByRole("button", { name: "Confirmer et envoyer la demande" }).click();
}

/** Accepts what a mailed link asks. */
async function accept(page: Page, link: string) {
  await page.goto(link);
  await page.getByLabel("Votre mot de passe").fill(own);
  await page.getByRole("button", { name: "Accepter et administrer" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Vous administrez désormais" })).toBeVisible();
}

test("the administration is shared, handed over and withdrawn", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
}) => {
  test.slow();
  const [deputy, successor] = [newAddress("adjointe"), newAddress("successeur")];
  const theirs = await join(page, guichet, browser, contextOptions, deputy);
  const next = await join(page, guichet, browser, contextOptions, successor);
  const link = async (address: string) => said(await guichet.mailbox.next(address, 2), "Lien");

  await ask(page, deputy, "Administrer avec vous", guichet.administrator.password);
  await expect(page.getByRole("status").filter({ hasText: "La demande est partie" })).toBeVisible();
  await checkPage(page);
  await theirs.goto(await link(deputy));
  await checkPage(theirs);
  await accept(theirs, await link(deputy));
  await checkPage(theirs);

  await ask(theirs, successor, "Prendre votre place", own);
  await expect(theirs.getByRole("heading", { name: "Passation en attente d’une confirmation" })).toBeVisible();
  await checkPage(theirs);
  await accept(next, await link(successor));
  // The session of who handed over has ended, and there is nothing left to administer.
  await theirs.goto(administrators);
  await expect(theirs).toHaveURL(/\/connexion/);
  await fillSignIn(theirs, { login: deputy, password: own });
  await expect(theirs.getByRole("table")).toHaveCount(0);
  expect((await guichet.mailbox.next(deputy, 4)).text).toContain("Vous n’administrez plus");

  await page.goto(administrators);
  await page.getByRole("link", { name: new RegExp(`Retirer .*${successor.split("@")[0]}`) }).click();
  const question = page.getByRole("dialog");
  await question.getByLabel("Votre mot de passe").fill(guichet.administrator.password);
  await checkPage(page);
  await question.getByRole("button", { name: "Retirer des administrateurs" }).click();
  await expect(page.getByRole("status").filter({ hasText: "n’administre plus" })).toBeVisible();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
});

test("a refused request keeps who was chosen, and one that is cancelled leads nowhere", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
  complaints,
}) => {
  complaints.expect(/status of 4\d\d/);
  const address = newAddress("hesitante");
  const theirs = await join(page, guichet, browser, contextOptions, address);
  await ask(page, address, "Administrer avec vous", "ce n’est pas mon mot de passe");
  await expect(page.getByLabel("Votre mot de passe")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("radio", { name: new RegExp(address) })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Administrer avec vous" })).toBeChecked();
  await checkPage(page);

  await page.getByLabel("Votre mot de passe").fill(guichet.administrator.password);
  await page.getByRole("button", { name: "Confirmer et envoyer la demande" }).click();
  const link = said(await guichet.mailbox.next(address, 2), "Lien");
  await page.goto(administrators);
  await page.getByRole("button", { name: /Abandonner la demande à/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "abandonnée" })).toBeVisible();
  await theirs.goto(link);
  await expect(theirs.getByText("Demande abandonnée")).toBeVisible();
  await page.goto(link);
  await expect(page.getByText("Demande introuvable")).toBeVisible();
});
