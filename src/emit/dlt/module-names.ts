/** The modules of the standard library. */
const STANDARD = `
  abc argparse array ast asyncio base64 bisect builtins bz2 calendar cmath cmd code codecs codeop collections colorsys compileall
  compression concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib
  dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc
  genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imp importlib inspect io
  ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder multiprocessing
  netrc ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix
  posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib
  resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl
  stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this
  threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest
  urllib uu uuid venv warnings wave weakref webbrowser wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`;

/** The modules of dlt and its dependencies. */
const INSTALLED = `
  adbc_driver_duckdb certifi charset_normalizer click croniter databricks dateutil dex_alter dex_changes dex_connection dex_copy dex_extract dex_names dex_postgres dex_problems dlt duckdb duckdb_engine
  fsspec git gitdb gitpython giturlparse google greenlet humanize idna jsonpath_ng markdown_it mdurl numpy orjson packaging pandas
  pathvalidate pendulum pip pluggy psycopg psycopg2 pyarrow pygments pymysql pytz redshift_connector requests requirements
  requirements_parser rich rich_argparse semver setuptools simplejson six smmap snowflake sqlalchemy sqlalchemy_redshift sqlglot
  tenacity tomlkit typing_extensions tzdata tzlocal urllib3 uv yaml
`;

const TAKEN: ReadonlySet<string> = new Set(`${STANDARD} ${INSTALLED}`.split(/\s+/));

/** Whether a script of this name would hide a module: Python searches the folder of the script first. */
export function hidesModule(name: string): boolean {
  return TAKEN.has(name.toLowerCase());
}
