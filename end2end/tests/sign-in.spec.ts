import { arrive, checkPage, expect, fillSignIn, newAddress, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

test.describe("Signing in", () => {
  test("the administrator arrives at the list of users", javaScriptFree, async ({ page, guichet }) => {
    await page.goto("/connexion");
    await fillSignIn(page, guichet.administrator);
    await expect(page).toHaveURL(/\/administration\/utilisateurs$/);
    await expect(page.getByRole("heading", { level: 1, name: "Liste des utilisateurs" })).toBeVisible();
  });

  test("a wrong password and an unknown address are refused in the same words", javaScriptFree, async ({
    page,
    guichet,
    complaints,
  }) => {
    complaints.expect(/status of 4\d\d/);
    const refusal = async (login: string) => {
      await page.goto("/connexion");
      await fillSignIn(page, { login, password: "ce n’est pas mon mot de passe" });
      const alert = page.getByRole("alert").first();
      await expect(alert).toBeVisible();
      await expect(page.getByLabel("Identifiant ou adresse e-mail")).toHaveValue(login);
      return alert.innerText();
    };
    const wrong = await refusal(guichet.login("autre_client").login);
    await checkPage(page);
    expect(await refusal(newAddress("inconnue"))).toBe(wrong);
  });

  test("signing out closes the pages of administration", javaScriptFree, async ({ page, guichet }) => {
    await arrive(page, guichet.administrator);
    await page.getByRole("button", { name: "Déconnexion" }).or(page.getByRole("link", { name: "Déconnexion" })).first().click();
    await expect(page).toHaveURL(/\/connexion/);
    await page.goto("/administration/utilisateurs");
    await expect(page).toHaveURL(/\/connexion/);
  });
});
