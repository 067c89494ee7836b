/**
 * The colours of everything that Countersign shows in a browser, as CSS custom properties: light and dark by the
 * reader's system, unless `data-theme` on the root says which. Every text colour has 4.5:1 or more on `--paper`, `--card`
 * and its own `-soft` (WCAG 1.4.3).
 */
export const TOKENS: string = (() => {
  const light =
    '--ink:#1d2329;--soft:#55606a;--faint:#87919a;--line:#e1e5e9;--paper:#fbfbfa;--card:#fff;--raised:#f3f5f6;--accent:#0b6b58;--accent-soft:#e4f2ee;--bad:#a8321f;--bad-soft:#fbeae6;--warn:#8a5300;--warn-soft:#fcf1dc;--info:#2456a6;--info-soft:#e8effb;--good:#0b6b58;--good-soft:#e4f2ee;--code:#f5f7f8;--code-key:#8b2f75;--code-text:#1e6b35;--code-number:#9a4a00;--code-soft:#64707a;--code-name:#2456a6;--shade:0 1px 2px rgb(20 30 40/.05),0 4px 14px rgb(20 30 40/.05)';
  const dark =
    '--ink:#e6eaed;--soft:#a2adb6;--faint:#74808a;--line:#2b343b;--paper:#12161a;--card:#191f24;--raised:#20272d;--accent:#63cdb4;--accent-soft:#15302a;--bad:#ff9c87;--bad-soft:#3a1f1a;--warn:#f0bf6a;--warn-soft:#35280f;--info:#8db7ff;--info-soft:#1a2a45;--good:#63cdb4;--good-soft:#15302a;--code:#171c21;--code-key:#e59bd1;--code-text:#8fd6a1;--code-number:#f0b37a;--code-soft:#93a0aa;--code-name:#8db7ff;--shade:0 1px 2px rgb(0 0 0/.3),0 6px 18px rgb(0 0 0/.25)';
  return `:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
:root[data-theme=light]{color-scheme:light;${light}}
:root[data-theme=dark]{color-scheme:dark;${dark}}
`;
})();

export const FONTS = {
  text: 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif',
  code: 'ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace',
} as const;
