import type { Page } from "@playwright/test";
import { signInAsOperator } from "../support/operator";
import { arrive, checkPage, expect, fillSignIn, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

const menu = (page: Page) => page.getByRole("navigation", { name: "Mon espace client" });

/** Opens the page of a customer from the list. */
async function open(page: Page, name: string) {
  await page.goto("/exploitant/clients");
  await page.getByLabel("Nom, ou numéro de contrat complet").fill(name);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await page.getByRole("table").getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test.describe("Exploitation", () => {
  test("creates a customer, closes it and opens it again", javaScriptFree, async ({ page, guichet }) => {
    const [address, name] = [newAddress("gerante"), `Céramiques ${newAddress("x").slice(2, 10)}`];
    await signInAsOperator(page, guichet);
    await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible();
    await expect(menu(page).getByRole("link", { name: "Clients" })).toHaveAttribute("aria-current", "page");

    await page.getByRole("link", { name: "Créer un client" }).click();
    await page.getByLabel("Nom du client").fill("potters – france");
    await page.getByLabel("Adresse e-mail du premier administrateur").fill(address);
    await page.getByRole("button", { name: "Créer le client" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("« POTTERS FRANCE » existe déjà");
    await expect(page.getByLabel("Adresse e-mail du premier administrateur")).toHaveValue(address);
    await checkPage(page);

    await page.getByLabel("Nom du client").fill(name);
    await page.getByRole("button", { name: "Créer le client" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByRole("main").getByRole("status")).toContainText(address);
    await guichet.mailbox.next(address);
    await checkPage(page);

    await open(page, name);
    await page.getByRole("link", { name: "Fermer…" }).click();
    const question = page.getByRole("dialog");
    await expect(question).toContainText("Rien n’est effacé");
    await checkPage(page);
    await question.getByRole("link", { name: "Garder ouvert" }).click();
    await page.getByRole("link", { name: "Fermer…" }).click();
    await question.getByRole("button", { name: "Fermer ce client" }).click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("personne n’y entre plus");
    await checkPage(page);

    await page.getByRole("button", { name: "Rouvrir" }).click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("est rouvert");
    await expect(page.getByRole("link", { name: "Fermer…" })).toBeVisible();
  });

  test("shows a customer's people for a reason, which the customer's journal has", javaScriptFree, async ({
    page,
    guichet,
    browser,
  }) => {
    const reason = `Appel n° ${newAddress("x").slice(2, 10)}`;
    await signInAsOperator(page, guichet);
    await open(page, "FAÏENCES DU NORD");
    await page.getByRole("main").getByRole("link", { name: "Utilisateurs" }).click();
    await expect(page.getByRole("table")).toHaveCount(0);
    await page.getByRole("button", { name: "Consulter" }).click();
    await expect(page.getByText("Dites pourquoi : le client le lira.")).toBeVisible();
    await page.getByLabel("Motif").fill(reason);
    await page.getByRole("button", { name: "Consulter" }).click();
    await expect(page.getByText(reason)).toBeVisible();
    await expect(page.getByRole("table").getByText("admin@faiences.example")).toBeVisible();
    await checkPage(page);
    await page.getByRole("button", { name: "Terminer la consultation" }).click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("terminée");

    const context = await browser.newContext({ baseURL: guichet.url });
    const theirs = await context.newPage();
    await signIn(theirs, guichet.login("autre_client"));
    await theirs.goto("/administration/journal");
    const entry = theirs.getByRole("row").filter({ hasText: reason });
    await expect(entry).toContainText("Utilisateurs consultés par l’exploitant");
    await expect(entry).toContainText("Exploitant");
    await context.close();
  });

  test("pauses a domain and sends a trial", javaScriptFree, async ({ page, guichet }) => {
    const address = newAddress("essai");
    await signInAsOperator(page, guichet);
    await menu(page).getByRole("link", { name: "Courriels par domaine" }).click();
    await page.getByLabel("Domaine à mettre en pause").fill("pause.example");
    await page.getByRole("button", { name: "Mettre en pause", exact: true }).last().click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("Plus aucun mail ne part vers pause.example");
    await checkPage(page);
    await page.getByRole("button", { name: "Reprendre les envois vers pause.example" }).click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("repartent");

    await page.getByLabel("Adresse e-mail de l’essai").fill(address);
    await page.getByRole("button", { name: "Envoyer l’essai" }).click();
    await expect(page.getByRole("main").getByRole("status")).toContainText(address);
  });

  test("changes whom one can call, which everybody reads", javaScriptFree, async ({ page, guichet }) => {
    await signInAsOperator(page, guichet);
    await menu(page).getByRole("link", { name: "Contacts affichés" }).click();
    const desk = page.getByRole("region", { name: "Un service clients" });
    const price = desk.getByLabel("Prix de la minute, en euros");
    const save = desk.getByRole("button", { name: "Enregistrer" });

    await price.fill("20");
    await desk.getByLabel("Samedi, à partir de").fill("09:00");
    await save.click();
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText("des euros, pas des centimes");
    await expect(alert).toContainText("Samedi : saisissez l’ouverture et la fermeture");
    await expect(price).toHaveValue("20");
    await expect(desk.getByLabel("Samedi, à partir de")).toHaveValue("09:00");
    await checkPage(page);

    await price.fill("0,35");
    await desk.getByLabel("Samedi, jusqu’à").fill("12:30");
    await save.click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("l’affiche dès maintenant");
    await page.getByRole("link", { name: "Voir la page" }).click();
    await expect(page.getByText("Service 0,35 € / min + prix appel")).toBeVisible();
    await expect(page.getByText("Le samedi (hors jours fériés) de 9 h à 12 h 30")).toBeVisible();

    // As other tests find it.
    await page.goBack();
    await price.fill("0,20");
    await desk.getByLabel("Samedi, à partir de").fill("");
    await desk.getByLabel("Samedi, jusqu’à").fill("");
    await save.click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("l’affiche dès maintenant");
  });

  test("sees how many sign-ins were refused, and nothing of what was typed", javaScriptFree, async ({
    page,
    guichet,
    complaints,
  }) => {
    complaints.expect(/status of 4\d\d/);
    const nobody = newAddress("personne");
    await page.goto("/connexion");
    await fillSignIn(page, { login: nobody, password: "ce n’est pas le bon" });
    await expect(page.getByRole("alert").first()).toBeVisible();

    await signInAsOperator(page, guichet);
    await menu(page).getByRole("link", { name: "Connexions refusées" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Connexions refusées" })).toBeVisible();
    const today = page.getByRole("table", { name: "Par jour" }).getByRole("row").nth(1);
    await expect(today.getByRole("cell")).toHaveText(/^[1-9]/);
    await expect(page.getByRole("table", { name: "Par heure, depuis 24 heures" })).toBeVisible();
    await expect(page.getByText(nobody)).toHaveCount(0);
    await checkPage(page);
  });

  test("is not there for an administrator", javaScriptFree, async ({ page, guichet, complaints }) => {
    complaints.expect(/404/);
    await arrive(page, guichet.administrator);
    await expect(menu(page).getByRole("link", { name: "Clients" })).toHaveCount(0);
    await page.goto("/exploitant/clients");
    await expect(page.getByRole("heading", { level: 1, name: "Page introuvable" })).toBeVisible();
  });
});
