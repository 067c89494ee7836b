import { headerValue } from '../../rules/credential-value.ts';
import type { Header } from '../../script/script.ts';
import type { PlainAnswer } from '../unknown-request.ts';
import { type PageFiles, pageFiles } from './page-files.ts';

/** What the browser first gets: all else is in `console.js` and `console.css`, and in the admin API. */
const INDEX = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Countersign console</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%230b6b58'/%3E%3Cpath d='M9 12h11l-3-3M23 20H12l3 3' fill='none' stroke='%23fff' stroke-width='2.6' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E">
<link rel="stylesheet" href="console.css">
</head>
<body>
<div id="console"></div>
<noscript>The console needs JavaScript; <a href="status.html">the status page</a> needs none.</noscript>
<script src="console.js"></script>
</body>
</html>
`;

const TYPES: Readonly<Record<keyof PageFiles, string>> = {
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
};

/**
 * The console's own files; `undefined`: that path is none of them.
 *
 * @param path below `/__countersign`
 * @param instead what stands for the page where its script is not to be had
 */
export function consolePage(
  path: string,
  headers: readonly Header[],
  instead: () => PlainAnswer,
): Promise<PlainAnswer> | undefined {
  const name = path.slice(1);
  if (name === 'console.js' || name === 'console.css')
    return filesOr().then((files) =>
      answer(files === undefined ? 404 : 200, TYPES[name], files?.[name] ?? ''),
    );
  if (name !== '') return undefined;
  return filesOr().then((files) =>
    files === undefined
      ? instead()
      : answer(200, 'text/html; charset=utf-8', INDEX, [pagePolicy(headerValue(headers, 'host') ?? '')]),
  );
}

/** A page that cannot be made is no reason to show none. */
function filesOr(): Promise<PageFiles | undefined> {
  return pageFiles().catch(() => undefined);
}

function answer(status: number, type: string, body: string, more: readonly Header[] = []): PlainAnswer {
  return { status, headers: [['Content-Type', type], ...more], body };
}

/** No script and no style but its own files, and nothing to be reached but the mock. */
function pagePolicy(host: string): Header {
  // Not every browser takes `'self'` for `ws:` too (CSP 3 §6.7.2.8). The host was found to be a loopback name.
  const sockets = `ws://${host} wss://${host}`;
  return [
    'Content-Security-Policy',
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ${sockets}; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  ];
}
