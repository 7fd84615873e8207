import type { Random } from "../demo/random.ts";
import type { ProjectFiles } from "./bases.ts";

/** What a mutation may do besides changing files: the paths of folders and links to make. */
export interface MutatedProject {
  readonly files: ProjectFiles;
  readonly folders: readonly string[];
  readonly links: readonly { readonly path: string; readonly to: string }[];
  /** What was done, for the message of a failed test. */
  readonly edits: readonly string[];
}

interface Draft {
  readonly files: Record<string, Buffer>;
  readonly folders: string[];
  readonly links: { path: string; to: string }[];
  readonly random: Random;
  /** Files of other projects, to splice from. */
  readonly pool: readonly Buffer[];
}

type Mutation = (draft: Draft, path: string) => void;

const PARTS = [
  ..."{}[]()<>|&*!%@`\"'#,;:-+=?$\\/~^\t\n\r\0",
  ...[
    "\u001b[2J",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\ud83d\ude00",
    "é",
    "{{",
    "}}",
    "{%",
    "%}",
    "<$",
    "$>",
    "--",
    "/*",
    "*/",
  ],
  ...[
    "$$",
    "''",
    '"""',
    "\\u0000",
    "&a ",
    "*a",
    "<<: *a",
    "!!binary ",
    "? ",
    "|-\n",
    ">+\n",
    "---\n",
    "...\n",
    "%YAML 9.9\n",
  ],
  ...[
    " union all ",
    " select ",
    "(select ",
    ")",
    "; drop table x; ",
    " {{ ref('orders') }} ",
    " {{ env_var('HOME') }} ",
  ],
];

const VALUES = [
  ...[
    "null",
    "~",
    "true",
    "''",
    '""',
    "[]",
    "{}",
    "[[]]",
    "{a: {b: [c]}}",
    "0",
    "-0",
    "-1",
    "1e400",
    "0x1f",
    "0o17",
    "1_000",
  ],
  ...[
    ".nan",
    ".inf",
    "9007199254740993",
    "123456789012345678901234567890.123456789",
    "2026-13-45",
    "1:30",
    "yes",
    "=",
    "<<",
  ],
  ...["__proto__", "constructor", "toString", "'a b'", "a.b.c", "../../etc/passwd", "select", `"${"x".repeat(3000)}"`],
  ...[
    '"\\ud800"',
    '"\\u0000"',
    '"{{ 1 }}"',
    '"$' + '{HOME}"',
    "!!python/object:os.system x",
    "&x [*x]",
    "undefined",
    "-Infinity",
  ],
];

const NAMES = [
  ...[
    "CON.yaml",
    "aux.sql",
    " space .yaml",
    "Ünï.yaml",
    "UPPER.YAML",
    "-rf.yaml",
    "--help.sql",
    ".hidden.yaml",
    "a'b.sql",
  ],
  ...[
    'a"b.yaml',
    "a\\b.yaml",
    "a\nb.yaml",
    "a$(id).sql",
    "a;b.yaml",
    "a#b.yaml",
    "%41.yaml",
    `${"n".repeat(180)}.yaml`,
    "x.yml",
  ],
  ...[
    `${"deep/".repeat(30)}d.yaml`,
    "x.json",
    "x.sql",
    "a:b.yaml",
    "a*b.yaml",
    "[a].yaml",
    "{a}.sql",
    "trailing.",
    "e\u0301.yaml",
  ],
];

function editText(draft: Draft, path: string, edit: (text: string) => string): void {
  draft.files[path] = Buffer.from(edit((draft.files[path] ?? Buffer.from("")).toString("utf8")));
}

function below({ random }: Draft, limit: number): number {
  return Math.floor(random.next() * limit);
}

function lines(draft: Draft, path: string, edit: (all: string[], at: number) => readonly string[]): void {
  editText(draft, path, (text) => {
    const all = text.split("\n");
    return edit(all, below(draft, all.length)).join("\n");
  });
}

/** Replaces one word or literal of a text. */
function replaceWord(draft: Draft, path: string, by: () => string): void {
  editText(draft, path, (text) => {
    const words = [...text.matchAll(/"[^"\n]*"|'[^'\n]*'|[\w.@-]+/g)];
    const word = words[below(draft, words.length)];
    return word === undefined ? text : text.slice(0, word.index) + by() + text.slice(word.index + word[0].length);
  });
}

function wordOf(draft: Draft, text: string): string {
  const words = text.match(/"[^"\n]*"|[\w.@-]+/g) ?? ["x"];
  return words[below(draft, words.length)] ?? "x";
}

const poolText = (draft: Draft) => draft.random.pick(draft.pool).toString("utf8");

/** Edits within one file, as text. */
const TEXT: Readonly<Record<string, Mutation>> = {
  character: (draft, path) =>
    editText(draft, path, (text) => {
      const at = below(draft, text.length + 1);
      return text.slice(0, at) + String.fromCharCode(below(draft, 384)) + text.slice(at + 1);
    }),
  insert: (draft, path) =>
    editText(draft, path, (text) => {
      const at = below(draft, text.length + 1);
      return text.slice(0, at) + draft.random.pick(PARTS) + text.slice(at);
    }),
  delete: (draft, path) =>
    editText(draft, path, (text) => {
      const at = below(draft, text.length + 1);
      return text.slice(0, at) + text.slice(at + 1 + below(draft, 60));
    }),
  truncate: (draft, path) => editText(draft, path, (text) => text.slice(0, below(draft, text.length + 1))),
  "splice the end": (draft, path) =>
    editText(draft, path, (text) => {
      const other = poolText(draft);
      return text.slice(0, below(draft, text.length + 1)) + other.slice(below(draft, other.length + 1));
    }),
  "splice lines": (draft, path) =>
    lines(draft, path, (all, at) => {
      const other = poolText(draft).split("\n");
      const from = below(draft, other.length);
      return all.toSpliced(at, below(draft, 4), ...other.slice(from, from + 1 + below(draft, 12)));
    }),
  "remove a line": (draft, path) => lines(draft, path, (all, at) => all.toSpliced(at, 1)),
  "repeat lines": (draft, path) =>
    lines(draft, path, (all, at) => {
      const block = all.slice(at, at + 1 + below(draft, 4));
      return all.toSpliced(at, 0, ...Array.from({ length: 1 + below(draft, 40) }, () => block).flat());
    }),
  "move a line": (draft, path) =>
    lines(draft, path, (all, at) => all.toSpliced(at, 1).toSpliced(below(draft, all.length), 0, all[at] ?? "")),
  indent: (draft, path) => lines(draft, path, (all, at) => all.with(at, " ".repeat(below(draft, 9)) + all[at])),
  dedent: (draft, path) => lines(draft, path, (all, at) => all.with(at, (all[at] ?? "").trimStart())),
  value: (draft, path) => replaceWord(draft, path, () => draft.random.pick(VALUES)),
  "another word of the file": (draft, path) =>
    replaceWord(draft, path, () => wordOf(draft, (draft.files[path] ?? "").toString())),
  "a word of another file": (draft, path) => replaceWord(draft, path, () => wordOf(draft, poolText(draft))),
  "another value of a key": (draft, path) =>
    editText(draft, path, (text) => {
      const keys = [...text.matchAll(/(?<=[\w"'] ?[:=] ?)[^\s,{}[\]][^,{}[\]\n]*/g)];
      const key = keys[below(draft, keys.length)];
      if (key === undefined) return text;
      return text.slice(0, key.index) + draft.random.pick(VALUES) + text.slice(key.index + key[0].length);
    }),
};

function splitBytes(draft: Draft, path: string, part: Buffer): void {
  const bytes = draft.files[path] ?? Buffer.alloc(0);
  const at = below(draft, bytes.length + 1);
  draft.files[path] = Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
}

/** Edits within one file, as bytes. */
const BYTES: Readonly<Record<string, Mutation>> = {
  "invalid UTF-8": (draft, path) =>
    splitBytes(draft, path, draft.random.pick(["ff", "c0af", "eda080", "f4908080", "80", "e2 82"].map(hex))),
  NUL: (draft, path) => splitBytes(draft, path, hex("00")),
  "a random byte": (draft, path) => splitBytes(draft, path, Buffer.from([below(draft, 256)])),
  "a flipped bit": (draft, path) => {
    const bytes = Buffer.from(draft.files[path] ?? "");
    const at = below(draft, bytes.length);
    if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(draft, 8));
    draft.files[path] = bytes;
  },
  CRLF: (draft, path) => editText(draft, path, (text) => text.replaceAll("\n", "\r\n")),
  "lone CR": (draft, path) => editText(draft, path, (text) => text.replaceAll("\n", "\r")),
  "byte order mark": (draft, path) => editText(draft, path, (text) => `\ufeff${text}`),
  "UTF-16": (draft, path) => {
    draft.files[path] = Buffer.from(`\ufeff${(draft.files[path] ?? "").toString()}`, "utf16le");
  },
};

function hex(digits: string): Buffer {
  return Buffer.from(digits.replaceAll(" ", ""), "hex");
}

function siblingPath(path: string, name: string): string {
  return path.includes("/") ? `${path.slice(0, path.lastIndexOf("/"))}/${name}` : name;
}

function take({ files }: Draft, path: string): Buffer {
  const bytes = files[path] ?? Buffer.alloc(0);
  delete files[path];
  return bytes;
}

/** Edits of the file itself: its name, its place, its kind. */
const FILES: Readonly<Record<string, Mutation>> = {
  remove: (draft, path) => void take(draft, path),
  empty: (draft, path) => {
    draft.files[path] = Buffer.alloc(0);
  },
  rename: (draft, path) => {
    draft.files[siblingPath(path, draft.random.pick(NAMES))] = take(draft, path);
  },
  "move to another folder": (draft, path) => {
    const folder = draft.random.pick([
      "contracts/deep/er",
      "generated/dbt",
      "macros",
      "templates/dbt",
      ".",
      "node_modules/x",
    ]);
    draft.files[`${folder}/${path.slice(path.lastIndexOf("/") + 1)}`.replace(/^\.\//, "")] = take(draft, path);
  },
  copy: (draft, path) => {
    draft.files[siblingPath(path, draft.random.pick(NAMES))] = draft.files[path] ?? Buffer.alloc(0);
  },
  "swap two files": (draft, path) => {
    const other = draft.random.pick(Object.keys(draft.files));
    const bytes = draft.files[path] ?? Buffer.alloc(0);
    draft.files[path] = draft.files[other] ?? Buffer.alloc(0);
    draft.files[other] = bytes;
  },
  "another document": (draft, path) => {
    draft.files[siblingPath(path, `added-${below(draft, 9)}${/\.\w+$/.exec(path)?.[0] ?? ""}`)] = draft.random.pick(
      draft.pool,
    );
  },
  "a folder of this name": (draft, path) => {
    take(draft, path);
    draft.folders.push(path);
  },
  "a link": (draft, path) => {
    take(draft, path);
    draft.links.push({ path, to: draft.random.pick([path, "/etc/hostname", "..", "missing", "/dev/null", "."]) });
  },
};

/** Groups, so that each gets a fixed share. */
const GROUPS: readonly Readonly<Record<string, Mutation>>[] = [TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, BYTES, FILES];

const KINDS = [/\.sql$/, /^dex\.config/, /\.njk$/, /\.json$/, /^macros\//, /\.ya?ml$/, /\.ya?ml$/, /\.ya?ml$/, /./];

/** Makes one to three random edits to a project. */
export function mutate(base: ProjectFiles, pool: readonly Buffer[], random: Random): MutatedProject {
  const draft: Draft = { files: { ...base }, folders: [], links: [], random, pool };
  const edits: string[] = [];
  for (let left = random.pick([1, 1, 2, 2, 3]); left > 0; left--) {
    const paths = Object.keys(draft.files).sort();
    const kind = random.pick(KINDS);
    const wanted = paths.filter((path) => kind.test(path));
    if (paths.length === 0) break;
    const path = random.pick(wanted.length > 0 ? wanted : paths);
    const [name, mutation] = random.pick(Object.entries(random.pick(GROUPS)));
    mutation(draft, path);
    edits.push(`${name}: ${path}`);
  }
  return { files: draft.files, folders: draft.folders, links: draft.links, edits };
}
