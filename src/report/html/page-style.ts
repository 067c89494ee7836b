/** The style sheet of the report page: system fonts, both colour schemes, and print. */
export const PAGE_STYLE = `
:root { color-scheme: light dark;
  --page: #fff; --card: #f6f7f9; --line: #d8dce2; --text: #1d2129; --soft: #5a6270; --code: #eceff3;
  --passed: #15803d; --failed: #c81e1e; --warned: #a15c00; --observed: #0e6f8e; --not-observed: #8a3ea8; --skipped: #68707d; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171c; --card: #1c2027; --line: #343b46; --text: #e4e7ec; --soft: #9aa3b1; --code: #262c35;
  --passed: #4ade80; --failed: #f87171; --warned: #fbbf24; --observed: #5cc8e8; --not-observed: #d29bec; --skipped: #9aa3b1; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; }
h3 { margin: 0; font-size: 1rem; }
p { margin: .3rem 0; }
code, pre { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; padding: .55rem .7rem; overflow: auto; max-height: 24rem; background: var(--code); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .8rem 0 0; }
.facts dt, .sides dt { color: var(--soft); }
.facts dd, .sides dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.verdict { margin: 1.25rem 0 0; padding: .7rem 1rem; border-left: 4px solid var(--tone); background: var(--card);
  border-radius: 0 6px 6px 0; font-weight: 600; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.counts li { padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 999px; color: var(--soft); }
.counts b { color: var(--tone); }
.card { margin: .9rem 0; padding: .9rem 1rem; background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--tone); border-radius: 6px; break-inside: avoid; }
.card > p:first-of-type { color: var(--tone); font-weight: 600; }
.sides { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .45rem .8rem; margin: .7rem 0 0; }
.sides dt { padding-top: .2rem; }
.sides pre { padding: .35rem .6rem; }
.tag { margin-left: .5rem; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 999px; font-size: .75rem;
  font-weight: 400; color: var(--soft); }
.mark { display: inline-block; width: 1.3rem; color: var(--tone); font-weight: 700; }
ul.cases { margin: .4rem 0; padding: 0; list-style: none; }
ul.cases li { padding: .18rem 0 .18rem 1.3rem; text-indent: -1.3rem; overflow-wrap: anywhere; }
ul.cases pre { margin: .2rem 0; }
ul.cases details, ul.cases .mark { margin: 0; text-indent: 0; }
a { color: inherit; }
details { margin: .5rem 0 0; }
summary { cursor: pointer; color: var(--soft); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 500; }
td:last-child { min-width: 6rem; } 
meter { width: 12rem; height: .9rem; vertical-align: middle; }
.passed { --tone: var(--passed); } .failed { --tone: var(--failed); } .warned { --tone: var(--warned); }
.observed { --tone: var(--observed); } .not-observed { --tone: var(--not-observed); } .skipped { --tone: var(--skipped); }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; gap: .15rem; } }
@media print { body { max-width: none; padding: 0; } pre { max-height: none; } }
`;
