import type { Consumer, Contract, Party } from "../../ir/contract.ts";
import { by } from "../../text/compare.ts";
import * as jinja from "../../text/quote/jinja.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { withoutEdges } from "../../text/trim.ts";
import { uniqueNames } from "../../text/unique.ts";
import { prose } from "./meta.ts";
import type { ProjectPlan } from "./plan.ts";

/** A group that owns models: its name, and its first owner, with an email address if any of its owners has one. */
export interface Group {
  readonly name: string;
  readonly owner: Party;
}

/** The groups that own models, one per team, sorted by name. */
export function groupsOf({ models }: ProjectPlan): readonly Group[] {
  const groups = new Map<string, Party>();
  for (const { owner } of models.map(({ node }) => node)) {
    const name = groupName(owner);
    if (name === undefined) continue;
    const known = groups.get(name);
    if (known === undefined || (known.email === undefined && owner.email !== undefined)) groups.set(name, owner);
  }
  return [...groups].sort(by(([name]) => name)).map(([name, owner]) => ({ name, owner }));
}

/** A group's entry in its property file. */
export function groupEntry({ name, owner }: Group): yaml.YamlMap {
  return { name, owner: { name: owner.team ?? owner.name ?? owner.email, email: owner.email } };
}

/** The name of the group that owns something; none when no owner is known. */
export function groupName({ team, name, email }: Party): string | undefined {
  const label = team ?? name ?? email;
  const group = label && withoutEdges(label.toLowerCase().replace(/[^a-z0-9]+/g, "_"), /_/);
  return group === undefined || group === "" ? undefined : /^\d/.test(group) ? `team_${group}` : group;
}

/** What exposures show of a contract. */
export interface Consumed extends Pick<Contract, "name" | "version" | "consumers" | "origin"> {
  /** The model that has its rows. A topic or a file has none, and no exposure. */
  readonly model?: string;
}

/** The contracts that have consumers. */
export function consumedContracts({ contracts, modelOf }: ProjectPlan): readonly Consumed[] {
  return contracts
    .filter(({ consumers: { length } }) => length > 0)
    .map(({ id, name, version, consumers, origin }) => {
      const model = modelOf.get(id);
      return { name, version, consumers, origin, ...(model !== undefined && { model }) };
    });
}

/** One exposure for each consumer of each contract that has a model. */
export function exposureEntries(contracts: readonly Consumed[]): readonly yaml.YamlMap[] {
  const unique = uniqueNames();
  return contracts.flatMap((contract) => {
    const { model } = contract;
    if (model === undefined) return [];
    return contract.consumers.map((consumer) => {
      const name = unique(`${contract.name}__${exposureWord(consumer.name)}`);
      return yaml.at(exposureEntry(contract, consumer, { name, model }), consumer.origin);
    });
  });
}

function exposureEntry(
  contract: Consumed,
  consumer: Consumer,
  { name, model }: { readonly name: string; readonly model: string },
): yaml.YamlMap {
  const { team, contact, usage, needs, origin } = consumer;
  const isAddress = contact?.includes("@") === true;
  return {
    name,
    label: consumer.name,
    type: exposureType(`${usage ?? ""} ${consumer.name}`),
    description: prose(usage),
    owner: {
      name: team ?? (isAddress ? consumer.name : (contact ?? consumer.name)),
      email: isAddress ? contact : undefined,
    },
    depends_on: [jinja.bareCall("ref", model)],
    config: {
      meta: {
        dex: { contract: contract.name, version: contract.version, pointer: origin.pointer },
        needs: needs === "all" ? undefined : needs,
      },
    },
  };
}

/** The consumer's part of an exposure's name. */
export function exposureWord(consumer: string): string {
  return consumer.replace(/\W+/g, "_");
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\b(dashboards?|reports?|reporting|charts?|kpis?|bi|looker|tableau|metabase|power ?bi)\b/i, "dashboard"],
  [/\b(?:(?:ml|machine learning|churn|training|features?|scoring)\b|predict|forecast|recommend)/i, "ml"],
  [/\b(notebooks?|jupyter)\b/i, "notebook"],
  [/\b(?:(?:analytics|ad.?hoc|research|exploration)\b|analy[sz])/i, "analysis"],
];

/** dbt's type of an exposure, guessed from the consumer's words. */
function exposureType(words: string): string {
  return TYPES.find(([pattern]) => pattern.test(words))?.[1] ?? "application";
}
