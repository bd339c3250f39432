import type { Page } from "@playwright/test";
import { create, find, running } from "../support/people";
import { checkPage, expect, fillSignIn, newAddress, signIn, test } from "../support/test";

// The pages of the administration are one application: `app/src/routes.rs`. What it takes over must be what the server
// sent, or the console says so, and the test fails.
test.describe("One document", () => {
  test.beforeEach(async ({ page, guichet }) => signIn(page, guichet.administrator));

  for (const [address, heading] of [
    ["/administration/utilisateurs/", "Liste des utilisateurs"],
    ["/administration/utilisateurs/creer/", "Gestion des utilisateurs"],
    ["/administration/utilisateurs/importer/", "Importer des utilisateurs"],
    ["/administration/imports/", "Imports"],
    ["/administration/utilisateurs/12/ailleurs", "Page introuvable"],
    ["/administration/utilisateurs/importer/ailleurs", "Page introuvable"],
    ["/administration/imports/inconnu", "Résultat de l’import"],
  ] as const) {
    test(`${address} is taken over as it was sent`, async ({ page, complaints }) => {
      const missing: string[] = [];
      page.on("response", (response) => {
        if (response.status() === 404) missing.push(new URL(response.url()).pathname);
      });
      if (/ailleurs|inconnu/.test(address)) complaints.expect(/status of 404/);
      await page.goto(address);
      await page.waitForLoadState("networkidle");
      if (address.includes("creer")) await running(page);
      expect(missing.filter((path) => path !== address)).toEqual([]);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(heading);
      await checkPage(page);
    });
  }

  test("is all that is loaded, whatever page is gone to", async ({ page }) => {
    await page.goto("/administration/utilisateurs");
    await taken(page);
    const documents = countDocuments(page);
    const menu = page.getByRole("navigation", { name: "Mon espace client" });
    const bar = page.getByRole("navigation", { name: "Compte" });
    for (const [link, heading] of [
      [page.getByRole("link", { name: "Créer un utilisateur" }), "Gestion des utilisateurs"],
      [page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Utilisateurs" }), "Liste des utilisateurs"],
      [page.getByRole("link", { name: "Importer des utilisateurs" }), "Importer des utilisateurs"],
      [page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Utilisateurs" }), "Liste des utilisateurs"],
      [menu.getByRole("link", { name: "Contrats" }), "Contrats"],
      [menu.getByRole("link", { name: "Sites" }), "Sites"],
      [menu.getByRole("link", { name: "Profils" }), "Profils"],
      [page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Mon espace client" }), "Liste des utilisateurs"],
      [bar.getByRole("link", { name: "Aide" }), "Aide"],
      [bar.getByRole("link", { name: "Mon espace" }), "Mon espace"],
      [menu.getByRole("link", { name: "Utilisateurs" }), "Liste des utilisateurs"],
    ] as const) {
      await link.click();
      const title = page.getByRole("heading", { level: 1 });
      await expect(title).toHaveText(heading);
      // The next page begins where a document would: at its heading, and at its top.
      await expect(title).toBeFocused();
      expect(await page.evaluate(() => scrollY)).toBe(0);
      await checkPage(page);
    }
    expect(documents()).toBe(0);
  });

  test("back and forward lead through the pages as they were", async ({ page }) => {
    const title = page.getByRole("heading", { level: 1 });
    const address = newAddress("retour");
    await create(page, address);
    await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
    await expect(title).toHaveText(address);
    await page.goBack();
    await expect(title).toHaveText("Liste des utilisateurs");
    await expect(page).toHaveURL(/utilisateur=retour/);
    await page.getByRole("link", { name: "Importer des utilisateurs" }).click();
    await expect(title).toHaveText("Importer des utilisateurs");
    await page.goBack();
    await page.goForward();
    await expect(title).toHaveText("Importer des utilisateurs");
    await page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Utilisateurs" }).click();
    await expect(title).toHaveText("Liste des utilisateurs");
    await page.getByRole("search").getByLabel("Utilisateur").fill(address);
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(1);
  });

  test("the way back leads to the place in the list", async ({ page }) => {
    await page.goto("/administration/utilisateurs?tri=site&ordre=decroissant&taille=50");
    await taken(page);
    const documents = countDocuments(page);
    const link = page.getByRole("link", { name: /^Modifier / }).nth(40);
    await link.scrollIntoViewIfNeeded();
    const [name, scrolled] = [await link.getAttribute("aria-label"), await page.evaluate(() => scrollY)];
    expect(scrolled).toBeGreaterThan(300);
    await link.press("Enter");
    await expect(page).toHaveURL(/utilisateurs\/[0-9a-f-]{36}(\?|$)/);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await page.goBack();
    await expect(page).toHaveURL(/tri=site&ordre=decroissant&taille=50$/);
    await expect(page.getByRole("link", { name: name! })).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    expect(documents()).toBe(0);
  });

  test("once the session is over, a page says so and leads to the next one", async ({ page, context, complaints, guichet }) => {
    complaints.expect(/status of 401/);
    await page.goto("/administration/utilisateurs");
    await taken(page);
    await context.clearCookies();
    await page.getByRole("navigation", { name: "Mon espace client" }).getByRole("link", { name: "Sites" }).click();
    await expect(page.getByRole("dialog", { name: "Votre session est terminée" })).toBeVisible();
    await fillSignIn(page, guichet.administrator);
    await page.getByRole("link", { name: "Recharger la page" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Sites" })).toBeVisible();
  });

  test("a page's code is fetched as soon as somebody seems to want it", async ({ page }) => {
    await page.addInitScript(() => (window.requestIdleCallback = () => 0));
    for (const intend of ["hover", "focus"] as const) {
      await page.goto("/administration/utilisateurs");
      await taken(page);
      const fetched = page.waitForRequest(/part\.more\.[0-9a-f]+\.wasm/);
      await page.getByRole("link", { name: "Créer un utilisateur" })[intend]();
      await fetched;
    }
  });

  test("what cannot be fetched is loaded as a document, and works so", async ({ page, complaints }) => {
    complaints.expect(/ERR_FAILED|Failed to fetch/);
    await page.addInitScript(() => (window.requestIdleCallback = () => 0));
    await page.goto("/administration/utilisateurs");
    await taken(page);
    await page.route(/part\.more\.[0-9a-f]+\.wasm/, (route) => route.abort());
    await page.getByRole("link", { name: "Créer un utilisateur" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gestion des utilisateurs");
    const form = page.getByRole("main");
    const contract = await form.getByLabel("N° compte").getByRole("option", { name: /10000700/ }).getAttribute("value");
    await form.getByLabel("N° compte").selectOption(contract);
    await form.getByLabel(/^Site/).selectOption({ label: "Antony" });
    await form.getByLabel("Profil", { exact: true }).selectOption({ label: "Consultation" });
    await form.getByLabel("Adresse e-mail").fill(newAddress("sans-code"));
    await form.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByRole("status").filter({ hasText: "sans-code" })).toBeVisible();
  });

  test("what is chosen before the page runs its code stays chosen", async ({ page }) => {
    let run = () => {};
    const wait = new Promise<void>((resolve) => (run = resolve));
    await page.route(/part\.more\.[0-9a-f]+\.wasm/, async (route) => {
      await wait;
      await route.continue();
    });
    await page.goto("/administration/utilisateurs/creer", { waitUntil: "commit" });
    const form = page.getByRole("main");
    await form.getByLabel(/^Site/).selectOption({ label: "Antony" });
    await form.getByLabel("Profil", { exact: true }).selectOption({ label: "Consultation" });
    run();
    await running(page);
    await expect(form.getByLabel(/^Site/).locator("option:checked")).toHaveText("Antony");
    await expect(form.getByLabel("Profil", { exact: true }).locator("option:checked")).toHaveText("Consultation");
  });
});

/** Waits until the page's code has taken the document over. */
async function taken(page: Page) {
  await page.waitForLoadState("networkidle");
}

/** Counts the documents that are loaded from now on. */
function countDocuments(page: Page): () => number {
  let documents = 0;
  page.on("request", (request) => {
    if (request.resourceType() === "document") documents += 1;
  });
  return () => documents;
}
