import type { Page } from "@playwright/test";
import { type Mail, said } from "../support/mailbox";
import { find, join } from "../support/people";
import { checkPage, expect, fillSignIn, newAddress, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };
const own = "quatre mots choisis ensemble";

/** Asks for another address on *Mon espace*. */
async function ask(page: Page, address: string, password = own) {
  await page.goto("/mon-espace");
  await page.getByLabel("Nouvelle adresse e-mail").fill(address);
  await page.getByLabel("Votre mot de passe").fill(password);
  await page.getByRole("button", { name: "Demander le changement" }).click();
}

const report = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });
const link = (mail: Mail) => said(mail, "Lien");

test("one's own address changes once both mailboxes have confirmed", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
}) => {
  test.slow();
  const [old, wanted] = [newAddress("ancienne"), newAddress("nouvelle")];
  const theirs = await join(page, guichet, browser, contextOptions, old);
  await ask(theirs, wanted);
  await expect(report(theirs, "confirmez dans chacun")).toBeVisible();
  const section = theirs.getByRole("region", { name: "Changer d’adresse e-mail" });
  await expect(section.getByText("En attente de confirmation")).toHaveCount(2);
  await checkPage(theirs);

  // The second mail to the present address, after that of the invitation; on another device, where nobody is signed in.
  const elsewhere = await (await browser.newContext({ ...contextOptions, baseURL: guichet.url })).newPage();
  await elsewhere.goto(link(await guichet.mailbox.next(old, 2)));
  await expect(elsewhere.getByText(wanted)).toBeVisible();
  await checkPage(elsewhere);
  await elsewhere.getByRole("button", { name: "Confirmer" }).click();
  await expect(report(elsewhere, "confirmé pour cette adresse")).toBeVisible();
  await checkPage(elsewhere);
  await theirs.goto("/mon-espace");
  await expect(section.getByText("En attente de confirmation")).toHaveCount(1);

  const proof = link(await guichet.mailbox.next(wanted));
  await theirs.goto(proof);
  await expect(theirs.getByText(old)).toHaveCount(0);
  await theirs.getByRole("button", { name: "Confirmer" }).click();
  await expect(report(theirs, "L’adresse est changée")).toBeVisible();
  await checkPage(theirs);
  await theirs.goto("/mon-espace");
  await expect(section.getByText(`Votre adresse est ${wanted}`)).toBeVisible();
  await elsewhere.goto(proof);
  await expect(report(elsewhere, "L’adresse est changée")).toBeVisible();
  expect((await guichet.mailbox.next(old, 3)).text).toContain("Celle-ci ne sert plus");
  expect((await guichet.mailbox.next(wanted, 2)).text).toContain("désormais celle de votre compte");

  await elsewhere.goto("/connexion");
  await fillSignIn(elsewhere, { login: wanted, password: own });
  await expect(elsewhere.getByRole("heading", { level: 1, name: "Vos accès" })).toBeVisible();
  await expect(await find(page, wanted)).toHaveCount(1);
  await page.goto(`/administration/journal?personne=${encodeURIComponent(wanted)}`);
  const entry = page.getByRole("row").filter({ hasText: "Adresse changée par la personne" });
  await expect(entry).toContainText(`${old} → ${wanted}`);
  await checkPage(page);
});

test("a change of address is refused, cancelled and corrected", javaScriptFree, async ({
  page,
  guichet,
  browser,
  contextOptions,
}) => {
  test.slow();
  const [old, wanted] = [newAddress("ancienne"), newAddress("nouvelle")];
  const theirs = await join(page, guichet, browser, contextOptions, old);
  const field = theirs.getByLabel("Nouvelle adresse e-mail");
  await ask(theirs, "personne@exemple");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("personne@exemple");
  await checkPage(theirs);
  await ask(theirs, wanted, "ce n’est pas mon mot de passe");
  await expect(theirs.getByLabel("Votre mot de passe")).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue(wanted);

  await ask(theirs, wanted);
  const asked = await guichet.mailbox.next(old, 2);
  await theirs.goto(said(asked, "Refuser"));
  await checkPage(theirs);
  await theirs.getByRole("button", { name: "Refuser le changement" }).click();
  await expect(report(theirs, "Changement refusé")).toBeVisible();
  await theirs.goto(link(await guichet.mailbox.next(wanted)));
  await expect(report(theirs, "Changement refusé")).toBeVisible();

  await ask(theirs, wanted);
  await theirs.getByRole("button", { name: "Annuler le changement" }).click();
  await expect(report(theirs, "Demande annulée")).toBeVisible();
  await expect(theirs.getByText("En attente de confirmation")).toHaveCount(0);
  await expect(theirs.getByText(`Votre adresse est ${old}`)).toBeVisible();
});
