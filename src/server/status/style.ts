/** The page's style: the reader's own fonts and colour scheme. Contrast is at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff; --panel: #f6f8fa; --accent: #0550ae; --good: #116329; --bad: #a40e26; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --paper: #0d1117; --panel: #151b23; --accent: #79c0ff; --good: #56d364; --bad: #ff7b72; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem clamp(0.75rem, 3vw, 2rem) 3rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.125rem; }
header p, footer { color: var(--soft); margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 2.5rem; font-size: 0.875rem; }
small { color: var(--soft); font-size: 0.8125rem; }
a { color: var(--accent); }
code { font: 0.875em ui-monospace, monospace; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.state { margin: 1rem 0; padding: 0.375rem 0.75rem; border-left: 0.25rem solid var(--good); background: var(--panel); }
.state.offline, .state.stopping, #connection { border-left-color: var(--bad); }
#connection { margin: 1rem 0; padding: 0.375rem 0.75rem; border-left: 0.25rem solid var(--bad); background: var(--panel); color: var(--bad); }
.lost main { filter: grayscale(1); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0.75rem; margin: 0; }
.figures div { padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--panel); }
dt { color: var(--soft); font-size: 0.875rem; }
dd { margin: 0; }
dd strong { display: block; font-size: 1.625rem; line-height: 1.25; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 0.5rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9375rem; }
th, td { padding: 0.4375rem 0.75rem; text-align: left; vertical-align: top; font-weight: inherit; overflow-wrap: break-word; }
thead th { background: var(--panel); color: var(--soft); font-size: 0.8125rem; }
tbody tr { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; }
th small, td small { font-weight: normal; }
.number { text-align: right; white-space: nowrap; }
code, time, progress + small { white-space: nowrap; }
.empty { color: var(--soft); }
.good { color: var(--good); }
.bad { color: var(--bad); }
progress { width: 8rem; height: 0.625rem; vertical-align: middle; accent-color: var(--accent); }
@media (max-width: 44rem) {
  thead { position: absolute; clip-path: inset(50%); }
  table, tbody, tr, th, td { display: block; }
  th, td { padding: 0; overflow-wrap: anywhere; text-align: left; }
  tbody tr { padding: 0.5rem 0.75rem; }
  tbody tr:first-child { border-top: 0; }
  td.number { text-align: left; }
  td[data-label] { padding-left: 7rem; }
  td[data-label]::before { content: attr(data-label); content: attr(data-label) / ""; float: left; width: 6.5rem; margin-left: -7rem; color: var(--soft); font-size: 0.8125rem; line-height: 1.75; }
}
`;
