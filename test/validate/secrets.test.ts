import { describe, expect, it } from "vitest";
import { findSecrets } from "../../src/validate/secrets.ts";

const found = (text: string) => findSecrets("a.yaml", { description: text }).length;

describe("secrets in clear text", () => {
  it.each([
    "postgres://shop:hunter2@db.example.com/shop",
    "see jdbc:postgresql://shop:hunter2@db/shop for details",
    "https://example.com/a://b and mysql://u:p@h",
    "jdbc:postgresql://db.example.com/shop?user=shop&password=hunter2",
    "https://registry.example.com/?token=abc123",
    "AKIAABCDEFGHIJKLMNOP",
    "-----BEGIN RSA PRIVATE KEY-----",
  ])("are found in %s", (text) => {
    expect(found(text)).toBe(1);
  });

  it.each([
    "postgres://db.example.com/shop",
    "https://example.com/docs?page=2",
    "mail to shop:hunter2@example.com",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the contract
    "jdbc:postgresql://db/shop?password=${DB_PASSWORD}",
    "://user:password@host",
    "ratio 3:4 @ noon, see https://example.com",
  ])("are not found in %s", (text) => {
    expect(found(text)).toBe(0);
  });

  it("are looked for in linear time", () => {
    const size = 400_000;
    const hard = [
      "a".repeat(size),
      `${"a".repeat(size)}://`,
      "a://".repeat(size / 4),
      `://${"a:".repeat(size / 2)}`,
      "?password".repeat(size / 8),
    ];
    // Quadratic time would take minutes, and end at the time-out.
    for (const text of hard) expect(found(text)).toBe(0);
  });
});
