import type { Dialect } from "../../dialect/dialect.ts";
import { dialects } from "../../dialect/registry.ts";
import { Code, code } from "../../text/quote/code.ts";
import { type Branch, misfitBranches, storedAsDictionary, storedDictionary } from "./fit-macros.ts";
import { dbtAdapters } from "./options.ts";

/** The body of a dispatched macro on each adapter. */
type Forms = readonly { readonly adapter: Code; readonly body: Code }[];

const expression = Code.trusted("{{ expression }}");
const divisor = Code.trusted("{{ divisor }}");
const odd = Code.trusted("{{ odd }}");
const pattern = Code.trusted("{{ dex_literal(pattern) }}");

/** The SQL functions that differ between dialects, as the bodies of dispatched macros, with Jinja in the place of the values. */
export const dispatched: Readonly<Record<string, Forms>> = {
  length: forms(({ itemsLength, stringLength }) =>
    branches([
      ["of == 'items'", itemsLength(expression)],
      ["", code`${Code.trusted(stringLength)}(${expression})`],
    ]),
  ),
  matches: forms(({ matches }) => matches(expression, pattern)),
  epoch: forms(({ epoch }) =>
    branches([
      ["kind == 'instant'", epoch(expression, "instant")],
      ["kind == 'date'", epoch(expression, "date")],
      ["", epoch(expression, "local")],
    ]),
  ),
  epochNow: forms(({ epochNow }) => epochNow),
  remainder: forms(({ floatRemainder, remainder }) =>
    branches([
      ["odd is not none", floatRemainder(expression, divisor, odd)],
      ["", remainder(expression, divisor)],
    ]),
  ),
  isNan: forms(({ isNan }) => isNan(expression)),
  spelled: forms(({ spelled }) => spelled(expression)),
  misfit: forms((dialect) => branches(misfitBranches(dialect))),
  stored: forms(storedForm),
  storedAs: forms((dialect) => returned(code`${storedAsDictionary(dialect)}[kind]`)),
};

/** The family of a type name. An adapter other than the standard one lists only the names that differ. */
function storedForm({ stored }: Dialect): Code {
  const standard = dialects.postgres.stored;
  if (stored === standard) return returned(code`${storedDictionary(stored)}.get(name, 'other')`);
  const own = Object.fromEntries(Object.entries(stored).filter(([name, family]) => standard[name] !== family));
  return returned(code`${storedDictionary(own)}.get(name) or default__dex_stored(name)`);
}

/** One form per adapter. The default form is PostgreSQL's; adapters that do not differ from it need no form of their own. */
function forms(print: (dialect: Dialect) => Code): Forms {
  const standard = print(dialects.postgres);
  const others = dbtAdapters
    .map((adapter) => ({ adapter, body: print(dialects[adapter]) }))
    .filter(({ body }) => body.text !== standard.text);
  return [
    { adapter: Code.trusted("default"), body: indented(standard) },
    ...others.map(({ adapter, body }) => ({ adapter: Code.trusted(adapter), body: indented(body) })),
  ];
}

/** The bodies under their conditions, the last one under `else`; only the body where all are the same. */
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

function returned(value: Code): Code {
  return code`{{- return(${value}) -}}`;
}
