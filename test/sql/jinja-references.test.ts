import { describe, expect, it } from "vitest";
import { readJinja } from "../../src/sql/jinja-references.ts";

function read(text: string) {
  const reading = readJinja(text);
  if ("problem" in reading) return reading.problem.message;
  const references = reading.references.map((one) =>
    one.kind === "ref" ? [one.package, one.name].filter(Boolean).join(".") : `${one.source}/${one.table}`,
  );
  const dynamic = reading.dynamic.map(({ start, end }) => text.slice(start, end));
  return [...references, ...dynamic.map((one) => `? ${one}`)];
}

describe("the references in Jinja", () => {
  it.each([
    ["select 1", []],
    ["{{ ref('a') }} {{ ref(\"b\") }} {{source('s','t')}}", ["a", "b", "s/t"]],
    ["{%- set x = ref('a') -%}{% do ref('b') %}", ["a", "b"]],
    ["{{ ref('pack', 'a') }} {{ ref('b', v=2) }} {{ ref('c', version='1') }}", ["pack.a", "b", "c"]],
    ["{{ dict(x=ref('a'))['x'] }} {{ {'k': {'l': ref('b')}} }}", ["a", "b"]],
    ["{# {{ ref('a') }} #} {% raw %}{{ ref('b') }}{% endraw %} {{ ref('c') }}", ["c"]],
    ["-- {{ ref('a') }}", ["a"]],
    ["{{ \"ref('a')\" }} {{ 'it\\'s }} ref' }}", []],
    ["{{ model.ref('a') }} {{ builtins.ref('b') }} {{ f(ref='x') }}", ["b"]],
    ["{{ ref(x) }}", ["? ref(x)"]],
    ["{{ ref('a' ~ x) }} {{ source('s', t) }} {{ ref() }}", ["? ref('a' ~ x)", "? source('s', t)", "? ref()"]],
    ["{% set f = ref %}{{ f('a') }}", ["? ref"]],
    ["{% for m in ['a'] %}{{ ref(m) }}{% endfor %}", ["? ref(m)"]],
    ["{{ ref('a' if x == 1 else 'b') }}", ["? ref('a' if x == 1 else 'b')"]],
    ["{{ ref('a')", "this tag is not closed"],
    ["{{ ref(('a')) }} {{ ref([ref('b')]) }}", ["b", "? ref(('a'))", "? ref([ref('b')])"]],
    ["{# ref", "this tag is not closed"],
    ["ref('a') { {", []],
  ])("of %s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("are found in linear time", () => {
    // Quadratic work on any of these would not end within the time limit of the test.
    for (const part of ["{{ ref('a') }}", "{{ '", "{% raw %}", "(", "{{ ref(("]) readJinja(part.repeat(10_000));
    for (const name of ["ref", "config"]) {
      readJinja(`{{ ${`${name}('a') `.repeat(10_000)} }}`);
      expect(readJinja(`{{ ${`${name}(`.repeat(10_000)}${")".repeat(10_000)} }}`)).toBeDefined();
    }
  }, 30_000);
});
