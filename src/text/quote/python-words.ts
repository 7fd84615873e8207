const KEYWORDS =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield";

const BUILTINS =
  "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round self set setattr slice sorted staticmethod str sum super tuple type vars zip";

/** Words that are not names in Python. */
export const keywords: ReadonlySet<string> = new Set(KEYWORDS.split(" "));

/** Built-in names that a program should not shadow, and the keywords. */
export const takenWords: ReadonlySet<string> = new Set([...keywords, ...BUILTINS.split(" ")]);
