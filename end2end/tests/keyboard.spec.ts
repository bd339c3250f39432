import { Buffer } from "node:buffer";
import type { FileChooser, Locator, Page } from "@playwright/test";
import { running } from "../support/people";
import { checkPage, expect, newAddress, test } from "../support/test";

/** Goes on with the Tab key until something has the focus, and fails where the focus cannot be seen. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate(showsFocus), `the focus on ${target} can be seen`).toBe(true);
      return;
    }
  }
  throw new Error(`the Tab key does not reach ${target}`);
}

/** Whether the element, or what stands for it or holds it, is drawn otherwise for having the focus. */
function showsFocus(element: Element): boolean {
  const label = "labels" in element ? ((element as HTMLInputElement).labels?.[0] ?? null) : null;
  const drawn = [element, element.parentElement, label, element.nextElementSibling].filter((each) => each !== null);
  return drawn.some((each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  });
}

test("the whole job is done by the keyboard alone", async ({ page, guichet }) => {
  test.slow();
  const { login, password } = guichet.administrator;
  const main = page.getByRole("main");
  const button = (name: string | RegExp) => main.getByRole("button", { name });

  await test.step("sign in, first with a wrong password", async () => {
    await page.goto("/connexion");
    for (const typed of ["ce n’est pas lui", password]) {
      const name = page.getByLabel("Identifiant ou adresse e-mail");
      if (!(await name.evaluate((field) => field === document.activeElement))) await tabTo(page, name);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(login);
      await tabTo(page, page.getByLabel("Mot de passe", { exact: true }));
      await page.keyboard.press("Control+a");
      await page.keyboard.type(typed);
      await page.keyboard.press("Enter");
      if (typed !== password) await expect(page.getByRole("alert").first()).toBeVisible();
    }
    await expect(page.getByRole("heading", { level: 1, name: "Liste des utilisateurs" })).toBeVisible();
  });

  const created = newAddress("clavier");
  await test.step("create somebody, first with a wrong address", async () => {
    await tabTo(page, page.getByRole("link", { name: "Créer un utilisateur" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Gestion des utilisateurs" })).toBeFocused();
    await running(page);
    await tabTo(page, main.getByLabel("N° compte"));
    await page.keyboard.type("10000700");
    await tabTo(page, main.getByLabel(/^Site/));
    await page.keyboard.type("Antony");
    await tabTo(page, main.getByLabel("Profil", { exact: true }));
    await page.keyboard.type("Expéditeur");
    await tabTo(page, main.getByLabel("Adresse e-mail"));
    await page.keyboard.type("claire@@exemple.fr");
    await page.keyboard.press("Enter");
    await expect(main.getByText("claire@@exemple.fr")).toBeVisible();
    await tabTo(page, main.getByRole("button", { name: /^Retirer/ }));
    await page.keyboard.press("Enter");
    await expect(main.getByLabel("Adresse e-mail")).toBeFocused();
    await page.keyboard.type(created);
    await page.keyboard.press("Enter");
    await expect(main.getByRole("list", { name: "Adresses saisies" })).toContainText(created);
    await tabTo(page, button("Valider"));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/administration\/utilisateurs(\?|$)/);
    await guichet.mailbox.next(created);
  });

  const row = page.getByRole("table").locator("tbody tr").filter({ hasText: created });
  await test.step("find and rename", async () => {
    await tabTo(page, page.getByRole("search").getByLabel("Utilisateur"));
    await page.keyboard.type(created);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/utilisateur=clavier/);
    await expect(row).toHaveCount(1);
    await tabTo(page, row.getByRole("link", { name: /Modifier/ }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByLabel("Prénom"));
    await page.keyboard.type("Maëlle");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Les modifications sont enregistrées.")).toBeVisible();
    await tabTo(page, page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Utilisateurs" }));
    await page.keyboard.press("Enter");
    await expect(row).toContainText("Maëlle");
  });

  await test.step("remove, and take it back", async () => {
    await tabTo(page, row.getByRole("link", { name: /Supprimer/ }).or(row.getByRole("button", { name: /Supprimer/ })).first());
    await page.keyboard.press("Enter");
    const question = page.locator("dialog:modal");
    await expect(question).toContainText(created);
    await tabTo(page, question.getByRole("button", { name: "Supprimer" }).last());
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: /^Annuler/ }));
    await page.keyboard.press("Enter");
    await expect(page.getByText("rétablie")).toBeVisible();
    await expect(row).toHaveCount(1);
  });

  const imported = newAddress("touches");
  await test.step("import, after correcting a cell", async () => {
    await tabTo(page, page.getByRole("link", { name: "Importer des utilisateurs" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Importer des utilisateurs" })).toBeFocused();
    await tabTo(page, page.locator("input[type=file]"));
    let chooser!: FileChooser;
    // On a busy machine Chromium now and then opens none for the first key.
    await expect(async () => {
      const opened = page.waitForEvent("filechooser", { timeout: 5_000 });
      await page.keyboard.press("Enter");
      chooser = await opened;
    }).toPass();
    const lines = [
      "compte;site;profil;nom;prenom;email",
      `10000700;Antony;Expéditeur;Petit;Léo;${newAddress("autre")}`,
      `10000700;Nulle part;Expéditeur;Noël;Anaïs;${imported}`,
    ];
    await chooser.setFiles({ name: "touches.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) });
    const grid = page.getByRole("grid");
    await expect(grid).toHaveAttribute("aria-busy", "false");
    await tabTo(page, grid.locator("[tabindex='0']").first());
    await page.keyboard.press("F8");
    await expect(grid.locator(":focus")).toContainText("Nulle part");
    await page.keyboard.press("F2");
    await expect(page.locator("[data-editor]")).toBeFocused();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Antony");
    await page.keyboard.press("Enter");
    await expect(grid).toContainText("Antony (corrigé, fichier : Nulle part)");
    await checkPage(page);
    await expect(button("Importer les 2 lignes valides")).toBeEnabled();
    await tabTo(page, button("Importer les 2 lignes valides"));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await guichet.mailbox.next(imported);
  });

  await test.step("sign out", async () => {
    await tabTo(page, page.getByRole("button", { name: "Déconnexion" }));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/connexion/);
  });
});
