/** The style of all pages. It has no `<` and no `&`, and loads nothing: fonts are those of the system. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --card: #ffffff; --ink: #19212c; --muted: #55606f; --line: #dde2e8; --soft: #eef1f5; --accent: #2554c0;
  --pass: #17693a; --pass-soft: #e2f3e8; --fail: #a61f1a; --fail-soft: #fdeae9; --warn: #764a00; --warn-soft: #fcf0d4;
  --error: #66299a; --error-soft: #f2e8fb; --skipped: #4c5765; --skipped-soft: #e9edf2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10151c; --card: #18202a; --ink: #e5eaf0; --muted: #a3afbd; --line: #2d3846; --soft: #202a36; --accent: #8db2ff;
    --pass: #83d8a4; --pass-soft: #16311f; --fail: #ff9f98; --fail-soft: #3d1b1b; --warn: #f2c370; --warn-soft: #36280d;
    --error: #d4abff; --error-soft: #2d1e40; --skipped: #b4becb; --skipped-soft: #26303c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
header, main, footer { max-width: 1160px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; }
footer { padding-top: 20px; padding-bottom: 48px; color: var(--muted); font-size: 13px; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 28px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
h2 { margin: 0; font-size: 19px; line-height: 1.35; font-weight: 650; overflow-wrap: anywhere; }
h3 { margin: 24px 0 8px; font-size: 15px; font-weight: 650; }
p { margin: 0; }
time { white-space: nowrap; }
.muted { color: var(--muted); }
.small { font-size: 13px; }
.eyebrow { margin-bottom: 6px; color: var(--muted); font-size: 13px; font-weight: 600; letter-spacing: 0.02em; }
.facts { margin-top: 8px; color: var(--muted); overflow-wrap: anywhere; }
code { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 12px; padding: 6px 12px; background: var(--card); }
.card { margin-top: 20px; padding: 24px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.card > .facts { margin-top: 4px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 12px; margin: 24px 0 0; padding: 0; list-style: none; }
.tiles > li { padding: 14px 16px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.tiles strong { display: block; font-size: 26px; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--muted); font-size: 13px; }
.tiles .pass strong { color: var(--pass); } .tiles .fail strong { color: var(--fail); } .tiles .warn strong { color: var(--warn); }
.tiles .error strong { color: var(--error); }
.badge {
  display: inline-block; padding: 1px 9px; border-radius: 999px; font-size: 13px; line-height: 1.55; font-weight: 600; white-space: nowrap;
}
.badge.pass { color: var(--pass); background: var(--pass-soft); }
.badge.fail { color: var(--fail); background: var(--fail-soft); }
.badge.warn { color: var(--warn); background: var(--warn-soft); }
.badge.error { color: var(--error); background: var(--error-soft); }
.badge.skipped { color: var(--skipped); background: var(--skipped-soft); }
.heading { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
.heading > .end { margin-left: auto; font-size: 19px; font-weight: 650; font-variant-numeric: tabular-nums; }
.dimensions { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 12px 24px; margin: 18px 0 0; }
.dimensions dt { font-size: 13px; color: var(--muted); }
.dimensions dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
svg { display: block; max-width: 100%; }
.bar { width: 100%; height: 6px; margin-top: 4px; }
.bar .track { fill: var(--soft); } .bar .fill { fill: var(--accent); }
.finding { margin-top: 20px; padding-left: 16px; border-left: 3px solid var(--line); }
.finding.fail { border-color: var(--fail); } .finding.warn { border-color: var(--warn); } .finding.error { border-color: var(--error); }
.finding h4 { margin: 0; font-size: 15px; font-weight: 600; overflow-wrap: anywhere; }
.finding p { margin-top: 4px; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin-top: 12px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { padding-bottom: 6px; text-align: left; color: var(--muted); font-size: 13px; }
th, td { padding: 7px 20px 7px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 13px; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
tbody tr:last-child > * { border-bottom: 0; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.wrap { overflow-wrap: anywhere; min-width: 9em; }
.samples table { width: auto; min-width: 50%; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table .narrow { display: none; }
table .sub { display: block; color: var(--muted); font-size: 13px; overflow-wrap: anywhere; }
details { margin-top: 16px; }
summary { cursor: pointer; font-weight: 600; }
.spark { width: 132px; height: 28px; margin: 4px 0; overflow: visible; }
.chart { display: grid; grid-template-columns: auto 1fr; gap: 4px 10px; margin: 18px 0 0; color: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
.chart .y { display: flex; flex-direction: column; justify-content: space-between; height: 172px; margin: -6px 0; text-align: right; line-height: 1; }
.chart svg { width: 100%; height: 160px; overflow: visible; }
.chart figcaption { grid-column: 2; display: flex; justify-content: space-between; gap: 16px; margin-top: 4px; white-space: nowrap; }
svg path { fill: none; vector-effect: non-scaling-stroke; stroke-linecap: round; stroke-linejoin: round; }
.grid { stroke: var(--line); stroke-width: 1; }
.line { stroke: var(--accent); stroke-width: 2; }
.spark .line { stroke-width: 1.6; }
.dot { stroke: var(--accent); stroke-width: 6; }
.spark .dot { stroke-width: 5; }
.dot.fail { stroke: var(--fail); } .dot.error { stroke: var(--error); } .dot.warn { stroke: var(--warn); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 8px; color: var(--muted); font-size: 13px; }
.legend svg { display: inline-block; width: 10px; height: 10px; margin-right: 6px; }
.small-multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 16px 24px; margin: 16px 0 0; padding: 0; list-style: none; }
.small-multiples strong { font-variant-numeric: tabular-nums; }
.bar.share { width: 120px; height: 8px; margin-top: 7px; }
.better { color: var(--pass); } .worse { color: var(--fail); }
@media (max-width: 640px) {
  header, main, footer { padding-left: 16px; padding-right: 16px; }
  header { padding-top: 24px; }
  h1 { font-size: 23px; }
  .card { padding: 16px; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .dimensions, .small-multiples { grid-template-columns: repeat(2, 1fr); }
  .wide { display: none; }
  table .narrow { display: block; }
  .samples table { min-width: 100%; }
  th, td { padding-right: 10px; }
  .spark { width: 84px; }
  .bar.share { width: 60px; }
}
@media print { body { background: none; } .card { break-inside: avoid; } }
`;
