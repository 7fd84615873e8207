import type { SqlDialect } from "./sql-dialects.ts";

// What the engines' own documentation reserves, and words that they accept as a column in some places only (`timestamp`, `values`).
// Quoting a word too many is harmless where quoting keeps its meaning; a word too few breaks the statement.

const POSTGRES =
  "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char character check coalesce collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading least left like limit localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real references returning right row select session_user setof similar smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable";

const DUCKDB = `${POSTGRES} anti asof at columns describe exclude generated glob grouping_id lambda map merges pivot pivot_longer pivot_wider positional qualify replace semi show struct summarize try_cast unpack unpivot`;

const REDSHIFT = `${POSTGRES} aes128 aes256 allowoverwrite az64 backup blanksasnull bytedict bzip2 connect credentials cube current_user_id datetime defrag deflate delta delta32k disable emptyasnull enable encode encrypt encryption explicit explicit_ids fillrecord globaldict256 globaldict64k gzip identity ignore ignoreblanklines ignoreheader language lun luns lzo lzop minus mostly16 mostly32 mostly8 new nulls object off offline oid old open parallel partition percent permissions pivot qualify raw readratio recover rejectlog resort respect restore rollup runlength snapshot start superuser sysdate system tag tdes text255 text32k timestamptz timetz top truncatecolumns type unnest unpivot varbyte wallet within without`;

const SNOWFLAKE =
  "account all alter and any as asof between by case cast check column connect connection constraint create cross current current_date current_time current_timestamp current_user database default delete distinct drop else exists false following for from full grant group gscluster having ilike in increment inner insert intersect into is issue join lateral left like localtime localtimestamp match_condition match_recognize minus natural not null of on or order organization pivot qualify raise regexp revoke right rlike row rows sample schema select set some start table tablesample then to trigger true try_cast union unique unpivot update using values view when whenever where with";

const BIGQUERY =
  "aggregate all and any array as asc assert_rows_modified at between by case cast collate contains create cross cube current default define desc distinct else end enum escape except exclude exists extract false fetch following for from full graph_table group grouping groups hash having if ignore in inner intersect interval into is join lateral left like limit lookup match_recognize merge natural new no not null nulls of on or order outer over partition pivot preceding proto qualify range recursive respect right rollup rows select set some struct tablesample then to treat true unbounded union unnest unpivot using when where window with within";

const DATABRICKS =
  "all and anti any array as asc at authorization between both by case cast check collate column constraint create cross cube current current_date current_time current_timestamp current_user default delete desc describe distinct drop else end escape except exists external extract false fetch filter for foreign from full function global grant group grouping having in inner insert intersect interval into is join lateral leading left like local map minus natural no not null of on only or order out outer overlaps partition position primary qualify range references revoke right rollup row rows select semi session_user set some start table tablesample then time timestamp to trailing true truncate union unique unknown update user using values when where window with";

/** For each dialect the words that cannot stand bare as a column's name everywhere. */
export const reservedWords: Readonly<Record<SqlDialect, ReadonlySet<string>>> = {
  duckdb: new Set(DUCKDB.split(" ")),
  postgres: new Set(POSTGRES.split(" ")),
  redshift: new Set(REDSHIFT.split(" ")),
  snowflake: new Set(SNOWFLAKE.split(" ")),
  bigquery: new Set(BIGQUERY.split(" ")),
  databricks: new Set(DATABRICKS.split(" ")),
};
