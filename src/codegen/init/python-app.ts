import { withoutPythonComments } from './source-lines.ts';
import type { SourceText } from './surroundings.ts';

/** An ASGI application: how uvicorn is told of it. */
export interface PythonApp {
  /** `--factory --app-dir backend main:create_app`, or only `app.main:app`. */
  readonly arguments: string;
  readonly framework: 'FastAPI' | 'Starlette';
  readonly path: string;
}

const NAMES = ['main', 'app', 'server', 'asgi', 'api', 'backend'];

/** The likeliest application of the sources: nearest to the top, of a usual name. `undefined` where there is none. */
export function pythonApp(sources: readonly SourceText[]): PythonApp | undefined {
  const files = sources.map(({ path, text }) => ({ path, text: withoutPythonComments(text) }));
  const found = files.flatMap((file) => {
    const app = applicationIn(file.text);
    return app === undefined ? [] : [{ ...app, path: file.path }];
  });
  const [best] = found.sort((a, b) => rank(a.path) - rank(b.path) || a.path.localeCompare(b.path));
  if (best === undefined) return undefined;
  const { folder, module } = moduleOf(best.path, files);
  return {
    framework: best.framework,
    path: best.path,
    arguments: [
      ...(best.isFactory ? ['--factory'] : []),
      ...(folder === '' ? [] : [`--app-dir ${folder}`]),
      `${module}:${best.name}`,
    ].join(' '),
  };
}

interface Application {
  readonly name: string;
  readonly framework: PythonApp['framework'];
  readonly isFactory: boolean;
}

function applicationIn(text: string): Application | undefined {
  const made = /^([ \t]*)(?:(\w+)\s*(?::\s*[\w.]+\s*)?=|return)\s*(?:\w+\.)?(FastAPI|Starlette)\(/m.exec(
    text,
  );
  if (made === null) return undefined;
  const [, indent = '', name = 'app', framework] = made;
  const kind = framework === 'Starlette' ? 'Starlette' : 'FastAPI';
  if (indent === '') return { name, framework: kind, isFactory: false };
  const maker = [...text.slice(0, made.index).matchAll(/^(?:async\s+)?def\s+(\w+)\s*\(/gm)].at(-1)?.[1];
  if (maker === undefined) return undefined;
  const variable = new RegExp(`^(\\w+)\\s*(?::\\s*[\\w.]+\\s*)?=\\s*${maker}\\(`, 'm').exec(text)?.[1];
  return { name: variable ?? maker, framework: kind, isFactory: variable === undefined };
}

function rank(path: string): number {
  const parts = path.split('/');
  const name = (parts.at(-1) ?? '').replace(/\.py$/, '');
  const isTest = /(^|\/)(tests?|examples?|docs?)\/|(^|\/)(test_|conftest)/.test(path);
  return parts.length * 10 + (NAMES.includes(name) ? 0 : 5) + (isTest ? 1000 : 0);
}

/**
 * What Python calls a file, and from which folder: folders with an `__init__.py`, and those that some file imports
 * from by name, are packages.
 */
function moduleOf(path: string, files: readonly SourceText[]): { folder: string; module: string } {
  const parts = path.replace(/(\/__init__)?\.py$/, '').split('/');
  let start = parts.length - 1;
  while (start > 0 && isPackage(parts.slice(0, start), files)) start -= 1;
  return { folder: parts.slice(0, start).join('/'), module: parts.slice(start).join('.') };
}

function isPackage(folder: readonly string[], files: readonly SourceText[]): boolean {
  const name = folder.at(-1) ?? '';
  const marked = files.some(({ path }) => path === `${folder.join('/')}/__init__.py`);
  const imported = new RegExp(`^\\s*(?:from|import)\\s+${name.replace(/\W/g, '\\$&')}[.\\s]`, 'm');
  return marked || files.some(({ text }) => imported.test(text));
}
