import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { copiedSecrets, withoutSecrets } from "../../src/validate/copied-secrets.ts";

const found = (path: string, text: string) =>
  copiedSecrets({ path, text, hash: "" }).map(({ at }) => ("start" in at ? text.slice(at.start, at.end) : ""));

describe("a secret in SQL or in a template", () => {
  it.each([
    ["m.sql", "select * from dblink('postgres://shop:hunter2@db/shop', 'select 1')", "shop:hunter2"],
    ["m.sql", "select * from dblink('host=db user=shop password=hunter2 port=1', 'select 1')", "hunter2"],
    ["m.sql", "select 1 -- jdbc:postgresql://db/shop?user=shop&password=hunter2", "hunter2"],
    ["m.sql", "/* first\n password=hunter2\n*/ select 1", "hunter2"],
    ["m.sql", "select 'AKIAABCDEFGHIJKLMNOP' as key", "AKIAABCDEFGHIJKLMNOP"],
    ["m.sql", "select 'Server=db;Uid=shop;Pwd=hunter2'", "hunter2"],
    ["m.sql", "select $$ password=hunter2 $$", "hunter2"],
    ["m.sql", "{# password=hunter2 #} select 1", "hunter2"],
    ["m.sql", "create user shop password 'hunter2'", "hunter2"],
    ["m.sql", "create user shop identified by 'hunter2'", "hunter2"],
    ["m.sql", "create secret s (type s3, secret 'hunter2')", "hunter2"],
    ["m.sql", "copy t from 's3://b' credentials=(aws_secret_key='hunter2')", "hunter2"],
    ["m.sql", "select f(password => 'hunter2')", "hunter2"],
    ["m.sql", '{% set db_password = "hunter2" %} select 1', "hunter2"],
    ["m.sql", "{{ env_var('DBT_PASSWORD', 'hunter2') }}", "hunter2"],
    ["m.sql", "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----", "*"],
    [
      "m.sql",
      "select 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_def'",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_def",
    ],
    ["t.py.njk", 'connect(user="shop", password="hunter2")', "hunter2"],
    ["t.py.njk", '{"password": "hunter2"}', "hunter2"],
    ["t.py.njk", 'os.environ.get("DB_PASSWORD", "hunter2")', "hunter2"],
    ["t.py.njk", 'url = "redis://:hunter2@cache/0"', ":hunter2"],
    ["t.tf.njk", 'api_key = "hunter2"', "hunter2"],
    ["t.yml.njk", "  password: hunter2", "hunter2"],
    ["t.yml.njk", 'url: "postgres://shop:hunter2@db"', "shop:hunter2"],
    ["t.properties.njk", "password=hunter2", "hunter2"],
    ["t.md.njk", "See https://db.example.com/?token=hunter2.", "hunter2."],
  ])("is found in %s: %s", (path, text, secret) => {
    expect(found(path, text)).toEqual([secret === "*" ? text : secret]);
    const hidden = withoutSecrets({ path, text, hash: "" }).text;
    expect(hidden).not.toContain("hunter2");
    expect(hidden.length).toBe(text.length);
  });

  it.each([
    ["m.sql", "select password, token from users where password=other and password = upper(name)"],
    ["m.sql", "select a.id from a join b on a.password = b.password"],
    ["m.sql", 'select 1 from t where password = "new_password"'],
    ["m.sql", "select password, 'hunter2' from t where secret = 'yes' or is_secret = 'true'"],
    ["m.sql", "select md5(password) as password_hash from t where password <> '' and password_hash = 'abcdef'"],
    ["m.sql", "{{ config(post_hook=\"set password = '{{ env_var('DBT_PASSWORD') }}'\") }}"],
    ["m.sql", "select dblink('host=db password={{ env_var('DBT_PASSWORD') }}')"],
    ["m.sql", "select 1 -- the password 'hunter2' of a row"],
    ["m.sql", "select 'postgres://db.example.com/shop', 'https://example.com/?page=2'"],
    ["t.py.njk", "connect(user=user, password=password, token=os.environ['TOKEN'])"],
    ["t.py.njk", 'url = f"postgres://{user}:{password}@{host}"; other = "postgres://%s:%s@%s" % parts'],
    ["t.py.njk", 'password = "DB_PASSWORD"'],
    ["t.js.njk", `const url = \`postgres://\${user}:\${password}@db\``],
    ["t.yml.njk", `password: "{{ env_var('X') }}"\ntoken: \${TOKEN}\nsecret: <$ name $>`],
    ["t.yml.njk", "password: {type: string}"],
  ])("is not found in %s: %s", (path, text) => {
    expect(found(path, text)).toEqual([]);
  });

  it("is not found in the templates of dex", () => {
    const paths = readdirSync("templates", { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".njk"),
    );
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths)
      expect({ path, found: found(path, readFileSync(`templates/${path}`, "utf8")) }).toEqual({ path, found: [] });
  });

  it("is looked for in linear time", () => {
    const size = 400_000;
    const parts = [
      "'",
      "password=",
      "password = ",
      "password 'x",
      "db_",
      "?",
      "://a:",
      "--",
      "/*",
      "$$",
      "get(",
      " ",
      "{{ x",
      "-----BEGIN RSA PRIVATE KEY",
      'password="hunter2" ',
      "\\",
      "eyJaaaaaaaaaaa.",
    ];
    for (const part of parts)
      for (const path of ["m.sql", "t.py.njk", "t.yml.njk"]) {
        const file = { path, text: part.repeat(size / part.length), hash: "" };
        // Quadratic time would take minutes, and end at the time-out.
        expect(withoutSecrets(file).text.length).toBe(file.text.length);
      }
  });
});
