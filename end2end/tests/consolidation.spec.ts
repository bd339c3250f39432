import { arrive, checkPage, expect, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

test.describe("Vision consolidée", () => {
  test.beforeEach(async ({ page, guichet }) => arrive(page, guichet.login("avance")));

  test("is where an advanced user arrives, with all contracts of the group and of nobody else", javaScriptFree, async ({ page }) => {
    await expect(page).toHaveURL(/\/consolidation$/);
    await expect(page.getByRole("heading", { level: 1, name: "Vision consolidée" })).toBeVisible();
    const contracts = page.getByRole("table", { name: "Contrats" });
    await expect(contracts.locator("tbody tr")).toHaveCount(7);
    for (const customer of ["POTTERS FRANCE", "POTTERS BELGIQUE", "POTTERS SERVICES"]) {
      await expect(contracts.getByRole("button", { name: customer }).first()).toBeVisible();
    }
    await expect(page.getByText("FAÏENCES")).toHaveCount(0);
    await expect(page.getByRole("main").locator("dl")).toContainText("Clients");
    await expect(page.getByRole("table", { name: "Activations par semaine" }).locator("tbody tr")).toHaveCount(26);
    await checkPage(page);

    await contracts.getByRole("columnheader", { name: "Actifs" }).getByRole("link").click();
    await expect(contracts.getByRole("columnheader", { name: "Actifs" })).toHaveAttribute("aria-sort", "descending");
    await expect(page).toHaveURL(/tri=actifs/);
  });

  test("leads into a customer, to look and not to change", javaScriptFree, async ({ page }) => {
    await page.getByRole("button", { name: "30021500 Potters Bruxelles" }).click();
    await expect(page).toHaveURL(/\/administration\/utilisateurs\?compte=30021500$/);
    await expect(page.getByRole("banner").getByText("POTTERS BELGIQUE").first()).toBeVisible();
    await expect(page.getByRole("table").locator("tbody tr")).not.toHaveCount(0);
    for (const change of ["Créer un utilisateur", "Importer des utilisateurs"]) {
      await expect(page.getByRole("link", { name: change })).toHaveCount(0);
    }
    await expect(page.getByRole("link", { name: /^Supprimer/ })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Exporter les utilisateurs" }).or(page.getByText("Exporter les utilisateurs")).first()).toBeVisible();
    await checkPage(page);

    await page.getByRole("navigation", { name: "Mon espace client" }).getByRole("link", { name: "Vision consolidée" }).click();
    await expect(page).toHaveURL(/\/consolidation$/);
  });

  test("finds a person with whichever customer, and shows what is known of them", javaScriptFree, async ({ page }) => {
    await page.getByLabel("Client, contrat ou personne").fill("potters-services.example");
    await page.getByRole("button", { name: "Rechercher" }).click();
    const people = page.getByRole("table", { name: "Personnes" });
    await expect(people.locator("tbody tr")).toHaveCount(20);
    await checkPage(page);

    const first = people.locator("tbody tr").first();
    const address = await first.locator(".address").innerText();
    await first.getByRole("button").click();
    await expect(page).toHaveURL(/\/administration\/utilisateurs\/[0-9a-f-]+$/);
    await expect(page.getByRole("main")).toContainText(address);
    await expect(page.getByRole("main").getByRole("button", { name: /^(Enregistrer|Valider|Suspendre|Renvoyer)/ })).toHaveCount(0);
    await checkPage(page);
  });

  test("says so when nothing is found, and shows everything again", javaScriptFree, async ({ page }) => {
    await page.getByLabel("Client, contrat ou personne").fill("personne-de-ce-nom");
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(page.getByText("Aucun client ni contrat de ce nom")).toBeVisible();
    await expect(page.getByText("Personne ne correspond")).toBeVisible();
    await expect(page.getByLabel("Client, contrat ou personne")).toHaveValue("personne-de-ce-nom");
    await checkPage(page);
    await page.getByRole("link", { name: "Tout afficher" }).click();
    await expect(page.getByRole("table", { name: "Contrats" }).locator("tbody tr")).toHaveCount(7);
  });
});
