import { pointerTokens } from "../../source/pointer.ts";
import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import type { ReadOf } from "../member.ts";
import { at, defined, type ObjectNode } from "../node.ts";
import { complementOfPercent, wholeProduct } from "../scalars.ts";
import type { accuracy, completeness, freshness, qualityMaps, sla, volume } from "./sla-members.ts";

/** The service levels of a contract. Fractions are canonical decimal text between 0 and 1; durations are seconds. */
export interface SlaDocument {
  readonly freshness?: Located<{
    readonly maxSeconds: number;
    readonly warnAfter?: Located<number>;
    readonly column?: Located<string>;
  }>;
  /**
   * The fraction of rows that may have NULL in a column: `min_percentage: 99.9` is `0.001`. Without fields, it applies to each column that has none of
   * `nullable`, `not_null` and `required`.
   */
  readonly completeness?: Located<{ readonly tolerance: string; readonly fields?: readonly Located<string>[] }>;
  /** A `required_fields_null_rate` without fields. Columns that must not be NULL are strict, so it has no effect. */
  readonly requiredRate?: Located<string>;
  /** The largest fraction of rows with NULL, for each column that may be NULL. */
  readonly optionalRates?: readonly Located<string>[];
  readonly duplicates?: Located<{ readonly tolerance: string; readonly fields?: readonly Located<string>[] }>;
  readonly dailyVolume?: Located<{
    readonly minimum?: number;
    readonly maximum?: number;
    readonly days?: number;
    readonly column?: Located<string>;
  }>;
  readonly rowCount?: Located<{ readonly minimum?: number; readonly maximum?: number }>;
}

type Sla = ReadOf<typeof sla.members>;
type QualityMaps = ReadOf<typeof qualityMaps.members>;

/** The places in a contract that have service levels. */
interface Written {
  readonly sla?: Sla;
  readonly rowCountMin?: Located<number>;
  readonly rowCountMax?: Located<number>;
}

/** The service levels of a contract, from `sla`, from the mappings under `quality`, and from the keys of a column list. */
export function slaOf(contract: ObjectNode, written: Written, quality: QualityMaps | undefined): SlaDocument {
  const { sla } = written;
  const nulls = [sla?.completeness, quality?.completeness].filter((said) => said !== undefined);
  if (sla === undefined && quality === undefined && !written.rowCountMin && !written.rowCountMax) return {};
  return defined<SlaDocument>({
    freshness: only(contract, [freshnessOf(sla?.freshness, contract), freshnessOf(quality?.freshness, contract)]),
    completeness: only(contract, [completenessOf(sla?.completeness), completenessOf(quality?.completeness)]),
    requiredRate: nulls.find(isAboutRequired)?.requiredFieldsNullRate,
    optionalRates: nulls.flatMap(({ optionalFieldsNullRate: rate }) => rate ?? []),
    duplicates: only(contract, [accuracyOf(sla?.accuracy), uniquenessOf(quality?.uniqueness)]),
    dailyVolume: only(contract, [volumeOf(sla?.volume), volumeOf(quality?.volume)]),
    rowCount: rowCountOf(contract, written, quality),
  });
}

/** The one answer among several places; a second one is reported. */
function only<T extends Located<unknown>>(contract: ObjectNode, answers: readonly (T | undefined)[]): T | undefined {
  const [first, second] = answers.filter((answer) => answer !== undefined);
  if (first !== undefined && second !== undefined) {
    const [one = "", other = ""] = [first, second].map(({ pointer }) => pointerTokens(pointer).join("."));
    const report = diagnostics.report("said-twice", at(contract, second.pointer), { one, other });
    contract.reports.push({ ...report, related: [{ at: at(contract, first.pointer), message: "first here" }] });
  }
  return first;
}

function freshnessOf(
  said: ReadOf<typeof freshness.members> | undefined,
  contract: ObjectNode,
): SlaDocument["freshness"] {
  if (said === undefined) return undefined;
  const { maxDelay, maxDelayHours: hours, maxDelayMinutes: minutes, warnAfter, column, pointer } = said;
  const seconds = hours ? wholeProduct(hours.value, 3600) : minutes && wholeProduct(minutes.value, 60);
  const maxSeconds = maxDelay?.value ?? seconds ?? 0;
  if (warnAfter !== undefined && warnAfter.value >= maxSeconds) {
    const what = "warn_after must be shorter than max_delay. Write a shorter duration.";
    contract.reports.push(diagnostics.report("out-of-range", at(contract, warnAfter.pointer), { what }));
  }
  return { value: defined({ maxSeconds, warnAfter, column }), pointer };
}

type Completeness = ReadOf<typeof completeness.members>;

/** True for a `required_fields_null_rate` without `fields`. It would apply to columns that must not be NULL, so it has no effect. */
function isAboutRequired({ requiredFieldsNullRate, fields }: Completeness): boolean {
  return requiredFieldsNullRate !== undefined && fields === undefined;
}

function completenessOf(said: Completeness | undefined): SlaDocument["completeness"] {
  if (said === undefined || isAboutRequired(said)) return undefined;
  const percent = said.minPercentage;
  const tolerance = percent ? complementOfPercent(percent.value) : said.requiredFieldsNullRate?.value;
  if (tolerance === undefined) return undefined;
  return { value: { tolerance, ...(said.fields && { fields: said.fields }) }, pointer: said.pointer };
}

function accuracyOf(said: ReadOf<typeof accuracy.members> | undefined): SlaDocument["duplicates"] {
  if (said === undefined) return undefined;
  const { duplicateTolerance: tolerance, fields, pointer } = said;
  return { value: { tolerance: tolerance.value, ...(fields && { fields }) }, pointer };
}

/** A uniqueness that names no columns is about the primary key; one that does is a rule, see quality-maps.ts. */
function uniquenessOf(said: QualityMaps["uniqueness"]): SlaDocument["duplicates"] {
  if (said === undefined || said.combination !== undefined || said.others.length > 0) return undefined;
  return { value: { tolerance: said.duplicateTolerance?.value ?? "0" }, pointer: said.pointer };
}

function volumeOf(said: ReadOf<typeof volume.members> | undefined): SlaDocument["dailyVolume"] {
  const [minimum, maximum] = [said?.minDailyRecords?.value, said?.maxDailyRecords?.value];
  if (said === undefined || (minimum === undefined && maximum === undefined)) return undefined;
  return { value: defined({ minimum, maximum, days: said.window?.value, column: said.column }), pointer: said.pointer };
}

/** The number of rows in total. Several places may give each end; the same number twice is not a contradiction. */
function rowCountOf(
  contract: ObjectNode,
  { sla, rowCountMin, rowCountMax }: Written,
  quality: QualityMaps | undefined,
): SlaDocument["rowCount"] {
  const end = (found: readonly (Located<number> | undefined)[]) => {
    const values = new Set(found.flatMap((answer) => answer?.value ?? []));
    return values.size === 1 ? found.find((answer) => answer !== undefined) : only(contract, found);
  };
  const [own, mapped] = [sla?.volume, quality?.volume];
  const minimum = end([sla?.minRows, rowCountMin, own?.minRecords, mapped?.minRecords]);
  const maximum = end([sla?.maxRows, rowCountMax, own?.maxRecords, mapped?.maxRecords]);
  const pointer = (minimum ?? maximum)?.pointer;
  if (pointer === undefined) return undefined;
  return { value: defined({ minimum: minimum?.value, maximum: maximum?.value }), pointer };
}
