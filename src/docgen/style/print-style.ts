/** On paper: one column, everything unfolded, and where links lead. */
export const PRINT_STYLE = `
@media print{
:root,:root[data-theme=dark]{color-scheme:light;--ink:#000;--soft:#333;--faint:#555;--line:#bbb;--paper:#fff;--card:#fff;--raised:#f4f4f4;--code:#fff;--accent:#000;--accent-soft:#fff;--code-key:#000;--code-text:#000;--code-number:#000;--code-name:#000;--code-soft:#444;--shade:none}
.top,.side,.on-page,.bottom,.tools,.skip,.anchor,.copy,.tablist,.panel,dialog{display:none!important}
.frame{display:block;padding:0;max-width:none}
main{max-width:none;padding:0}
body{font-size:10.5pt}
.tab[hidden]{display:block!important}
.scripted .tabs .tab-name{display:block}
.code pre,.code pre code{white-space:pre-wrap;overflow-wrap:anywhere}
.code,.facts,.diagram,.card,.note,tr{break-inside:avoid}
h2,h3{break-after:avoid}
main a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em}
}
`;
