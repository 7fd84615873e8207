import type { Consumer, Contract, Party } from "../../ir/contract.ts";
import { by } from "../../text/compare.ts";
import * as jinja from "../../text/quote/jinja.ts";
import * as yaml from "../../text/quote/yaml.ts";
import type { Plan } from "./plan.ts";
import { groupName, prose } from "./provenance.ts";

/** The groups that own models, one per team; the first address that a team is known by is its own. */
export function groupEntries({ staging, built }: Plan): readonly yaml.YamlMap[] {
  const owners = [
    ...staging.map(({ contract }) => contract.owner),
    ...built.map(({ contract, of, pipeline }) => (contract ?? of)?.owner ?? pipeline.owner),
  ];
  const groups = new Map<string, Party>();
  for (const owner of owners) {
    const name = groupName(owner);
    if (name === undefined) continue;
    const known = groups.get(name);
    if (known === undefined || (known.email === undefined && owner.email !== undefined)) groups.set(name, owner);
  }
  return [...groups].sort(by(([name]) => name)).map(([name, owner]) => ({
    name,
    owner: { name: owner.team ?? owner.name ?? owner.email, email: owner.email },
  }));
}

/** One exposure for each consumer of each contract that the warehouse holds. */
export function exposureEntries({ contracts, nodeOf }: Plan): readonly yaml.YamlMap[] {
  const taken = new Set<string>();
  return contracts.flatMap((contract) => {
    const node = nodeOf.get(contract.id);
    if (node === undefined) return [];
    return contract.consumers.map((consumer) =>
      yaml.at(exposureEntry(contract, consumer, { model: node.name, taken }), consumer.origin),
    );
  });
}

function exposureEntry(
  contract: Contract,
  consumer: Consumer,
  { model, taken }: { readonly model: string; readonly taken: Set<string> },
): yaml.YamlMap {
  const { name, team, contact, usage, needs, origin } = consumer;
  const isAddress = contact?.includes("@") === true;
  return {
    name: uniqueName(`${contract.name}__${exposureWord(name)}`, taken),
    label: name,
    type: exposureType(`${usage ?? ""} ${name}`),
    description: prose(usage),
    owner: { name: team ?? (isAddress ? name : (contact ?? name)), email: isAddress ? contact : undefined },
    depends_on: [jinja.bareCall("ref", model)],
    config: {
      meta: {
        dex: { contract: contract.name, version: contract.version, pointer: origin.pointer },
        needs: needs === "all" ? undefined : needs,
      },
    },
  };
}

/** What a consumer's name adds to the name of an exposure. */
export function exposureWord(consumer: string): string {
  return consumer.replace(/\W+/g, "_");
}

function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let copy = 2; taken.has(name); copy++) name = `${wanted}_${copy}`;
  taken.add(name);
  return name;
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\b(dashboards?|reports?|reporting|charts?|kpis?|bi|looker|tableau|metabase|power ?bi)\b/i, "dashboard"],
  [/\b(ml|machine learning|predict\w*|churn|training|features?|forecast\w*|scoring|recommend\w*)\b/i, "ml"],
  [/\b(notebooks?|jupyter)\b/i, "notebook"],
  [/\b(analy[sz]\w*|analytics|ad.?hoc|research|exploration)\b/i, "analysis"],
];

/** What kind of thing a consumer makes of the data, as far as its own words tell. */
function exposureType(words: string): string {
  return TYPES.find(([pattern]) => pattern.test(words))?.[1] ?? "application";
}
