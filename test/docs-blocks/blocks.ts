/**
 * What stands in the fenced blocks of a page of documentation is run, from top to bottom, in one folder:
 *
 * - ` ```yaml asyncapi.yaml ` (any language, then a name): a file of that folder. A document is linted, TypeScript is
 *   typechecked, JSON and YAML are parsed. `*.test.ts` is run by vitest.
 * - ` ```yaml ` without a name: a document, or a part of one: laid over the page's `asyncapi.yaml`, and linted so.
 * - ` ```ts ` without a name: a program; typechecked and run.
 * - ` ```sh `: run by bash, with the real command. `countersign mock` serves until the page ends, or serves again.
 * - ` ```text `: found in what the block before it has printed; `…` stands for anything.
 *
 * A comment above a block says what is not so:
 *
 * - `<!-- not run: why -->`: a block that cannot be.
 * - `<!-- exits 1 -->`: of `sh`.
 * - `<!-- kept -->`: of a part of a document: the page's `asyncapi.yaml` has it from then on.
 * - `<!-- only checked: why -->`: of `ts`: typechecked, and not run.
 *
 * And at the top of a page, `<!-- in a copy of examples/3-fastapi -->`: what the folder holds.
 */
export interface Block {
  /** Of its fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** Behind the language. */
  readonly name: string | undefined;
  readonly text: string;
  readonly notRun: string | undefined;
  readonly onlyChecked: string | undefined;
  readonly exit: number;
  readonly isKept: boolean;
}

export interface Page {
  readonly copyOf: string | undefined;
  readonly blocks: readonly Block[];
}

export function readPage(markdown: string): Page {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  let comment = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const fence = /^( *)(`{3,})([\w-]*)(?: +(\S+))?\s*$/.exec(line);
    if (fence === null) {
      if (/^\s*<!--.*-->\s*$/.test(line)) comment += line;
      else if (line.trim() !== '') comment = '';
      continue;
    }
    const [, indent = '', ticks = '', language = '', name] = fence;
    const end = lines.findIndex((other, at) => at > index && other.trim() === ticks);
    if (end === -1) throw new Error(`The fence at line ${index + 1} has no end.`);
    const text = lines
      .slice(index + 1, end)
      .map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each))
      .join('\n');
    blocks.push({
      line: index + 1,
      language,
      name,
      text: `${text}\n`,
      notRun: said(comment, 'not run'),
      onlyChecked: said(comment, 'only checked'),
      exit: Number(/<!--\s*exits (\d+)\s*-->/.exec(comment)?.[1] ?? 0),
      isKept: /<!--\s*kept\s*-->/.test(comment),
    });
    comment = '';
    index = end;
  }
  return { copyOf: /<!--\s*in a copy of (\S+)\s*-->/.exec(markdown)?.[1], blocks };
}

function said(comment: string, what: string): string | undefined {
  return new RegExp(`<!--\\s*${what}: (.+?)\\s*-->`).exec(comment)?.[1];
}

/** Does `output` tell all of `expected`, in that order? `…` stands for anything, on a line and between lines. */
export function tells(output: string, expected: string): boolean {
  const pattern = expected
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => (line === '…' ? '…' : line.split('…').map(literally).join('[^\\n]*')))
    .reduce((all, line, index) => {
      if (line === '…') return `${all}[\\s\\S]*`;
      return index === 0 || all.endsWith('[\\s\\S]*') ? `${all}${line}` : `${all}\\s+${line}`;
    }, '');
  return new RegExp(pattern).test(output);
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
}
