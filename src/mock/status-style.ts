/** The status page's style sheet: system fonts, one column, light and dark by the reader's preference. */
export const STATUS_STYLE: string = `
:root{--ink:#1d2329;--soft:#5b6670;--line:#dde2e6;--paper:#fbfbfa;--card:#fff;--accent:#0b6b58;--accent-soft:#e6f2ef;--bad:#a8321f;--bad-soft:#fbeeeb}
@media (prefers-color-scheme:dark){:root{--ink:#e5e9ec;--soft:#98a4ae;--line:#2e373e;--paper:#14181b;--card:#1b2125;--accent:#63cdb4;--accent-soft:#18322d;--bad:#ff9c87;--bad-soft:#3a1f1a}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2.5rem 1.25rem 4rem;max-width:58rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
code,time,.arrow{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875em}
.eyebrow{margin:0;color:var(--accent);font-weight:600;font-size:.875rem}
h1{margin:.15rem 0 0;font-size:1.75rem;line-height:1.2;text-wrap:balance}
h1 small{font-size:1rem;font-weight:400;color:var(--soft)}
.lede{margin:.35rem 0 0;color:var(--soft)}
h2{margin:2.5rem 0 .75rem;font-size:1.125rem;display:flex;gap:.6rem;align-items:baseline}
.count{font-size:.8125rem;font-weight:500;color:var(--soft)}
.count.bad{color:var(--bad)}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.125rem;margin:0 0 .75rem}
.card h3{margin:0;font-size:1rem}
.card p{margin:.25rem 0 0;color:var(--soft)}
.card .url{margin:.75rem 0;color:var(--ink)}
.url code{display:block;padding:.6rem .75rem;background:var(--accent-soft);color:var(--accent);border-radius:6px;overflow-wrap:anywhere;user-select:all;-webkit-user-select:all}
dl{margin:0;display:grid;gap:.3rem;font-size:.9375rem}
dl div{display:grid;grid-template-columns:8.5rem 1fr;gap:.75rem}
dt{color:var(--soft);overflow-wrap:anywhere}
dd{margin:0;overflow-wrap:anywhere}
dd code{display:inline-block;margin-right:.75rem}
.companions,.journal{list-style:none;margin:0;padding:0}
.companions li{padding:.4rem 0;border-top:1px solid var(--line)}
.companions span{color:var(--soft)}
.method{display:inline-block;min-width:3.5rem;font-size:.8125rem;color:var(--accent)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th{text-align:left;font-weight:500;color:var(--soft)}
th,td{padding:.4rem .9rem .4rem 0;border-top:1px solid var(--line);white-space:nowrap}
thead th{border-top:0}
.journal li{padding:.4rem .5rem;border-top:1px solid var(--line);font-size:.9375rem;overflow-wrap:anywhere}
.journal time{color:var(--soft)}
.journal .arrow{color:var(--accent)}
.journal code{color:var(--soft)}
.journal .bad{background:var(--bad-soft);border-left:3px solid var(--bad);padding-left:calc(.5rem - 3px)}
.journal .bad .arrow,.violation{color:var(--bad)}
.violation{margin:.15rem 0 0}
.note{margin:-.4rem 0 .6rem;font-size:.8125rem;color:var(--soft)}
.empty{margin:0;color:var(--soft)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line)}
footer a{color:var(--accent);display:inline-block;padding:.35rem .75rem .35rem 0}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:34rem){body{padding-top:1.5rem}h1{font-size:1.4rem}dl div{grid-template-columns:1fr;gap:0}dl{gap:.55rem}}
`;
