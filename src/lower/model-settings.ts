import type { ColumnSettings, ModelSettings } from "../ir/pipeline.ts";
import type { ColumnSettings as ColumnDocument, ModelSettingsDocument } from "../language/pipeline/model-settings.ts";
import { isObject } from "../source/json.ts";

/** Lowers the settings of a model. Single values lose their places. */
export function lowerSettings(document: ModelSettingsDocument, path: string): ModelSettings {
  const { description, tags = [], schema, grants = [], columns = [], config } = document;
  return {
    ...(description && { description: description.value }),
    tags: tags.map(({ value }) => value),
    ...(schema && { schema: schema.value }),
    grants: grants.map(({ key, value: to }) => ({ privilege: key, to: to.map(({ value }) => value) })),
    columns: columns.map((column) => lowerColumn(column, path)),
    config: isObject(config) ? config : {},
  };
}

function lowerColumn(column: ColumnDocument, path: string): ColumnSettings {
  const { name, description, dataType, dataTests = [], config, pointer } = column;
  return {
    name: name.value,
    ...(description && { description: description.value }),
    ...(dataType && { dataType: dataType.value }),
    tags: config?.tags?.map(({ value }) => value) ?? [],
    ...(config?.meta !== undefined && { meta: config.meta }),
    tests: dataTests.flat().map(({ arguments: given, pointer: at, ...test }) => ({
      ...test,
      arguments: Object.fromEntries(given.map(({ key, value }) => [key, value])),
      origin: { path, pointer: at },
    })),
    origin: { path, pointer },
  };
}
