import { find, join } from "../support/people";
import { arrive, checkPage, expect, newAddress, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

test.describe("What one may do", () => {
  test("a new colleague arrives at what they may do, and at whom to ask", javaScriptFree, async ({
    page,
    guichet,
    browser,
    contextOptions,
    complaints,
  }) => {
    complaints.expect(/status of 403/);
    const address = newAddress("collegue");
    const theirs = await join(page, guichet, browser, contextOptions, address);

    await expect(theirs).toHaveURL(/\/mon-compte\/acces$/);
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Vos accès");
    await expect(theirs.getByRole("heading", { level: 2, name: "POTTERS FRANCE" })).toBeVisible();
    const main = theirs.getByRole("main");
    await expect(main).toContainText("Vous préparez des affranchissements et suivez les envois d’Antony.");
    await expect(main).toContainText("10000700");
    await expect(main.getByRole("link", { name: guichet.administrator.login })).toBeVisible();
    await checkPage(theirs);

    // The bare address leads there as well, and a page of the administration says whose it is.
    await theirs.goto("/");
    await expect(theirs).toHaveURL(/\/mon-compte\/acces$/);
    await theirs.goto("/administration/utilisateurs");
    await expect(theirs.getByText("Cette page est réservée aux administrateurs")).toBeVisible();
    await checkPage(theirs);
    await theirs.getByRole("main").getByRole("link", { name: "Vos accès" }).click();
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Vos accès");

    await theirs.goto("/mon-espace");
    await expect(theirs.getByRole("heading", { level: 2, name: "Vos accès" })).toBeVisible();
    await expect(theirs.getByRole("main")).toContainText("Vous préparez des affranchissements");
    await checkPage(theirs);

    // Suspended, then removed.
    await (await find(page, address)).getByRole("link", { name: /Modifier/ }).click();
    await page.getByRole("button", { name: "Suspendre" }).click();
    await expect(page.getByText(/suspendu/).first()).toBeVisible();
    await theirs.goto("/mon-compte/acces");
    await expect(theirs.getByRole("main")).toContainText("Votre accès est suspendu");
    await expect(theirs.getByRole("main").getByRole("link", { name: guichet.administrator.login })).toBeVisible();
    await checkPage(theirs);

    await (await find(page, address)).getByRole("link", { name: /Supprimer/ }).or(page.getByRole("button", { name: /Supprimer/ })).first().click();
    await page.getByRole("button", { name: "Supprimer" }).click();
    await expect(page.getByText("a été supprimé")).toBeVisible();
    await theirs.goto("/mon-compte/acces");
    await expect(theirs.getByRole("main")).toContainText("Vous n’avez plus d’accès");
    await checkPage(theirs);
    await theirs.context().close();
  });

  test("the same in English", javaScriptFree, async ({ page, guichet, browser, contextOptions }) => {
    const theirs = await join(page, guichet, browser, contextOptions, newAddress("colleague"));
    await theirs.context().addCookies([{ name: "guichet-lang", value: "en", url: guichet.url }]);
    await theirs.goto("/mon-compte/acces");
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Your access");
    await expect(theirs.getByRole("main")).toContainText("You prepare shipments and track parcels at Antony.");
    await expect(theirs.getByRole("main")).toContainText("Whom to ask");
    await checkPage(theirs);
    await theirs.context().close();
  });

  test("an administrator may do everything", javaScriptFree, async ({ page, guichet }) => {
    await arrive(page, guichet.administrator);
    await expect(page).toHaveURL(/\/administration\/utilisateurs$/);
    await page.getByRole("navigation", { name: "Mon espace client" }).getByRole("link", { name: "Vos accès" }).click();
    await expect(page.getByRole("main")).toContainText("Vous administrez les utilisateurs, et pouvez tout faire");
    await checkPage(page);
  });

  test("whoever has an account accepts another customer’s invitation where they see it", javaScriptFree, async ({
    page,
    guichet,
    browser,
    contextOptions,
  }) => {
    const address = newAddress("partagee");
    const theirs = await join(page, guichet, browser, contextOptions, address);
    await guichet.importFile(
      `${address.split("@")[0]}.csv`,
      ["compte;sous_compte;site;profil;email", `20011900;53;Lille;Expéditeur;${address}`, ""],
      "FAÏENCES DU NORD",
    );
    const mail = await guichet.mailbox.next(address, 2);
    expect(mail.text).toContain("acceptez l’invitation dans Vos accès");

    const invitation = theirs.getByRole("region", { name: "FAÏENCES DU NORD" });
    const accept = invitation.getByRole("button", { name: "Accepter l’invitation" });
    // What the mail server has accepted is written down a moment later.
    const offered = async () => {
      await theirs.goto("/mon-compte/acces");
      await expect(accept).toBeVisible({ timeout: 2_000 });
    };
    await expect(offered).toPass();
    await expect(invitation).not.toContainText("Lille");
    await checkPage(theirs);
    await accept.click();
    await expect(theirs).toHaveURL(/\/mon-compte\/acces$/);
    await expect(accept).toHaveCount(0);
    await expect(invitation).toContainText("suivez les envois de Lille");
    await checkPage(theirs);
    await theirs.context().close();
  });

  test("the portal’s applications are answered as the page says", async ({ page, guichet, browser, contextOptions, request }) => {
    const may = "/autorisation?application=affranchissement&niveau=gestion";
    expect((await request.get(may)).status()).toBe(401);
    const theirs = await join(page, guichet, browser, contextOptions, newAddress("application"));
    const ask = async (place: string) => (await theirs.request.get(`${may}${place}`)).status();
    expect(await ask("&contrat=10000700&site=Antony")).toBe(204);
    expect(await ask("&contrat=10095403")).toBe(403);
    expect(await ask("&contrat=1")).toBe(403);
    await theirs.context().close();
  });
});
