/** Why a glob of `contracts` is refused; undefined when it is fine. */
export function globProblem(glob: string): string | undefined {
  const pattern = glob.replace(/^!(?!\()/, "");
  if (/^([/\\]|[A-Za-z]:)/.test(pattern)) return "is an absolute path";
  if (glob.length > LONGEST) return `has more than ${LONGEST} characters`;
  // A brace makes several globs of one, and a backslash takes the meaning from the next character.
  const words = pattern.replaceAll("\\", "").split(/[/{},()|]/);
  if (words.includes("..")) return "leads out of the project";
  if (pattern.match(/\{[^{}]*\}/g)?.some((braces) => braces.includes(".."))) return "has a range in braces";
  if ((pattern.match(/\{/g) ?? []).length > MOST_BRACES) return `has more than ${MOST_BRACES} pairs of braces`;
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(glob) ? "contains a control character" : undefined;
}

const LONGEST = 1000;
// Each pair multiplies the globs that are searched.
const MOST_BRACES = 5;
