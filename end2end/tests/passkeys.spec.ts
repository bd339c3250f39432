import type { Page } from "@playwright/test";
import { Guichet } from "../support/guichet";
import { join } from "../support/people";
import { checkPage, expect, fillSignIn, newAddress, test } from "../support/test";

const own = "quatre mots choisis ensemble";

/** A device that keeps passkeys and knows who holds it, in the browser of a page. */
async function plugIn(page: Page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: "Déconnexion" }).or(page.getByRole("link", { name: "Déconnexion" })).first().click();
  await expect(page).toHaveURL(/\/connexion$/);
}

const inside = (page: Page) => page.getByRole("heading", { level: 1, name: "Vos accès" });

test("a passkey is added, asked for after the password, enough by itself, and removed", async ({ browser, complaints }) => {
  test.slow();
  // Browsers keep no passkeys for a site whose address is a number.
  const guichet = await Guichet.start({}, "localhost");
  const options = { baseURL: guichet.url };
  const context = await browser.newContext(options);
  const address = newAddress("passe");
  const theirs = await join(await context.newPage(), guichet, browser, options, address);
  complaints.listen(theirs);
  await plugIn(theirs);
  await theirs.goto("/mon-compte/second-facteur");
  await checkPage(theirs);

  const adding = theirs.getByRole("region", { name: "Ajouter une clé d’accès" });
  await adding.getByLabel("Nom de la clé").fill("Ordinateur du bureau");
  await adding.getByLabel("Votre mot de passe").fill("ce n’est pas mon mot de passe");
  await adding.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await expect(adding.getByRole("alert")).toContainText("mot de passe");
  await expect(adding.getByLabel("Nom de la clé")).toHaveValue("Ordinateur du bureau");
  await checkPage(theirs);
  await adding.getByLabel("Votre mot de passe").fill(own);
  await adding.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await expect(theirs.getByRole("status").filter({ hasText: "Clé d’accès ajoutée" })).toBeVisible();
  await expect(theirs.getByRole("region", { name: "Clés d’accès" })).toContainText("Ordinateur du bureau");
  await checkPage(theirs);
  expect((await guichet.mailbox.next(address, 2)).text).toContain("Clé d’accès ajoutée");
  await signOut(theirs);

  await fillSignIn(theirs, { login: address, password: own });
  await expect(theirs).toHaveURL(/\/connexion\/second-facteur/);
  await checkPage(theirs);
  await theirs.getByRole("button", { name: "Utiliser ma clé d’accès" }).click();
  await expect(inside(theirs)).toBeVisible();
  await signOut(theirs);

  await checkPage(theirs);
  await theirs.getByRole("button", { name: "Se connecter avec une clé d’accès" }).click();
  await expect(inside(theirs)).toBeVisible();

  await theirs.goto("/mon-compte/second-facteur");
  const removal = theirs.getByRole("region", { name: "Retirer une clé d’accès" });
  await removal.getByLabel("Votre mot de passe").fill(own);
  await removal.getByRole("button", { name: "Retirer la clé" }).click();
  await expect(theirs.getByRole("status").filter({ hasText: "Clé d’accès retirée" })).toBeVisible();
  await checkPage(theirs);
  await signOut(theirs);
  await theirs.getByRole("button", { name: "Se connecter avec une clé d’accès" }).click();
  await expect(theirs.getByRole("alert").filter({ visible: true })).toContainText("n’est pas l’une des vôtres");

  expect(complaints.unexpected()).toEqual([]);
  await theirs.context().close();
  await context.close();
  await guichet.stop();
});
