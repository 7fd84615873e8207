/** The versions of JSON Schema that dex reads. */
export type Draft = "draft-07" | "2019-09" | "2020-12";

const DRAFTS: readonly Draft[] = ["draft-07", "2019-09", "2020-12"];

/** The version that a `$schema` names; 2020-12 without one, and undefined for a version that dex does not read. */
export function draftOf(schema: string | undefined): Draft | undefined {
  if (schema === undefined) return "2020-12";
  const name = /^https?:\/\/json-schema\.org\/(?:draft\/)?([^/]+)\/schema#?$/.exec(schema)?.[1];
  return DRAFTS.find((draft) => draft === name);
}
