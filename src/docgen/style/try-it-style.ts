import { FONTS } from './tokens.ts';

/** The panel that connects from the page. */
export const TRY_IT_STYLE: string = `
.try{border:1px solid var(--line);border-radius:14px;background:var(--card);box-shadow:var(--shade);overflow:hidden}
.try .part{padding:1rem 1.1rem}
.try .part+.part{border-top:1px solid var(--line)}
.try label,.try .label{display:block;margin:0 0 .25rem;font-size:.8125rem;font-weight:600;color:var(--soft)}
.try :is(input,select,textarea){width:100%;padding:.5rem .65rem;border:1px solid var(--line);border-radius:8px;background:var(--paper);font:.875rem/1.5 ${FONTS.code}}
.try textarea{min-height:9rem;resize:vertical;tab-size:2}
.try .row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}
.try .row>*{flex:1 1 12rem;min-width:0}
.try .row>.fit{flex:0 0 auto}
.try .row.middle{align-items:center}
.try .fields{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));margin-top:.75rem}
.try button.main{min-height:2.45rem;padding:.4rem 1.1rem;border:0;border-radius:8px;background:var(--accent);color:var(--card);font-weight:650;font-size:.9375rem;cursor:pointer}
.try button.main:disabled{opacity:.5;cursor:not-allowed}
.try button.plain{min-height:2.45rem;padding:.4rem .9rem;border:1px solid var(--line);border-radius:8px;background:var(--card);font-size:.9375rem;cursor:pointer}
.try .truth{margin:.75rem 0 0;font-size:.9rem;color:var(--soft)}
.try .status{display:inline-flex;align-items:center;gap:.45rem;font-size:.875rem;font-weight:600}
.try .status::before{content:"";width:.6rem;height:.6rem;border-radius:50%;background:var(--faint)}
.try .status.open::before{background:var(--good)}.try .status.wait::before{background:var(--warn)}.try .status.failed::before{background:var(--bad)}
.try .why{margin:.75rem 0 0;padding:.75rem .9rem;border-radius:10px;background:var(--bad-soft);font-size:.9rem}
.try .why p{margin:0 0 .5rem}
.try .why pre{margin:0;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;font:.8125rem/1.5 ${FONTS.code}}
.try .judged{margin:.5rem 0 0;font-size:.875rem}
.try .stream{list-style:none;margin:0;padding:0;max-height:26rem;overflow-y:auto;font-size:.875rem}
main .try .stream li{margin:0;padding:.5rem 1.1rem;border-top:1px solid var(--line)}
.try .stream li:first-child{border-top:0}
.try .stream .head{display:flex;flex-wrap:wrap;gap:.5rem;align-items:baseline}
.try .stream .arrow{font-family:${FONTS.code};color:var(--accent);font-weight:700;font-size:1rem}
.try .stream .from-client .arrow{color:var(--info)}
.try .stream time{margin-left:auto;color:var(--soft);font:.75rem ${FONTS.code}}
.try .stream pre{margin:.3rem 0 0;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;font:.8125rem/1.5 ${FONTS.code};color:var(--soft);max-height:14rem;overflow-y:auto}
.try .stream .complaint{margin:.3rem 0 0;color:var(--bad)}
.try .empty{margin:0;padding:1rem 1.1rem;color:var(--soft);font-size:.9rem}
`;
