import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND_NAMES } from '../../src/cli/commands.ts';
import { bashCompletion } from '../../src/cli/completions/bash.ts';
import { commandWords } from '../../src/cli/completions/command-words.ts';
import { fishCompletion } from '../../src/cli/completions/fish.ts';
import { zshCompletion } from '../../src/cli/completions/zsh.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-completions-'));
  const words = commandWords();
  writeFileSync(join(folder, 'bash'), bashCompletion(words));
  writeFileSync(join(folder, '_countersign'), zshCompletion(words));
  writeFileSync(join(folder, 'countersign.fish'), fishCompletion(words));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commands = [...COMMAND_NAMES];

/** What is typed, with the cursor at its end, and what is proposed. `files`: nothing of its own. */
const CASES: readonly (readonly [line: string, proposed: readonly string[] | 'files' | 'nothing'])[] = [
  ['countersign ver', ['verify']],
  ['countersign ', [...commands, 'help', '--help', '--version']],
  ['countersign verify --prof', ['--profile']],
  ['countersign verify --profile ', ['default', 'deep', 'safe', 'protocol']],
  ['countersign verify --profile s', ['safe']],
  ['countersign verify --profile=d', ['default', 'deep']],
  ['countersign mock --no-w', ['--no-watch']],
  ['countersign mock asyncapi.yaml --log j', ['json']],
  ['countersign mock ', 'files'],
  ['countersign verify --config ', 'files'],
  ['countersign verify --seed ', 'nothing'],
  ['countersign completions ', ['bash', 'zsh', 'fish']],
  ['countersign help di', ['diagnose']],
];

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe('bash', () => {
  test.each(CASES)('%s', (line, expected) => {
    expect(inBash(line)).toEqual(expected);
  });

  /** As bash itself does it: words are taken apart at COMP_WORDBREAKS, and the function is called. */
  function inBash(line: string): readonly string[] | 'files' | 'nothing' {
    const words = line.replaceAll('=', ' = ').split(' ');
    const script = `
      source ${join(folder, 'bash')}
      compopt() { echo "opt $*"; }
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
      COMP_CWORD=${words.length - 1}
      _countersign
      printf 'word %s\\n' "\${COMPREPLY[@]}"
      complete -p countersign`;
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    expect(stdout).toContain('complete -o default -F _countersign countersign\n');
    const proposed = [...stdout.matchAll(/^word (.+)$/gm)].map(([, word = '']) => word);
    if (proposed.length > 0) return proposed;
    return stdout.includes('opt +o default') ? 'nothing' : 'files';
  }
});

describe.skipIf(!has('zsh'))('zsh', () => {
  test('reads it, and knows the function', () => {
    const script = `autoload -Uz compinit; compinit -u -D; source ${join(folder, '_countersign')}; print $_comps[countersign]`;
    const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '_countersign\n', stderr: '' });
  });
});

describe.skipIf(!has('fish'))('fish', () => {
  test.each(
    CASES.filter(([line, expected]) => Array.isArray(expected) && !/countersign (help )?$|help/.test(line)),
  )('%s', (line, expected) => {
    const script = `source ${join(folder, 'countersign.fish')}; complete -C '${line}'`;
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' });
    const proposed = stdout
      .split('\n')
      .flatMap((one) => one.split('\t')[0]?.replace(/^--profile=/, '') || []);
    expect(proposed.sort()).toEqual([...expected].sort());
  });
});

test('every command and every option is in each of them', () => {
  const words = commandWords();
  const texts = [bashCompletion(words), zshCompletion(words), fishCompletion(words)];
  for (const { name, flags } of words)
    for (const text of texts) {
      expect(text).toContain(name);
      for (const { flag } of flags) expect(text).toContain(flag.slice(2));
    }
});
