import { LOSS, loses, type TypeLosses } from "../ir/type-loss.ts";
import { code } from "../text/quote/code.ts";
import { ANSI, ansiNaming, ansiString } from "./ansi.ts";
import type { Dialect } from "./dialect.ts";
import { ANSI_LEXIS } from "./lexis.ts";
import { POSTGRES_WORDS, postgres } from "./postgres.ts";
import { decimalRemainder, mod } from "./remainder.ts";
import { decimals, type TypeNames } from "./type-names.ts";

const WORDS = `${POSTGRES_WORDS} aes128 aes256 allowoverwrite az64 backup blanksasnull bytedict bzip2 connect credentials cube current_user_id datetime defrag deflate delta delta32k disable emptyasnull enable encode encrypt encryption explicit explicit_ids fillrecord globaldict256 globaldict64k gzip identity ignore ignoreblanklines ignoreheader language lun luns lzo lzop minus mostly16 mostly32 mostly8 new nulls object off offline oid old open parallel partition percent permissions pivot qualify raw readratio recover rejectlog resort respect restore rollup runlength snapshot start superuser sysdate system tag tdes text255 text32k timestamptz timetz top truncatecolumns type unnest unpivot varbyte wallet within without`;

const types: TypeNames = {
  ...postgres.types,
  string: "varchar(65535)",
  decimal: decimals("decimal"),
  duration: "varchar(65535)",
  uuid: "varchar(65535)",
  bytes: "varbyte",
  json: "super",
  enum: "varchar(65535)",
  array: "super",
  map: "super",
  struct: "super",
  vector: "super",
};

const SHORT = "stores at most 65,535 bytes";

const losses: TypeLosses = {
  ...postgres.losses,
  string: ({ maxLength }) => (maxLength !== undefined && maxLength * 4 <= 65_535 ? undefined : SHORT),
  uuid: LOSS.uuid,
  bytes: loses("stores at most 64,000 bytes"),
  array: LOSS.items,
};

// pg_typeof runs only on Redshift's leader node, which has no rows, and Redshift has no jsonb.
const { isInterval: _, hasType: __, documents: ___, ...shared } = postgres;

/** Amazon Redshift: based on an old PostgreSQL, with backslash escapes and semi-structured values. */
export const redshift: Dialect = {
  ...shared,
  ...ansiNaming(WORDS),
  name: "redshift",
  string: (text) => ansiString(text, (piece) => piece.replaceAll("\\", "\\\\")),
  types,
  losses,
  castTypes: types,
  epochNow: code`extract(epoch from getdate())`,
  stringLength: "len",
  itemsLength: (of) => code`get_array_length(${of})`,
  // The mode p is the syntax of Perl, because POSIX has no non-capturing groups.
  matches: (of, pattern) => code`regexp_instr(${of}, ${pattern}, 1, 1, 0, 'p') > 0`,
  patternSyntax: "perl",
  isNan: (of) => code`cast(${of} as varchar(64)) = 'NaN'`,
  spelled: (of) => code`cast(cast(${of} as varchar(64)) as double precision)`,
  // Whether NaN equals NaN depends on the release.
  withoutNan: (of) => code`case when cast(${of} as varchar(64)) = 'NaN' then null else ${of} end`,
  roundFloat: ANSI.roundFloat,
  widened: ANSI.widened,
  remainder: mod,
  floatRemainder: (of, divisor, odd) =>
    decimalRemainder(
      { divisor, odd },
      {
        text: code`cast(${of} as varchar(64))`,
        float: code`double precision`,
        decimal: (text, scale) => code`try_cast(${text} as decimal(38, ${scale}))`,
        digits: (text) => code`try_cast(replace(split_part(${text}, 'e', 1), '.', '') as bigint)`,
      },
    ),
  limits: {
    identifierLength: 127,
    decimalPrecision: 38,
    decimalScale: 37,
    stringBytes: 65_535,
    source: "docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html",
    arithmeticPrecision: 38,
  },
  lexis: { ...ANSI_LEXIS, backslash: true },
};
