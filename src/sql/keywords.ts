function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** Words that are never a column's name without quotes. */
const KEYWORDS = words(
  `and or not in is null true false like ilike rlike regexp similar between case when then else end as distinct all any some exists asc
  desc over by on using select from where having group order partition union with escape collate`,
);

/** Words that are column names only in some dialects or places. dex looks them up, but never reports them. */
const WEAK = words(
  `year years yy yyyy y quarter quarters qtr qq q month months mons mon mm m week weeks wk ww w day days dd d dayofmonth dayofyear dy
  hour hours hh hr hrs h minute minutes min mins mi n second seconds sec secs ss s millisecond milliseconds ms msec mil microsecond
  microseconds us usec nanosecond nanoseconds ns nsec dayofweek dayofweekiso isodow isoyear isoweek iso_week weekiso yearofweek yearofweekiso
  dow dw doy woy wy epoch epoch_second decade century millennium weekday sunday monday tuesday wednesday thursday friday saturday julian
  timezone timezone_hour timezone_minute
  date time timestamp timestamptz datetime interval at zone local
  current row rows range groups unbounded preceding following first last nulls ignore respect filter within exclude ties others no
  offset ordinal safe_offset safe_ordinal limit next only percent sets rollup cube grouping qualify window
  array struct map unknown default lambda localtime localtimestamp session_user user sysdate systimestamp symmetric asymmetric to
  both leading trailing for placing value key absent document content
  int integer bigint smallint tinyint hugeint text varchar char character string bool boolean float float64 int64 double real decimal numeric
  bignumeric number binary bytes json jsonb uuid variant object nfc nfd nfkc nfkd
  if div mod xor glob overlaps isnull notnull member of sounds max prior level rownum connect_by_root connect_by_isleaf
  rowid ctid xmin xmax cmin cmax oid tableoid filename file_row_number _metadata _file _partitiontime _partitiondate _table_suffix _file_name
  _change_type _commit_version _commit_timestamp u
  uescape without returning unique scalar keys system_user bytea`,
);

/** True for a word that ends or joins expressions, and so is not a name without quotes. */
export function isKeyword(lower: string): boolean {
  return KEYWORDS.has(lower);
}

/** True for a word that may be a keyword, a unit of time or a system column in some dialect. */
export function isWeak(lower: string): boolean {
  return WEAK.has(lower) || lower.startsWith("metadata$") || lower.startsWith("current_");
}
