import { CONTENT_STYLE } from './content-style.ts';
import { PRINT_STYLE } from './print-style.ts';
import { REFERENCE_STYLE } from './reference-style.ts';
import { FONTS, TOKENS } from './tokens.ts';
import { TRY_IT_STYLE } from './try-it-style.ts';

/** The frame of every page: bar, navigation, contents, search. */
const FRAME_STYLE = `
*,::before,::after{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:5rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.65 ${FONTS.text};text-rendering:optimizeLegibility}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
button,input,select,textarea{font:inherit;color:inherit}
.skip{position:absolute;left:-99rem;top:0;z-index:9;background:var(--card);padding:.6rem 1rem}
.skip:focus{left:.5rem;top:.5rem}
.top{position:sticky;top:0;z-index:40;display:flex;align-items:center;justify-content:space-between;gap:1rem;min-height:3.75rem;padding:.5rem 1.5rem;background:color-mix(in srgb,var(--paper) 92%,transparent);backdrop-filter:blur(10px);border-bottom:1px solid var(--line)}
.brand{display:flex;align-items:center;gap:.6rem;min-width:0;color:var(--ink);text-decoration:none;font-weight:650;letter-spacing:-.01em}
.brand::before{content:"";flex:none;width:1.25rem;height:1.25rem;border-radius:6px;background:linear-gradient(135deg,var(--accent),color-mix(in srgb,var(--accent) 55%,var(--info)))}
.brand-name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.tools{display:flex;gap:.5rem;align-items:center}
.tool{display:inline-flex;align-items:center;gap:.5rem;min-height:2.25rem;padding:.3rem .75rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--soft);font-size:.875rem;cursor:pointer;white-space:nowrap}
.tool{text-decoration:none}
.tool:hover{color:var(--ink);border-color:var(--faint)}
.tool kbd{font:.75rem/1 ${FONTS.code};padding:.2rem .35rem;border:1px solid var(--line);border-radius:4px;color:var(--soft);background:var(--raised)}
.tool svg{width:1rem;height:1rem;flex:none}
.frame{display:grid;grid-template-columns:16rem minmax(0,1fr) 14rem;gap:3.5rem;max-width:90rem;margin:0 auto;padding:0 1.5rem}
.side,.on-page{position:sticky;top:3.75rem;align-self:start;max-height:calc(100vh - 3.75rem);overflow-y:auto;overscroll-behavior:contain;padding:2rem .25rem 3rem;font-size:.9rem;line-height:1.45}
.side ul,.on-page ul{list-style:none;margin:0 0 1.25rem;padding:0}
.group{margin:0 0 .4rem;padding:0 .6rem;font-size:.75rem;font-weight:650;letter-spacing:.04em;color:var(--soft)}
.side a{display:block;padding:.32rem .6rem;border-radius:7px;color:var(--soft);text-decoration:none;overflow-wrap:anywhere}
.side a:hover{color:var(--ink);background:var(--raised)}
.side a[aria-current]{color:var(--accent);background:var(--accent-soft);font-weight:600}
.on-page a{display:block;padding:.22rem .6rem;border-left:2px solid var(--line);color:var(--soft);text-decoration:none;overflow-wrap:anywhere}
.on-page a:hover{color:var(--ink)}
.on-page a[aria-current]{color:var(--accent);border-color:var(--accent)}
.on-page .level-3 a{padding-left:1.35rem;font-size:.84rem}
main{min-width:0;max-width:50rem;padding:2.5rem 0 5rem}
main:focus{outline:none}
.wide .frame{grid-template-columns:16rem minmax(0,1fr);max-width:none}
.wide main{max-width:none;padding-top:0}
.bottom{border-top:1px solid var(--line);padding:1.5rem;color:var(--soft);font-size:.875rem;text-align:center}
.bottom p{margin:0 auto;max-width:50rem}
.menu{display:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
dialog.search{width:min(40rem,calc(100vw - 2rem));max-height:80vh;margin:10vh auto auto;padding:0;border:1px solid var(--line);border-radius:14px;background:var(--card);color:var(--ink);box-shadow:0 20px 60px rgb(0 0 0/.3);overflow:hidden}
dialog.search::backdrop{background:rgb(10 15 20/.45)}
.search input{width:100%;padding:1rem 1.25rem;border:0;border-bottom:1px solid var(--line);background:transparent;font-size:1.0625rem}
.search input:focus{outline:none}
.search ul{list-style:none;margin:0;padding:.5rem;max-height:60vh;overflow-y:auto}
.search li a{display:block;padding:.55rem .75rem;border-radius:8px;color:var(--ink);text-decoration:none}
.search li a:hover,.search li a:focus,.search li a[aria-selected=true]{background:var(--accent-soft);outline:none}
.search li small{display:block;color:var(--soft);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.search .none{margin:0;padding:1rem 1.25rem;color:var(--soft)}
@media (max-width:75rem){.frame{grid-template-columns:14rem minmax(0,1fr);gap:2.5rem}.on-page{display:none}}
@media (max-width:50rem){
.frame,.wide .frame{display:block;padding:0 1.125rem}
.top{padding:.5rem 1.125rem}
.side{position:static;max-height:none;padding:1rem 0 0;border-bottom:1px solid var(--line)}
.scripted .side{display:none}
.scripted .side.open{display:block}
.scripted .menu{display:inline-flex}
.tool kbd{display:none}
.tool .word{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
main{padding-top:1.75rem}
}
`;

/** The style sheet of the docs. */
export const SITE_STYLE: string =
  TOKENS + FRAME_STYLE + CONTENT_STYLE + TRY_IT_STYLE + REFERENCE_STYLE + PRINT_STYLE;
