import { createHash } from "node:crypto";
import { Code, code } from "../../text/quote/code.ts";
import { text } from "../../text/quote/markup.ts";
import { STYLE } from "./style.ts";

/** The parts of a page. */
export interface Page {
  readonly title: string;
  readonly header: Code;
  readonly main: Code;
  readonly footer: Code;
}

/**
 * A whole HTML document in one file. The policy allows the style of this page and nothing else: no script, no other style, no image, no font and no
 * connection, whatever the values in the page are.
 */
export function page({ title, header, main, footer }: Page): string {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return code`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${text(policy)}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${text(title)}</title>
<style>${Code.trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
<header>
${header}
</header>
<main id="main">
${main}
</main>
<footer>
${footer}
</footer>
</body>
</html>
`.text;
}
