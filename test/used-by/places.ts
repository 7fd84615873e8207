import type { Kind, Member, Table } from "../../src/language/kind.ts";
import { spellingsOf } from "../../src/language/mapping.ts";
import type { UsedBy } from "../../src/language/used-by.ts";
import { isObject, type Json } from "../../src/source/json.ts";

/** A key in one place of a form, such as `contract.sla.freshness.max_delay`. `*` stands for each item of a list, or each of the user's own keys. */
export interface Place {
  readonly name: string;
  readonly usedBy: UsedBy;
  readonly member: Member;
}

/** A place in a document. */
export interface Occurrence extends Place {
  /** The keys and indexes from the root to the value. */
  readonly path: readonly (string | number)[];
  /** The key as the member table spells it, and all other spellings. */
  readonly key: string;
  readonly spellings: readonly string[];
  readonly value: Json;
}

/** Every key of a form. A mapping inside of itself is not repeated. */
export function placesOf(form: string, kind: Kind<unknown>): readonly Place[] {
  const found = new Map<string, Place>();
  const walk = (name: string, one: Kind<unknown>, outer: readonly unknown[]): void => {
    const { table, inside } = one;
    const self = table?.members ?? inside;
    if (outer.includes(self)) return;
    const within = [...outer, self];
    if (table !== undefined) {
      for (const [key, member] of Object.entries(table.members)) {
        const place = `${name}.${key}`;
        found.set(place, { name: place, usedBy: member.options.usedBy ?? table.usedBy, member });
        walk(place, member.kind, within);
      }
      if (table.others) walk(`${name}.*`, table.others, within);
    } else if (inside === undefined) return;
    else if ("each" in inside) walk(`${name}.*`, inside.each(), within);
    else if ("oneOf" in inside) for (const kindOf of inside.oneOf()) walk(name, kindOf, within);
    else for (const [tag, kindOf] of Object.entries(inside.tables)) walk(`${name}.${tag}`, kindOf, within);
  };
  walk(form, kind, []);
  return [...found.values()];
}

/** Every key that a document has. */
export function occurrencesIn(form: string, kind: Kind<unknown>, document: Json): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const visit = (at: { name: string; path: Occurrence["path"] }, one: Kind<unknown>, value: Json): void => {
    const { table, inside } = one;
    if (table !== undefined && isObject(value)) visitMapping(at, table, value);
    else if (inside === undefined) return;
    else if ("each" in inside) {
      for (const [key, item] of entriesOf(value))
        visit({ name: `${at.name}.*`, path: [...at.path, key] }, inside.each(), item);
    } else if ("oneOf" in inside) {
      const fitting = inside.oneOf().find((kindOf) => kindOf.shape().safeParse(value).success);
      if (fitting !== undefined) visit(at, fitting, value);
    } else if (isObject(value)) {
      const { [inside.byTag]: tag, ...rest } = value;
      const fitting = inside.tables[String(tag)];
      if (fitting !== undefined) visit({ name: `${at.name}.${tag}`, path: at.path }, fitting, rest);
    }
  };
  const visitMapping = (
    at: { name: string; path: Occurrence["path"] },
    table: Table,
    value: Readonly<Record<string, Json>>,
  ): void => {
    for (const [written, item] of Object.entries(value)) {
      const own = Object.entries(table.members).find(([key, member]) => spelled(key, member, table).includes(written));
      const path = [...at.path, written];
      if (own === undefined) {
        if (table.others) visit({ name: `${at.name}.*`, path }, table.others, item);
        continue;
      }
      const [key, member] = own;
      const name = `${at.name}.${key}`;
      const usedBy = member.options.usedBy ?? table.usedBy;
      found.push({ name, usedBy, member, path, key, spellings: spelled(key, member, table), value: item });
      visit({ name, path }, member.kind, item);
    }
  };
  visit({ name: form, path: [] }, kind, document);
  return found;
}

function spelled(key: string, member: Member, { spellings = {} }: Table): readonly string[] {
  return [key, ...spellingsOf(member), ...(spellings[key] ?? [])];
}

function entriesOf(value: Json): readonly (readonly [string | number, Json])[] {
  if (Array.isArray(value)) return value.map((item: Json, index) => [index, item]);
  return isObject(value) ? Object.entries(value) : [];
}

/** True if a value of the kind has keys of the language. */
export function isContainer(kind: Kind<unknown>, outer: readonly unknown[] = []): boolean {
  const { table, inside } = kind;
  if (table !== undefined) return true;
  if (inside === undefined || outer.includes(inside)) return false;
  if ("each" in inside) return isContainer(inside.each(), [...outer, inside]);
  return "byTag" in inside || inside.oneOf().some((one) => isContainer(one, [...outer, inside]));
}
