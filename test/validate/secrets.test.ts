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
    "redis://:hunter2@cache.example.com/0",
    "https://x0123456789abcdefghijklmnop@git.example.com/shop.git",
    "https://bucket.example.com/a?X-Amz-Signature=abc",
    "https://example.com/a?sslpassword=hunter2",
    "https://example.com/a?x=1&PASSWORD=hunter2",
    "https://example.com/a?client_secret='hunter2'",
    "Server=db;Uid=shop;Pwd=hunter2",
    "host=db user=shop password=hunter2",
    'PlainLoginModule required username="shop" password="hunter2";',
    "jdbc:sqlserver://db:1433;user=shop;password=hunter2",
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
    "ssh://git@github.com/shop/contracts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the contract
    "postgres://shop:${DB_PASSWORD}@db/shop",
    "postgres://shop:***@db/shop",
    "password = hash(token)",
    "https://example.com/docs?keyword=a&page=2",
    "a column for the password of a user",
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
      "?".repeat(size),
      `?${"a".repeat(size)}`,
      `x://${"a".repeat(size)}`,
      "x://aaaaaaaaaaaaaaaaaaaaaaaa".repeat(size / 28),
      " password".repeat(size / 9),
    ];
    // Quadratic time would take minutes, and end at the time-out.
    for (const text of hard) expect(found(text)).toBe(0);
  });
});

describe("a secret in a key", () => {
  it("is found at the key", () => {
    const reports = findSecrets("a.yaml", { config: { "postgres://shop:hunter2@db/shop": 1 } });
    expect(reports.map(({ at }) => at)).toEqual([
      { path: "a.yaml", pointer: "/config/postgres:~1~1shop:hunter2@db~1shop", part: "key" },
    ]);
    expect(JSON.stringify(reports.map(({ message }) => message))).not.toContain("hunter2");
  });
});
