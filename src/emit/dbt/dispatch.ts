import { Code, code } from "../../text/quote/code.ts";
import { type SqlDialect, sqlDialects } from "../../text/quote/sql.ts";
import * as assertion from "../assertion-sql.ts";

/** What a dispatched macro is on each adapter. */
type Forms = readonly { readonly adapter: Code; readonly body: Code }[];

const expression = Code.trusted("{{ expression }}");
const divisor = Code.trusted("{{ divisor }}");
const pattern = Code.trusted("{{ dex_literal(pattern) }}");

/** The functions of SQL that assertions are made of, as the bodies of macros: those of the suites, with Jinja in the place of the values. */
export const dispatched: Readonly<Record<string, Forms>> = {
  length: forms((dialect) =>
    branches([
      ["of == 'items'", assertion.length(expression, "items", dialect)],
      ["", assertion.length(expression, "string", dialect)],
    ]),
  ),
  matches: forms((dialect) => assertion.matches(expression, pattern, dialect)),
  epoch: forms((dialect) =>
    branches([
      ["kind == 'instant'", assertion.epoch(expression, "instant", dialect)],
      ["kind == 'date'", assertion.epoch(expression, "date", dialect)],
      ["", assertion.epoch(expression, "local", dialect)],
    ]),
  ),
  epochNow: forms(assertion.epochNow),
  remainder: forms((dialect) =>
    branches([
      ["via_text", assertion.remainder(expression, divisor, { viaText: true, dialect })],
      ["", assertion.remainder(expression, divisor, { viaText: false, dialect })],
    ]),
  ),
  isNan: forms((dialect) => assertion.isNan(expression, dialect)),
  spelled: forms((dialect) => assertion.spelled(expression, dialect)),
};

/** One form per adapter; the default, which is PostgreSQL's, stands for all that do not differ from it. */
function forms(print: (dialect: SqlDialect) => Code): Forms {
  const standard = print("postgres");
  const others = sqlDialects
    .map((dialect) => ({ dialect, body: print(dialect) }))
    .filter(({ body }) => body.text !== standard.text);
  return [
    { adapter: Code.trusted("default"), body: indented(standard) },
    ...others.map(({ dialect, body }) => ({ adapter: Code.trusted(dialect), body: indented(body) })),
  ];
}

type Branch = readonly [condition: string, body: Code];

/** The bodies under their conditions, the last of which is what is left; a single one where they are all the same. */
function branches(all: readonly Branch[]): Code {
  const otherwise = all.at(-1)?.[1].text;
  const apart = all.filter(([condition, { text }]) => condition === "" || text !== otherwise);
  const [first] = apart;
  if (apart.length === 1 && first !== undefined) return first[1];
  const lines = apart.map(([condition, body], index) => {
    const word = condition === "" ? "else" : `${index === 0 ? "if" : "elif"} ${condition}`;
    return code`${Code.trusted(`{%- ${word} -%}`)}\n${body}`;
  });
  return Code.trusted([...lines.map(({ text }) => text), "{%- endif -%}"].join("\n"));
}

function indented({ text }: Code): Code {
  return Code.trusted(text.replace(/^/gm, "    "));
}
