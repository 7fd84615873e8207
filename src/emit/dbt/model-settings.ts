import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ColumnSettings, ModelSettings } from "../../ir/pipeline.ts";
import type { Origin } from "../../source/origin.ts";
import { pointerTo } from "../../source/pointer.ts";
import type { YamlMap, YamlValue } from "../../text/quote/yaml.ts";
import { uniqueNames } from "../../text/unique.ts";
import { diagnostics } from "./diagnostics.ts";
import { listed, prose } from "./meta.ts";

/** A model with the settings of its spec. */
interface Node {
  readonly name: string;
  readonly settings?: ModelSettings;
}

/** A test in the settings of a column, in the form of `ModelTest`. */
interface SettingsTest {
  readonly on: { readonly column: string };
  readonly test: string;
  readonly id: string;
  readonly description?: string;
  readonly arguments?: YamlMap;
  readonly config?: YamlMap;
}

/** The tests in the settings of a model. Their ids differ from those of `others`. */
export function testsOfSettings(
  { settings }: Node,
  others: readonly { readonly id: string }[],
): readonly SettingsTest[] {
  if (settings === undefined) return [];
  const unique = uniqueNames(others.map(({ id }) => id));
  return settings.columns.flatMap(({ name: column, tests }) =>
    tests.map(({ test, description, arguments: given, config }): SettingsTest => {
      const text = prose(description);
      return {
        on: { column },
        test,
        id: unique(`${column}.${test}`),
        ...(text !== undefined && { description: text }),
        ...(Object.keys(given).length > 0 && { arguments: given }),
        ...(isMap(config) && { config }),
      };
    }),
  );
}

/** Reports unknown columns, and a `data_type` for a column whose type dex knows. If the columns are unknown, a name must be an identifier. */
export function checkColumns(
  { name: model, settings }: Node,
  { names, typed }: { readonly names: readonly string[] | undefined; readonly typed: boolean },
): readonly Report[] {
  return (settings?.columns ?? []).flatMap(({ name: column, dataType, origin }) => {
    const at = (key: string): Origin => ({ path: origin.path, pointer: pointerTo(origin.pointer, key) });
    const isKnown = names === undefined ? /^[A-Za-z_]\w*$/.test(column) : names.includes(column);
    if (!isKnown) {
      const given = { column, model, key: "columns", columns: names ?? [] };
      return [diagnostics.report("unknown-model-column", at("name"), given)];
    }
    if (!typed || dataType === undefined) return [];
    return [diagnostics.report("column-type", at("data_type"), { column, model })];
  });
}

/** The configuration of a model in its spec. It takes precedence. */
export function settingsConfig(settings: ModelSettings | undefined): YamlMap {
  if (settings === undefined) return {};
  const { schema, grants, config } = settings;
  const { meta: _, ...rest } = config;
  return {
    schema,
    ...rest,
    grants: grants.length === 0 ? undefined : Object.fromEntries(grants.map(({ privilege, to }) => [privilege, to])),
  };
}

/** Merges the `meta` of dex and the `meta` of the spec. */
export function withMeta(own: YamlMap | undefined, given: YamlValue | undefined): YamlMap | undefined {
  return isMap(given) ? { ...own, ...given } : own;
}

/** The settings of a column. */
export function settingsOf(settings: ModelSettings | undefined, column: string): ColumnSettings | undefined {
  return settings?.columns.find(({ name }) => name === column);
}

/** Merges the `config` of dex for a column and the settings of its spec. */
export function withColumnConfig(own: YamlMap | undefined, settings: ColumnSettings | undefined): YamlMap | undefined {
  if (settings === undefined || (settings.tags.length === 0 && settings.meta === undefined)) return own;
  const { meta, tags = [] } = own ?? {};
  const all = [...(Array.isArray(tags) ? tags : []), ...settings.tags];
  return { meta: withMeta(isMap(meta) ? meta : undefined, settings.meta), tags: listed([...new Set(all)]) };
}

function isMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
