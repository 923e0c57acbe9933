"""How the page looks, on a screen in light and dark, and black on white on paper of any size."""

STYLE = """
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #16191d; --soft: #47515c; --line: #c3cbd3; --panel: #f3f5f8; --accent: #0a4a86;
  --strong: #0a4a86; --pale: #cfe1f3; --alarm: #a3131f; --cheese: #ffe08a; --rind: #7a5c00; --warn: #fff1c2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161b; --ink: #f0f3f6; --soft: #b9c4cf; --line: #414d59; --panel: #1c232b; --accent: #8cc4ff;
    --strong: #8cc4ff; --pale: #274360; --alarm: #ff8d8d; --cheese: #5c470c; --rind: #ffd86b; --warn: #4a3900;
  }
}
@media (prefers-contrast: more) { :root { --soft: var(--ink); --line: var(--ink); } }
* { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  max-width: 50rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; overflow-wrap: anywhere;
}
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1.2rem; letter-spacing: -0.01em; text-wrap: balance; }
h2 {
  font-size: 1.4rem; line-height: 1.25; margin: 2.6rem 0 0.8rem; padding-top: 0.7rem;
  border-top: 2px solid var(--accent);
}
h3 { font-size: 1.12rem; margin: 1.9rem 0 0.6rem; }
p, ul, ol, table, figure, pre { margin: 0 0 0.9rem; }
ul, ol { padding-left: 1.35rem; }
li { margin: 0.2rem 0; }
li > ul { margin: 0.15rem 0; }
a { color: var(--accent); }
em { color: var(--soft); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.86em; }
pre {
  background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.8rem;
  white-space: pre-wrap;
}
table { border-collapse: collapse; width: 100%; font-size: 0.92em; line-height: 1.4; }
th, td { text-align: start; vertical-align: top; padding: 0.4rem 0.6rem; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); }
td:first-child { font-variant-numeric: tabular-nums; }
.facts thead th, .facts td { color: inherit; font-weight: inherit; border-bottom: 1px solid var(--line); }
.facts th:first-child, .facts td:first-child { width: 11rem; white-space: nowrap; color: var(--soft); }
.facts strong { font-weight: 600; }
.words { overflow-wrap: normal; }
.short { white-space: nowrap; }
.actions { list-style: none; padding: 0; }
.actions > li {
  border: 1px solid var(--line); border-left: 5px solid var(--accent); border-radius: 6px;
  padding: 0.6rem 0.9rem; margin: 0 0 0.7rem;
}
.actions .closed { border-left-color: var(--line); }
.actions p { margin: 0; }
.actions .what { font-weight: 600; }
.actions .who { color: var(--soft); }
.actions .more { font-size: 0.92em; }
.restricted {
  border: 2px solid var(--alarm); background: var(--warn); padding: 0.7rem 1rem; border-radius: 6px;
  font-weight: 600;
}
.empty { color: var(--soft); }
figure { padding: 0.9rem; border: 1px solid var(--line); border-radius: 8px; }
footer {
  margin-top: 3rem; padding-top: 0.7rem; border-top: 1px solid var(--line); color: var(--soft);
  font-size: 0.85em;
}
.drawing { display: block; width: 100%; height: auto; font-size: 13px; }
.drawing text { fill: var(--ink); }
.drawing .soft { fill: var(--soft); }
.drawing .mark { fill: var(--accent); }
.drawing .strong, .drawing .name { font-weight: 650; }
.drawing .number { font-weight: 700; fill: var(--accent); }
.drawing .box { fill: var(--panel); stroke: var(--line); }
.drawing .factor { stroke: var(--accent); stroke-width: 2.5; }
.drawing .unsure { stroke-dasharray: 5 4; }
.drawing .problem { stroke: var(--ink); stroke-width: 2; }
.drawing .thread, .drawing .rib { stroke: var(--soft); stroke-width: 1.5; fill: none; }
.drawing .spine { stroke: var(--ink); stroke-width: 3; fill: var(--ink); }
.drawing .tick { stroke: var(--ink); stroke-width: 1.5; }
.drawing .name { fill: var(--accent); }
.drawing .slice { fill: var(--cheese); stroke: var(--rind); stroke-width: 2; }
.drawing .held { stroke-width: 4; }
.drawing .hatch { stroke: var(--rind); stroke-width: 2; }
.drawing .missing { fill: none; stroke-dasharray: 5 5; }
.drawing .aside { stroke: var(--soft); stroke-dasharray: 2 4; }
.drawing .hole { fill: var(--page); stroke: var(--rind); stroke-width: 2; }
.drawing .path { stroke: var(--alarm); stroke-width: 3.5; fill: none; }
.drawing .unsure.path { stroke-dasharray: 3 6; }
.drawing .tip { stroke: none; fill: var(--alarm); }
.drawing .tip.spine { fill: var(--ink); }
.drawing .phase { stroke: var(--strong); stroke-width: 1.5; }
.drawing .phase0 { fill: var(--pale); }
.drawing .phase1 { fill: var(--strong); }
.drawing .on0 { fill: var(--ink); }
.drawing .on1 { fill: var(--page); font-weight: 600; }
.drawing .hit { fill: var(--alarm); }
.drawing .disc { fill: var(--strong); }
@page { margin: 17mm 16mm 19mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8.5pt; } }
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --ink: #000000; --soft: #222222; --line: #767676; --panel: #ffffff; --accent: #000000;
    --strong: #000000; --pale: #ffffff; --alarm: #000000; --cheese: #ffffff; --rind: #000000; --warn: #ffffff;
  }
  body { font-size: 10pt; line-height: 1.42; max-width: none; padding: 0; }
  h1 { font-size: 19pt; }
  h2 { font-size: 14pt; margin-top: 1.5rem; }
  h3 { font-size: 11.5pt; }
  h1, h2, h3, thead { break-after: avoid; }
  tr, figure, .actions > li, .restricted { break-inside: avoid; }
  thead { display: table-header-group; }
  p, li { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
  table { font-size: 9pt; }
  figure { padding: 0; border: 0; }
  .drawing { max-height: 23cm; }
  .one-page { font-size: 8.6pt; line-height: 1.33; }
  .one-page h1 { font-size: 15pt; margin-bottom: 0.5rem; }
  .one-page h2 { font-size: 11pt; margin: 0.7rem 0 0.3rem; padding-top: 0.3rem; border-top-width: 1px; }
  .one-page p, .one-page ul, .one-page table { margin-bottom: 0.4rem; }
  .one-page li { margin: 0; }
  .one-page table { font-size: 8.2pt; }
  .one-page th, .one-page td { padding: 0.12rem 0.5rem; }
  .one-page footer { margin-top: 0.6rem; padding-top: 0.3rem; }
}
"""
