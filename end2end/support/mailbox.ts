import { expect } from "@playwright/test";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

export interface Mail {
  to: string;
  subject: string;
  /** The text part. */
  text: string;
}

/** The mails that Guichet writes as files when it has no mail server. */
export class Mailbox {
  constructor(private readonly folder: string) {}

  /** The mails to an address, in the order in which they were written. */
  async to(address: string): Promise<Mail[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const files = names.filter((name) => name.endsWith(".eml")).sort();
    const mails = await Promise.all(files.map(async (name) => parse(await readFile(join(this.folder, name), "utf8"))));
    return mails.filter((mail) => mail.to.includes(address));
  }

  /** Waits for the next mail to an address, the `count`th in all. */
  async next(address: string, count = 1): Promise<Mail> {
    let mails: Mail[] = [];
    await expect
      .poll(async () => (mails = await this.to(address)).length, { message: `mails to ${address}`, timeout: 20_000 })
      .toBeGreaterThanOrEqual(count);
    return mails[count - 1]!;
  }
}

/** What a line `label : value` of a mail's text says. */
export function said(mail: Mail, label: string): string {
  const line = mail.text.split(/\r?\n/).find((line) => line.trimStart().startsWith(label));
  const value = line?.slice(line.indexOf(":") + 1).trim();
  if (!value) throw new Error(`the mail has no line “${label} : …”:\n${mail.text}`);
  return value;
}

function parse(source: string): Mail {
  const { headers, body } = split(source);
  return { to: headers.get("to") ?? "", subject: headers.get("subject") ?? "", text: textPart(headers, body) };
}

/** The first text/plain part, looked for in the parts of parts. */
function textPart(headers: Map<string, string>, body: string): string {
  const type = headers.get("content-type") ?? "text/plain";
  if (type.startsWith("text/plain")) return decode(body, headers.get("content-transfer-encoding") ?? "");
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (!boundary) return "";
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const inner = split(part.replace(/^\r?\n/, ""));
    const text = textPart(inner.headers, inner.body);
    if (text) return text;
  }
  return "";
}

function split(source: string): { headers: Map<string, string>; body: string } {
  const [head = "", ...rest] = source.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  return { headers, body: rest.join("\r\n\r\n") };
}

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const octets = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(octets, "latin1").toString("utf8");
}
