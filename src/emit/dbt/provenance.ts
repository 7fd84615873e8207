import type { Contract, Party } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import type { Origin } from "../../source/origin.ts";
import { compareStrings } from "../../text/compare.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";

/** A file's sources: sorted, without doubles. */
export function sourcesOf(origins: readonly Origin[]): readonly Origin[] {
  const unique = new Map(origins.map((origin) => [`${origin.path}#${origin.pointer}`, origin]));
  return [...unique].sort(([a], [b]) => compareStrings(a, b)).map(([, origin]) => origin);
}

/** A description as it is shown: the line breaks at the end of a block of YAML are the file's, not the text's. */
export function prose(text: string | undefined): string | undefined {
  return text?.replace(/\n+$/, "");
}

/** What the project keeps about a contract under `meta`. */
export function contractMeta(contract: Contract, pointer: string): YamlMap {
  const { name, version, status, owner } = contract;
  return {
    dex: { contract: name, version, pointer },
    status: status === "active" ? undefined : status,
    slack_channel: owner.slackChannel,
  };
}

/** What the project keeps about a column: unit, privacy and the end of its life. */
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
  return { meta: hasMeta ? meta : undefined, tags: tags.length > 0 ? tags : undefined };
}

/** The name of the group that owns something; none when no owner is known. */
export function groupName({ team, name, email }: Party): string | undefined {
  const label = team ?? name ?? email;
  const group = label
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return group === undefined || group === "" ? undefined : /^\d/.test(group) ? `team_${group}` : group;
}
