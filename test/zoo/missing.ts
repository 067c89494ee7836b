import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const PYTHON = '/usr/bin/python3';
const known = new Map<string, string | undefined>();

/** Why Python cannot import that module here; with `CI` set it throws instead: there nothing is skipped. */
export function pythonLacks(...modules: readonly string[]): () => string | undefined {
  return () =>
    once(modules.join(', '), (wanted) => {
      const found =
        existsSync(PYTHON) &&
        spawnSync(PYTHON, ['-c', `import ${wanted}`], { encoding: 'utf8' }).status === 0;
      return found ? undefined : `${PYTHON} cannot import ${wanted}`;
    });
}

/** Why that program cannot be run here. */
export function lacks(program: string): () => string | undefined {
  return () =>
    once(program, () =>
      spawnSync('/bin/sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${program}`]).status === 0
        ? undefined
        : `there is no ${program}`,
    );
}

function once(what: string, look: (what: string) => string | undefined): string | undefined {
  if (!known.has(what)) known.set(what, look(what));
  const why = known.get(what);
  if (why === undefined) return undefined;
  const told = `${why}: apt-get install -y $(grep -v '^#' test/debian.txt)`;
  if (process.env.CI) throw new Error(told);
  return told;
}
