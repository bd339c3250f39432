import { createHmac } from "node:crypto";
import { type Page, expect } from "@playwright/test";

/** The code that an application shows for a key, so many steps of thirty seconds from now (RFC 6238). */
export function code(key: string, away = 0): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + away));
  const digest = createHmac("sha1", secret).update(step).digest();
  const word = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(word % 1_000_000).padStart(6, "0");
}

/** Adds the second factor that a page offers, in whichever language; gives its key and its recovery codes. */
export async function enrol(page: Page, password: string): Promise<{ key: string; recovery: string[] }> {
  const key = await page.locator(".factor-key").innerText();
  await page.locator("#add-password").fill(password);
  await page.locator("#add-code").fill(code(key));
  await page.locator("form", { has: page.locator("#add-code") }).locator("button[type=submit]").click();
  const codes = page.locator(".recovery-codes li");
  await expect(codes).toHaveCount(10);
  return { key, recovery: await codes.allInnerTexts() };
}
