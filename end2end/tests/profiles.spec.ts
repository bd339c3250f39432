import { type Page } from "@playwright/test";
import { create, find } from "../support/people";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

/** A name that no other test uses. */
function newName(name: string): string {
  return `${name} ${Math.random().toString(36).slice(2, 8)}`;
}

/** Opens *Créer un profil* and fills in what it asks for; levels by the names of their radio buttons. */
async function createProfile(page: Page, name: string, levels: string[]) {
  await page.goto("/administration/profils");
  await page.getByRole("link", { name: "Créer un profil" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Créer un profil" })).toBeVisible();
  await running(page);
  await page.getByLabel("Nom du profil").fill(name);
  for (const level of levels) await page.getByRole("radio", { name: level }).check();
  await page.getByRole("button", { name: "Créer le profil" }).click();
  await expect(page.getByText(`Le profil ${name} a été créé.`)).toBeVisible();
}

/** Waits until the page runs its code, where the browser runs any. */
async function running(page: Page) {
  if (test.info().project.use.javaScriptEnabled !== false) await expect(page.locator(".rights[data-sent]")).toHaveCount(0);
}

/** Gives somebody a profile. */
async function give(page: Page, address: string, profile: string) {
  await create(page, address);
  await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
  await page.getByLabel("Profil", { exact: true }).selectOption({ label: profile });
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Les modifications sont enregistrées.")).toBeVisible();
}

function row(page: Page, profile: string) {
  return page.getByRole("row").filter({ hasText: profile });
}

test.describe("Profiles", () => {
  test.beforeEach(async ({ page, guichet }) => signIn(page, guichet.administrator));

  test("a change says who gains and who loses what before it is saved, and can be undone", javaScriptFree, async ({ page }) => {
    const name = newName("Quai");
    const address = newAddress("quai");
    await createProfile(page, name, ["Suivi : Consultation", "Facturation : Gestion"]);
    await give(page, address, name);

    await page.goto("/administration/profils");
    await expect(page.getByRole("link", { name: `1 personne, profil ${name}` })).toBeVisible();
    await page.getByRole("link", { name: `Modifier ${name}` }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await running(page);
    await page.getByRole("radio", { name: "Retours : Gestion" }).check();
    await page.getByRole("radio", { name: "Facturation : Aucun" }).check();
    await checkPage(page);
    await page.getByRole("button", { name: "Enregistrer" }).click();

    const effect = page.getByRole("region", { name: "Ce que fait ce changement" });
    await expect(effect).toContainText("1 personne gagne Retours (Gestion)");
    await expect(effect).toContainText("1 personne perd Facturation (Gestion)");
    await expect(effect.getByRole("row", { name: /Antony/ })).toContainText("+ 1");
    await expect(effect).toContainText(address);
    await checkPage(page);
    await page.getByRole("button", { name: "Confirmer le changement" }).click();

    await expect(page.getByText(`Le profil ${name} a été modifié.`)).toBeVisible();
    await expect(row(page, name)).toContainText("Gestion");
    await page.getByRole("button", { name: /^Annuler/ }).click();
    await expect(page.getByText(`Le profil ${name} est de nouveau ce qu’il était.`)).toBeVisible();
    await page.getByRole("link", { name: `Modifier ${name}` }).click();
    await expect(page.getByRole("radio", { name: "Facturation : Gestion" })).toBeChecked();
    await expect(page.getByRole("radio", { name: "Retours : Aucun" })).toBeChecked();
  });

  test("the second of two who change a profile at once is shown what the first did", javaScriptFree, async ({
    page,
    guichet,
    browser,
    contextOptions,
  }) => {
    const name = newName("Bureau");
    await createProfile(page, name, ["Suivi : Consultation"]);
    await page.getByRole("link", { name: `Modifier ${name}` }).click();
    await running(page);
    const context = await browser.newContext({ ...contextOptions, baseURL: guichet.url });
    const second = await context.newPage();
    await signIn(second, guichet.administrator);
    await second.goto(page.url());
    await running(second);

    await page.getByRole("radio", { name: "Retours : Gestion" }).check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText(`Le profil ${name} a été modifié.`)).toBeVisible();
    await second.getByRole("radio", { name: "Livraison : Consultation" }).check();
    await second.getByRole("button", { name: "Enregistrer" }).click();

    await expect(second.getByText("Retours passe de Aucun à Gestion")).toBeVisible();
    await expect(second.getByRole("radio", { name: "Livraison : Consultation" })).toBeChecked();
    await second.getByRole("button", { name: "Confirmer le changement" }).click();
    await expect(second.getByText(`Le profil ${name} a été modifié.`)).toBeVisible();
    await context.close();
  });

  test("a name that reads like another’s is refused, and nothing typed is lost", javaScriptFree, async ({ page }) => {
    await page.goto("/administration/profils");
    await page.getByRole("link", { name: "Copier Expéditeur" }).click();
    await running(page);
    await expect(page.getByRole("radio", { name: "Affranchissement : Gestion" })).toBeChecked();
    await page.getByRole("radio", { name: "Retours : Consultation" }).check();
    await page.getByLabel("Nom du profil").fill("EXPEDITEUR");
    await page.getByRole("button", { name: "Créer le profil" }).click();
    await expect(page.getByRole("alert").first()).toContainText("Le profil « Expéditeur » porte déjà ce nom");
    await expect(page.getByLabel("Nom du profil")).toHaveValue("EXPEDITEUR");
    await expect(page.getByRole("radio", { name: "Retours : Consultation" })).toBeChecked();
    await checkPage(page);
  });

  test("who had a deleted profile gets its successor", javaScriptFree, async ({ page }) => {
    const name = newName("Saison");
    const address = newAddress("saison");
    await createProfile(page, name, ["Suivi : Gestion"]);
    await give(page, address, name);

    await page.goto("/administration/profils");
    await page.getByRole("link", { name: `Supprimer ${name}` }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Supprimer ${name}` })).toBeVisible();
    await page.getByLabel("Profil qui prend sa place").selectOption({ label: "Consultation" });
    await page.getByRole("button", { name: "Supprimer", exact: true }).click();
    const effect = page.getByRole("region", { name: "Ce que fait ce changement" });
    await expect(effect).toContainText("1 personne a ce profil.");
    await checkPage(page);
    await page.getByRole("button", { name: "Confirmer la suppression" }).click();
    await expect(page.getByText(`Le profil ${name} a été supprimé.`)).toBeVisible();
    await expect(await find(page, address)).toContainText("Consultation");
  });

  test("the people of a profile are listed, and the list can be had whole again", javaScriptFree, async ({ page }) => {
    await page.goto("/administration/profils");
    await row(page, "Service client").getByRole("link", { name: /profil Service client/ }).click();
    const narrowed = page.getByRole("search").getByText("Profil : Service client");
    await expect(narrowed).toBeVisible();
    await checkPage(page);
    await page.getByRole("link", { name: "Retirer ce critère" }).click();
    await expect(narrowed).toBeHidden();
  });
});
