import { FONTS } from './tokens.ts';

/** What stands on a page. */
export const CONTENT_STYLE: string = `
.eyebrow{margin:0 0 .35rem;color:var(--accent);font-weight:600;font-size:.9rem}
h1{margin:0;font-size:clamp(1.9rem,1.4rem + 1.6vw,2.6rem);line-height:1.12;letter-spacing:-.022em;font-weight:700;text-wrap:balance;overflow-wrap:anywhere}
.title{margin-bottom:2rem}
.lede{margin:.9rem 0 0;font-size:1.1875rem;line-height:1.55;color:var(--soft);text-wrap:pretty}
.badges{margin:.9rem 0 0;display:flex;flex-wrap:wrap;gap:.4rem}
h2{margin:3.5rem 0 1rem;padding-top:1.75rem;border-top:1px solid var(--line);font-size:1.5rem;line-height:1.25;letter-spacing:-.015em}
h3{margin:2.5rem 0 .75rem;font-size:1.125rem;line-height:1.4;letter-spacing:-.005em;overflow-wrap:anywhere}
h4{margin:1.75rem 0 .5rem;font-size:1rem}
h3 code{font-size:.95em;font-weight:650;background:none;padding:0;border:0}
.anchor{margin-left:.45rem;color:var(--soft);text-decoration:none;font-weight:400;opacity:0}
:is(h2,h3,h4):hover .anchor,.anchor:focus-visible{opacity:1}
p,ul,ol,dl,table,figure{margin:0 0 1.1rem}
main li{margin:.3rem 0}
.soft{color:var(--soft)}
code{font:.875em/1.5 ${FONTS.code};padding:.1em .35em;border-radius:5px;background:var(--raised);border:1px solid var(--line);overflow-wrap:anywhere}
a code{color:inherit}
.badge{display:inline-block;padding:.1rem .5rem;border-radius:99px;font-size:.75rem;line-height:1.5;font-weight:600;letter-spacing:.005em;vertical-align:.1em;white-space:nowrap;background:var(--raised);color:var(--soft)}
.badge.good{background:var(--good-soft);color:var(--good)}
.badge.bad{background:var(--bad-soft);color:var(--bad)}
.badge.warn{background:var(--warn-soft);color:var(--warn)}
.badge.info{background:var(--info-soft);color:var(--info)}
.facts{display:grid;gap:0;border:1px solid var(--line);border-radius:12px;background:var(--card);overflow:hidden}
.facts div{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:1rem;padding:.6rem 1rem}
.facts div+div{border-top:1px solid var(--line)}
dt{color:var(--soft);overflow-wrap:anywhere}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:0 0 1.25rem}
table{border-collapse:collapse;width:100%;margin:0;font-size:.9375rem;line-height:1.5}
th{padding:.5rem .9rem .5rem 0;text-align:left;font-size:.8125rem;font-weight:600;color:var(--soft);white-space:nowrap}
td{padding:.6rem .9rem .6rem 0;border-top:1px solid var(--line);vertical-align:top}
td code.short{white-space:nowrap}
td,th{min-width:4.5rem}
td:last-child{min-width:9rem}
.code{position:relative;border:1px solid var(--line);border-radius:12px;background:var(--code);overflow:hidden}
.code figcaption{display:flex;align-items:center;justify-content:space-between;gap:1rem;min-height:2.4rem;padding:.2rem .5rem .2rem 1rem;border-bottom:1px solid var(--line);font-size:.8125rem;color:var(--soft);overflow-wrap:anywhere}
.code pre{margin:0;padding:.9rem 1rem;overflow-x:auto;font:.84rem/1.65 ${FONTS.code};tab-size:2}
.code pre code{all:unset;font:inherit;white-space:pre}
.code .c{color:var(--code-soft)}.code .s{color:var(--code-text)}.code .k{color:var(--code-key)}.code .n{color:var(--code-number)}.code .p{color:var(--code-name)}
.copy{flex:none;min-height:1.75rem;padding:.1rem .6rem;border:1px solid transparent;border-radius:6px;background:transparent;color:var(--soft);font-size:.8125rem;cursor:pointer}
.copy:hover{background:var(--card);border-color:var(--line);color:var(--ink)}
.tab-name{font-weight:650;margin:1.5rem 0 .4rem}
.scripted .tabs .tab-name{display:none}
.tablist{display:flex;gap:.15rem;overflow-x:auto;margin-bottom:.6rem;border-bottom:1px solid var(--line);scrollbar-width:none}
.tablist button{padding:.5rem .8rem;border:0;border-bottom:2px solid transparent;margin-bottom:-1px;background:none;color:var(--soft);font-size:.9rem;font-weight:550;white-space:nowrap;cursor:pointer}
.tablist button:hover{color:var(--ink)}
.tablist button[aria-selected=true]{color:var(--accent);border-color:var(--accent)}
.tab .code{margin-bottom:.6rem}
.aside{font-size:.9rem;color:var(--soft);margin:0 0 .35rem}
.note{margin:0 0 1.25rem;padding:.8rem 1rem;border-radius:12px;background:var(--raised)}
.note p{margin:0}
.note.good{background:var(--good-soft)}.note.bad{background:var(--bad-soft)}.note.warn{background:var(--warn-soft)}.note.info{background:var(--info-soft)}
.note.good strong{color:var(--good)}.note.bad strong{color:var(--bad)}.note.warn strong{color:var(--warn)}
.note code{background:color-mix(in srgb,var(--card) 70%,transparent)}
.cards{list-style:none;padding:0;display:grid;gap:.9rem;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr))}
main .card{position:relative;margin:0;padding:1.1rem 1.25rem;border:1px solid var(--line);border-radius:12px;background:var(--card);box-shadow:var(--shade);transition:border-color .15s}
.card:hover{border-color:var(--accent)}
.card p{margin:0}
.card-title{font-size:1.0625rem;font-weight:650}
.card-title a{color:var(--ink);text-decoration:none}
.card-title a::after{content:"";position:absolute;inset:0;border-radius:12px}
.card .address{margin:.3rem 0 .5rem}
.card .address code{padding:0;border:0;background:none;color:var(--accent)}
.card .soft{font-size:.9375rem;line-height:1.5}
.diagram{border:1px solid var(--line);border-radius:12px;background:var(--card);overflow:hidden}
.diagram figcaption{padding:.6rem 1rem;font-size:.8125rem;color:var(--soft);border-bottom:1px solid var(--line)}
.diagram .scroll{margin:0;text-align:center;padding:.5rem}
.diagram svg{max-width:none;height:auto;--bg:var(--card);--fg:var(--ink);--_text:var(--ink);--_text-sec:var(--soft);--_text-muted:var(--ink);--_text-faint:var(--soft);--_line:var(--faint);--_arrow:var(--accent);--_node-fill:var(--accent-soft);--_node-stroke:var(--line);--_group-fill:var(--card);--_group-hdr:var(--raised);--_inner-stroke:var(--line);--_key-badge:var(--raised)}
.diagram svg text{font-family:${FONTS.text}}
.diagram .words{padding:.6rem 1rem;border-top:1px solid var(--line);font-size:.9rem}
details{margin:0 0 1.1rem}
summary{cursor:pointer;color:var(--accent);font-weight:550;font-size:.9375rem}
.folded{padding-top:.8rem}
.diagram details{margin:0}
.prose :is(ul,ol){padding-left:1.4rem}
.prose{overflow-wrap:anywhere}
.prose blockquote{margin:0 0 1.1rem;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line);color:var(--soft)}
.prose pre{padding:.9rem 1rem;overflow-x:auto;border:1px solid var(--line);border-radius:12px;background:var(--code)}
.prose pre code{all:unset;font:.84rem/1.65 ${FONTS.code}}
@media (max-width:40rem){.facts div{grid-template-columns:1fr;gap:0}h2{font-size:1.35rem;margin-top:2.75rem}.lede{font-size:1.0625rem}}
`;
