import type { FormatName } from "../../src/text/grammars.ts";

/** Strings that have a format, and strings that do not. */
interface Values {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const label = (length: number) => "a".repeat(length);
const host = (length: number) =>
  `${label(61)}.`
    .repeat(6)
    .slice(0, length - 1)
    .concat("z");
const DAYS_BAD = ["2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-13-01", "2024-00-10"];
const DAYS_GOOD = ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2023-02-28", "2024-11-30", "0400-02-29"];
const CLOCKS_GOOD = ["00:00:00Z", "23:59:59z", "10:00:00.123456789+05:30", "10:00:00-23:59", "10:00:00.5Z"];
const CLOCKS_BAD = ["24:00:00Z", "10:00:00", "10:00Z", "23:59:60Z", "10:00:00+24:00", "10:00:00+0530", "10:00:00.Z"];

/** Values of each format at the borders of its grammar. */
export const VALUES: Readonly<Record<FormatName, Values>> = {
  uuid: {
    good: ["6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c", "6F1C9F7E-1C1C-0C1C-FC1C-1C1C1C1C1C1C"],
    bad: [
      "urn:uuid:6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c",
      "{6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c}",
      "6f1c9f7e1c1c4c1c8c1c1c1c1c1c1c1c",
    ],
  },
  email: {
    good: ["a@b.cc", "ada.king+x@mail.example.com", "o'neil@x-y.de", `a@${label(63)}.de`, "!#$%&'*+/=?^_`{|}~-@1.2"],
    bad: [
      "a..b@c.de",
      ".a@c.de",
      "a.@c.de",
      "a@localhost",
      "a@-c.de",
      "a@c-.de",
      `a@${label(64)}.de`,
      "a b@c.de",
      '"a b"@c.de',
      "a@c.de.",
      "a@[127.0.0.1]",
      "ä@c.de",
      "a@b@c.de",
      "@c.de",
      "a@c..de",
    ],
  },
  uri: {
    good: [
      "https://example.com",
      "http://u:p@h.de:8080/a/b?c=d#e",
      "mailto:a@b.cc",
      "urn:isbn:12",
      "file:///etc/x",
      "a:/",
      "a://",
      "http://[::1]:80/",
      "http://[1:2::3]",
      "x:%41",
      "http://h?q",
      "tel:+1",
    ],
    bad: [
      "example.com",
      "//h/x",
      "http://a b",
      "http://h/%4",
      "http://h/%zz",
      "http://[::1",
      "http://[x]",
      "1a:b",
      "a:",
      ":a",
      "http://h:x",
      "http://h/{a}",
      "http://h/<a>",
      'http://h/"',
      "http://h/\\",
      "http://h/ä",
      "http://h#a#b",
      "http://h/^",
    ],
  },
  hostname: {
    good: ["a", "example.com", "1.2.3", "a-b.c--d", label(63), host(253)],
    bad: [
      "",
      "a.",
      ".a",
      "-a",
      "a-",
      "a..b",
      label(64),
      "a_b",
      "ä.de",
      "a b",
      host(254),
      host(300),
      `${host(240)}.${label(20)}`,
    ],
  },
  ipv4: {
    good: ["0.0.0.0", "255.255.255.255", "1.20.199.249"],
    bad: ["256.1.1.1", "01.1.1.1", "1.1.1", "1.1.1.1.1", "1.1.1.1 ", "0x1.1.1.1", "1.1.1."],
  },
  ipv6: {
    good: [
      "::",
      "::1",
      "1::",
      "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7::",
      "::2:3:4:5:6:7:8",
      "1:2::7:8",
      "::ffff:192.0.2.1",
      "1:2:3:4:5:6:1.2.3.4",
      "1::1.2.3.4",
      "FE80::AbCd",
    ],
    bad: [
      ":",
      ":::",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1::2::3",
      "12345::",
      "::g",
      "fe80::1%eth0",
      "1:2:3:4:5:6:7:8::",
      "::1.2.3",
      "::256.1.1.1",
      "1:2:3:4:5:6:7:1.2.3.4",
      "[::1]",
      "1:2:3:4:5:6::1.2.3.4",
    ],
  },
  date: {
    good: DAYS_GOOD,
    bad: [
      ...DAYS_BAD,
      "0000-01-01",
      "24-01-01",
      "2024-1-1",
      "20240101",
      "2024-01-01T",
      "2024/01/01",
      "-2024-01-01",
      "２０２４-01-01",
    ],
  },
  time: { good: CLOCKS_GOOD, bad: [...CLOCKS_BAD, "1:00:00Z", "10:60:00Z", "10:00:00ZZ", "10:00:00 Z"] },
  "date-time": {
    good: DAYS_GOOD.flatMap((day) => CLOCKS_GOOD.map((clock) => `${day}T${clock}`)).concat(
      "2024-01-01t10:00:00z",
      "2024-01-01 10:00:00Z",
    ),
    bad: [
      ...DAYS_BAD.map((day) => `${day}T10:00:00Z`),
      ...CLOCKS_BAD.map((clock) => `2024-01-01T${clock}`),
      "2024-01-01",
      "2024-01-01T",
      "2024-01-01  10:00:00Z",
      "2024-01-01_10:00:00Z",
      "0000-01-01T00:00:00Z",
    ],
  },
};

const CHARACTERS = ["\n", " ", ".", "-", ":", "0", "9", "@", "/", "%", "_", "é", "٣", "Z", "a", "\u0000", "\r", "😀"];

/** The values of a format, and copies of them with a character added, removed or replaced: at least 200 strings. */
export function hostileValues(format: FormatName): readonly string[] {
  const { good, bad } = VALUES[format];
  const seeds = [...good, ...bad];
  const changed = Array.from({ length: 600 }, (_, index) => {
    const characters = [...(seeds[index % seeds.length] ?? "")];
    const character = CHARACTERS[(index * 7) % CHARACTERS.length] ?? "";
    const place = index < 150 ? characters.length : (index * 31) % (characters.length + 1);
    characters.splice(place, index % 3, ...(index % 3 === 2 ? [] : [character]));
    return characters.join("");
  });
  return [...new Set([...seeds, ...changed])];
}
