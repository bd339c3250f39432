import { create, find, running } from "../support/people";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

// A bundle of pages has a wasm module of its own: `app/src/pages.rs`. What a module takes over must be
// what the server sent, or the console says so, and the test fails.
test.describe("From one part of the interface to another", () => {
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

  test("what is chosen before the page runs its code stays chosen", async ({ page }) => {
    let run = () => {};
    const wait = new Promise<void>((resolve) => (run = resolve));
    await page.route(/editing\.[0-9a-f]+\.wasm/, async (route) => {
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
