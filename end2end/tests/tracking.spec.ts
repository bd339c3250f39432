import { readFile } from "node:fs/promises";
import { create, find } from "../support/people";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const javaScriptFree = { tag: "@without-javascript" };

test.describe("What was done, and what became of it", () => {
  test.beforeEach(async ({ page, guichet }) => signIn(page, guichet.administrator));

  test("the journal says who did what to whom, and is found by person and by operation", javaScriptFree, async ({ page }) => {
    const address = newAddress("journal");
    await create(page, address);
    await (await find(page, address)).getByRole("link", { name: /Supprimer/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Supprimer" }).click();
    await expect(page.getByRole("button", { name: "Annuler" })).toBeVisible();

    await page.getByRole("navigation", { name: "Mon espace client" }).getByRole("link", { name: "Journal" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Journal" })).toBeVisible();
    const last = page.locator("tbody tr").first();
    await expect(last).toContainText("Affectations supprimées");
    await expect(last).toContainText(address);
    await expect(last).toContainText("admin@potters.example");
    await expect(last).toContainText("127.0.0.1");
    await checkPage(page);

    await page.getByLabel("Personne").fill("admin@potters.example");
    await page.getByLabel("Opération", { exact: true }).selectOption("Utilisateur créé");
    await page.getByRole("button", { name: "Rechercher" }).click();
    await expect(page.locator("tbody tr").first()).toContainText("Utilisateur créé");
    await expect(page.locator("tbody").getByText("Affectations supprimées")).toHaveCount(0);

    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Exporter le journal" }).click();
    const file = await readFile(await (await download).path(), "utf8");
    expect(file.split("\r\n")[0]).toBe("\ufeffQuand;Par qui;Opération;À qui, ou à quoi;Adresse réseau");
    expect(file).toContain("Utilisateur créé");
    expect(file).not.toContain("Affectations supprimées");
  });

  test("mails are told by what became of them, and one that was accepted leaves once more, if not at once", javaScriptFree, async ({ page, guichet }) => {
    const address = newAddress("courriel");
    await create(page, address);
    await guichet.mailbox.next(address);

    await page.getByRole("navigation", { name: "Mon espace client" }).getByRole("link", { name: "Courriels" }).click();
    await page.getByLabel("Destinataire").fill(address);
    await page.getByRole("button", { name: "Rechercher" }).click();
    // What the mail server has accepted is written down a moment later.
    const sent = async () => {
      await page.reload();
      await expect(page.getByRole("row").filter({ hasText: address })).toContainText("Remis", { timeout: 2_000 });
    };
    await expect(sent).toPass();
    await checkPage(page);
    await page.getByRole("button", { name: `Renvoyer le mail à ${address}` }).click();
    await expect(page.getByText("Le mail précédent vient de partir")).toBeVisible();
    await checkPage(page);

    // Whoever narrowed the mails finds them so again.
    await page.goto(`/administration/courriels?etat=remis&personne=${encodeURIComponent(address)}`);
    await page.getByRole("button", { name: `Renvoyer le mail à ${address}` }).click();
    await expect(page.getByText("Le mail précédent vient de partir")).toBeVisible();
    await expect(page).toHaveURL(/\/courriels\?etat=remis&personne=courriel/);

    // Those that left some hours ago come last.
    await page.goto("/administration/courriels?etat=remis");
    const again = page.getByRole("button", { name: /^Renvoyer le mail à / }).last();
    const other = (await again.getAttribute("aria-label"))!.split(" ").at(-1)!;
    await again.click();
    await expect(page.getByText("Le mail part de nouveau.")).toBeVisible();
    await guichet.mailbox.next(other);
    expect(await guichet.mailbox.to(address)).toHaveLength(1);
  });

  test("a tariff of this year is in force and is downloaded as a file", javaScriptFree, async ({ page }) => {
    await page.goto("/");
    await page.getByRole("navigation", { name: "Mon espace client" }).getByRole("link", { name: "Mes tarifs" }).click();
    const current = page.getByRole("row").filter({ hasText: "En vigueur" });
    await expect(current).toHaveCount(1);
    await checkPage(page);
    const download = page.waitForEvent("download");
    await current.getByRole("link").click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^Tarifs \d{4}\.pdf$/);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
