import type { Surroundings } from '../../codegen/init/surroundings.ts';
import type { Style } from '../../report/style.ts';
import type { PlannedFile } from './plan-files.ts';

const MARKS = { write: '+', change: '~', keep: '·' } as const;
const MOST_ROUTES = 8;

/** What was seen, so that a wrong guess is seen too. */
export function renderFound(found: Surroundings, style: Style): string {
  const { backend, documents, frontend } = found;
  const routes = backend?.routes ?? [];
  const rows: (readonly [string, string])[] = [
    ['document', documents.length === 0 ? 'none' : documents.slice(0, 3).join(', ')],
    [
      'backend',
      backend === undefined
        ? 'none'
        : `${backend.framework}${backend.start === undefined ? '' : `: ${backend.start}`}`,
    ],
    ...routes.slice(0, MOST_ROUTES).map(({ address, at }) => ['', `${address}  ${style.dim(at)}`] as const),
    ...(routes.length > MOST_ROUTES ? [['', `and ${routes.length - MOST_ROUTES} more`] as const] : []),
    ...(frontend.length === 0 ? [] : [['frontend', frontend.join(', ')] as const]),
  ];
  return section('Found', rows, style);
}

export function renderFiles(files: readonly PlannedFile[], style: Style): string {
  const width = Math.max(...files.map(({ path }) => path.length));
  const rows = files.map(({ path, action, what }) => {
    const mark = action === 'keep' ? style.dim(MARKS.keep) : style.green(MARKS[action]);
    return `  ${mark} ${path.padEnd(width)}  ${style.dim(action === 'keep' ? `is there, and stays: ${what}` : what)}`;
  });
  return `${style.bold('Files')}\n${rows.join('\n')}\n\n`;
}

/** For --dry-run: the files themselves. */
export function renderTexts(files: readonly PlannedFile[], style: Style): string {
  return files
    .flatMap(({ path, text }) => (text === undefined ? [] : [`${style.bold(`--- ${path}`)}\n${text}\n`]))
    .join('');
}

/** The next two commands. */
export function renderNext(
  { packages, backend, frontend }: Surroundings,
  files: readonly PlannedFile[],
  style: Style,
): string {
  const config = files.find(({ path }) => path.startsWith('countersign.config.'))?.text;
  const verify =
    config === undefined
      ? 'hold the backend to the document'
      : /^ {4}start:/m.test(config)
        ? 'start the backend, hold it to the document, stop it'
        : 'hold the backend to the document, once it runs at ws://127.0.0.1:8000';
  const to = backend === undefined && frontend.length > 0 ? ' for the frontend' : '';
  return section(
    '\nNext',
    [
      [`${packages.exec} countersign mock`, `a mock server${to} on ws://127.0.0.1:4600; Ctrl+C ends it`],
      [`${packages.exec} countersign verify`, verify],
    ],
    style,
  );
}

function section(title: string, rows: readonly (readonly [string, string])[], style: Style): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
  return `${style.bold(title)}\n${lines.join('\n')}\n\n`;
}
