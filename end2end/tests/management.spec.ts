import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { create } from "../support/people";
import { arrive, checkPage, expect, newAddress, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

const rows = (page: Page) => page.getByRole("table", { name: /^Utilisateurs, par / }).locator("tbody tr");
const runsCode = () => test.info().project.use.javaScriptEnabled !== false;

test.describe("Gestion des utilisateurs", () => {
  test.beforeEach(async ({ page, guichet }) => arrive(page, guichet.administrator));

  test("is found as the guide says, and shows people one by one", javaScriptFree, async ({ page }) => {
    const menu = page.getByRole("navigation", { name: "Mon espace client" });
    await menu.getByRole("link", { name: "Mes informations personnelles" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Mes informations personnelles" })).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Gestion des utilisateurs" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Gestion des utilisateurs" })).toBeVisible();
    const way = page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("listitem");
    await expect(way).toHaveText(["Accueil", "Mon compte", "Gestion des utilisateurs", "Utilisateurs"]);
    const heads = page.getByRole("table", { name: /^Utilisateurs, par / }).getByRole("columnheader");
    await expect(heads).toHaveText([/Nom/, /Prénom/, /Email/, /Identifiant/, "Modifier", "Supprimer"]);
    await expect(rows(page)).toHaveCount(10);
    await checkPage(page);

    const first = await rows(page).first().locator(".address").innerText();
    await page.getByRole("link", { name: /^Voir plus/ }).click();
    if (runsCode()) {
      await expect.poll(() => rows(page).count()).toBeGreaterThan(10);
      await expect(page).toHaveURL(/\/mon-compte\/utilisateurs$/);
      await expect(rows(page).nth(10).getByRole("link", { name: /^Modifier/ })).toBeFocused();
    } else {
      await expect(page).toHaveURL(/page=/);
      await page.getByRole("link", { name: "Revenir aux premiers" }).click();
    }
    await expect(rows(page).first().locator(".address")).toHaveText(first);

    await page.getByRole("columnheader", { name: "Email" }).first().getByRole("link").click();
    await expect(page.getByRole("columnheader", { name: "Email" }).first()).toHaveAttribute("aria-sort", "descending");
    await expect(rows(page).first().locator(".address")).not.toHaveText(first);

    await page.getByRole("columnheader", { name: "Nom", exact: true }).first().getByRole("link").click();
    await expect(page).toHaveURL(/tri=nom/);
    await expect(page.getByRole("columnheader", { name: "Nom", exact: true }).first()).toHaveAttribute("aria-sort", "ascending");
    const names = await rows(page).getByRole("rowheader").allInnerTexts();
    expect(names).toEqual([...names].sort(new Intl.Collator("fr").compare));

    await page.getByLabel("Nom, adresse ou identifiant").fill("admin@potters.example");
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText("Vous");
    await expect(rows(page).getByRole("link", { name: /^Modifier/ })).toBeVisible();
    await expect(rows(page).getByRole("link", { name: /^Supprimer/ })).toHaveCount(0);
  });

  test("opens a person and leads back, and removes one with the choice to undo it", javaScriptFree, async ({ page }) => {
    const address = newAddress("gestion");
    await create(page, address);
    await page.goto("/mon-compte/utilisateurs");
    await page.getByLabel("Nom, adresse ou identifiant").fill(address);
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText(address);

    await rows(page).getByRole("link", { name: `Modifier ${address}` }).click();
    await expect(page.getByRole("heading", { level: 1, name: address })).toBeVisible();
    await page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Utilisateurs" }).click();
    await expect(page).toHaveURL(/\/mon-compte\/utilisateurs\?utilisateur=/);

    await rows(page).getByRole("link", { name: `Supprimer ${address}` }).click();
    const question = page.getByRole("dialog");
    await expect(question).toContainText("quitte votre espace");
    await checkPage(page);
    await question.getByRole("link", { name: "Garder" }).click();
    await expect(question).toBeHidden();
    await rows(page).getByRole("link", { name: `Supprimer ${address}` }).click();
    await question.getByRole("button", { name: "Supprimer" }).click();
    await expect(page.getByText("Personne ne correspond")).toBeVisible();
    await page.getByRole("button", { name: /^Annuler/ }).click();
    await expect(rows(page)).toContainText(address);
  });

  test("lets a person say who they are, keeps what was wrong, and gives their data", javaScriptFree, async ({ page }) => {
    await page.goto("/mon-compte/informations");
    await page.getByLabel("Téléphone").fill("douze");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert")).toContainText("Le téléphone ne peut contenir que des chiffres");
    await expect(page.getByLabel("Téléphone")).toHaveValue("douze");
    await checkPage(page);

    await page.getByLabel("Téléphone").fill("+33 1 23 45 67 89");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("Vos informations sont enregistrées.")).toBeVisible();
    await expect(page.getByLabel("Téléphone")).toHaveValue("+33 1 23 45 67 89");

    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Télécharger mes données" }).click();
    const data = JSON.parse(await readFile(await (await download).path(), "utf8"));
    expect(data.information.telephone).toBe("+33 1 23 45 67 89");
    expect(data.email).toBe("admin@potters.example");
  });

  test("lists the advanced users, and gives them as a file", javaScriptFree, async ({ page }) => {
    await page.goto("/mon-compte/utilisateurs");
    const advanced = page.getByRole("table", { name: "Utilisateurs avancés" });
    await expect(advanced.locator("tbody tr")).toContainText(["Avancée"]);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Exporter les utilisateurs avancés" }).click();
    const file = await readFile(await (await download).path(), "utf8");
    expect(file.split("\r\n")[0]).toBe("\ufeffNom;Prénom;Email;Identifiant;État;Contrats");
    expect(file).toContain("Avancée;Andrée;");
  });

  test("leads to whom one can call, who are reached from the help and the foot of each page too", javaScriptFree, async ({ page }) => {
    for (const [from, where] of [["/mon-compte/utilisateurs", "main"], ["/aide", "main"], ["/aide", "contentinfo"]] as const) {
      await page.goto(from);
      await page.getByRole(where).getByRole("link", { name: "Contactez-nous" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Contactez-nous" })).toBeVisible();
    }
    await expect(page.getByRole("main").getByText(/^(Ouvert|Fermé)$/)).toHaveCount(2);
    await expect(page.getByRole("link", { name: /825/ })).toHaveAttribute("href", "tel:+33825878888");
    await checkPage(page);
  });
});
