import type { Contract } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import { withoutEnd } from "../../text/trim.ts";

/** A description without the line breaks that YAML adds at the end of a block. */
export function prose(text: string | undefined): string | undefined {
  return text === undefined ? undefined : withoutEnd(text, /\n/);
}

/** What the project records about a contract under `meta`. */
export function contractMeta({ name, version, status, owner, dataset }: Contract): YamlMap {
  return {
    dex: { contract: name, version, pointer: dataset.origin.pointer },
    status: status === "active" ? undefined : status,
    slack_channel: owner.slackChannel,
  };
}

/** What the project records about a column: its unit, privacy and deprecation. */
export function fieldConfig({ unit, privacy, evolution }: Field): YamlMap | undefined {
  const { deprecated } = evolution;
  const meta: YamlMap = {
    unit,
    pii: privacy.pii ? true : undefined,
    classification: privacy.classification,
    retention_days: privacy.retentionDays,
    deprecated: deprecated && (Object.keys(deprecated).length > 0 ? { ...deprecated } : true),
  };
  const tags = [...(privacy.pii ? ["pii"] : []), ...(privacy.classification ? [privacy.classification] : [])];
  const hasMeta = Object.values(meta).some((member) => member !== undefined);
  if (!hasMeta && tags.length === 0) return undefined;
  return { meta: hasMeta ? meta : undefined, tags: listed(tags) };
}

/** A list for a property file; an empty one is left out. */
export function listed<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}
