import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { create, find } from "../support/people";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

/** Two people whose addresses nobody else has a part of, in a list that shows them alone. */
async function two(page: Page) {
  const part = `lot-${Math.random().toString(36).slice(2, 8)}`;
  const addresses = [newAddress(`${part}-a`), newAddress(`${part}-b`)];
  for (const address of addresses) await create(page, address);
  await find(page, part);
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(2);
  return { rows, part, addresses };
}

const press = (page: Page, name: string | RegExp) => page.getByRole("main").getByRole("button", { name }).click();

test.describe("Several users at once", () => {
  test.beforeEach(async ({ page, guichet }) => signIn(page, guichet.administrator));

  test("are suspended once it was said whom that touches, and it is undone", javaScriptFree, async ({ page }) => {
    const { rows, part } = await two(page);
    const suspend = page.getByRole("main").getByRole("button", { name: "Suspendre" });
    await expect(suspend).toBeHidden();
    for (const row of await rows.all()) await row.getByRole("checkbox").check();
    await checkPage(page);
    await suspend.click();

    await expect(page.getByText("Concerne 2 personnes.")).toBeVisible();
    await checkPage(page);
    await press(page, "Suspendre 2 personnes");
    await expect(page.getByText(/C’est fait pour 2\spersonnes/)).toBeVisible();
    await checkPage(page);
    const done = page.url();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /^Exporter les affectations/ }).click(),
    ]);
    const lines = readFileSync(await file.path(), "utf8").trim().split("\r\n");
    expect(lines.slice(1).map((line) => line.replace(/^[^;]*/, "…"))).toEqual(Array(2).fill("…;Antony;Expéditeur;modifié"));

    await page.getByRole("main").getByRole("link", { name: "Revenir à la liste" }).click();
    await expect(page).toHaveURL(new RegExp(`utilisateur=${part}`));
    await expect(rows.filter({ hasText: "Suspendu" })).toHaveCount(2);

    // Nothing is left to do for whoever is suspended already: they are named.
    for (const row of await rows.all()) await row.getByRole("checkbox").check();
    await suspend.click();
    await expect(page.getByText("aucune des affectations choisies n’est concernée")).toBeVisible();
    await expect(page.getByRole("main")).toContainText(`${part}-a`);

    await page.goto(done);
    await press(page, "Annuler cette modification");
    await expect(page.getByText(/C’est annulé pour 2\spersonnes/)).toBeVisible();
    await checkPage(page);
    await find(page, part);
    await expect(rows.filter({ hasText: "Invité" })).toHaveCount(2);
  });

  test("all that the list is narrowed to get another profile", javaScriptFree, async ({ page, complaints }) => {
    complaints.expect(/status of 422/);
    const { rows, part } = await two(page);
    await rows.first().getByRole("checkbox").check();
    await page.getByLabel(/^Toute la liste/).check();
    await press(page, "Changer le profil");
    await expect(page.getByRole("heading", { name: /Quel profil donner/ })).toContainText("2 affectations");
    await press(page, "Continuer");
    await expect(page.getByText("Choisissez un profil.")).toBeVisible();
    await checkPage(page);
    await page.getByLabel("Profil", { exact: true }).selectOption({ label: "Consultation" });
    await press(page, "Continuer");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Consultation");
    await expect(page.getByRole("main")).toContainText(`${part}-a`);
    await press(page, "Changer le profil de 2 affectations");
    await expect(page.getByText(/C’est fait pour 2\saffectations de 2\spersonnes/)).toBeVisible();
    await find(page, part);
    await expect(rows.filter({ hasText: "Consultation" })).toHaveCount(2);
  });

  test("what is proposed goes with what was chosen, and a forgotten day is asked for", async ({ page, complaints }) => {
    complaints.expect(/status of 422/);
    const { rows } = await two(page);
    await rows.first().getByRole("checkbox").check();
    await press(page, "Fixer la date de fin");
    await press(page, "Continuer");
    await expect(page.getByText(/^Indiquez le dernier jour/)).toBeVisible();
    const day = page.getByLabel("Dernier jour de l’accès");
    await day.fill("31/12/2030");
    await press(page, "Continuer");
    const confirm = page.getByRole("main").getByRole("button", { name: "Changer la fin de 1 affectation" });
    await expect(confirm).toBeVisible();
    // While the field says something else, nothing can be done of what it said before.
    await day.fill("31/02/2031");
    await expect(confirm).toBeHidden();
    await press(page, "Changer ce choix");
    await expect(page.getByText("Cette date n’existe pas")).toBeVisible();
    await expect(day).toHaveValue("31/02/2031");
    await expect(confirm).toBeHidden();
    await page.getByLabel("Retirer la date de fin").check();
    await press(page, "Changer ce choix");
    await expect(page.getByRole("heading", { level: 1, name: "Retirer la date de fin" })).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Renoncer" }).first().click();
    await expect(page).toHaveURL(/utilisateur=/);
  });

  test("a page of rows is selected by one box, and counted", async ({ page }) => {
    const { rows } = await two(page);
    const all = page.getByLabel("Sélectionner toutes les lignes de la page");
    await all.check();
    await expect(page.getByText(/^2\saffectations sélectionnées$/)).toBeVisible();
    await rows.first().getByRole("checkbox").uncheck();
    await expect(page.getByText(/^1\saffectation sélectionnée$/)).toBeVisible();
    await press(page, "Tout désélectionner");
    await expect(rows.getByRole("checkbox", { checked: true })).toHaveCount(0);
    await expect(all).not.toBeChecked();
  });
});
