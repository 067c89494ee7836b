/**
 * A scenario file is Markdown. Each `##` heading is a scenario and its title; what stands in fenced blocks counts:
 *
 * - ` ```yaml name.yaml ` (any language, then a file name): a file in the working directory. Before the first
 *   heading: for all scenarios of the file.
 * - ` ```console `: lines with `$ `, each run by `sh`. The last one is the one that is looked at. One that ends
 *   in ` &` is a server: it runs until the scenario ends, and `$PORT` is then the port that it printed. After a
 *   line `^C`, the command before it is sent SIGINT as soon as it has printed its address.
 * - ` ```stdout `, ` ```stderr `: what it must print; no block: nothing.
 * - ` ```exit `: its exit code; no block: 0.
 */
export interface ScenarioFile {
  readonly files: readonly ScenarioInput[];
  readonly scenarios: readonly Scenario[];
}

export interface ScenarioInput {
  readonly name: string;
  readonly text: string;
}

export interface Scenario {
  readonly title: string;
  readonly prose: string;
  readonly files: readonly ScenarioInput[];
  readonly console: string;
  readonly expected: Outcome;
}

/** What a command left behind, with whatever differs from run to run replaced by placeholders. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export function parseScenarios(text: string): ScenarioFile {
  const [preamble = '', ...sections] = text.split(/^## /m);
  return {
    files: inputsOf(blocksOf(preamble)),
    scenarios: sections.map((section) => {
      const blocks = blocksOf(section);
      const block = (info: string): string => blocks.find((found) => found.info === info)?.text ?? '';
      const [title = ''] = section.split('\n', 1);
      return {
        title: title.trim(),
        prose: (section.slice(title.length).split('```')[0] ?? '').trim(),
        files: inputsOf(blocks),
        console: block('console'),
        expected: { stdout: block('stdout'), stderr: block('stderr'), exit: Number(block('exit')) },
      };
    }),
  };
}

/** The file anew, each scenario with another outcome; what a person wrote stays. */
export function rewriteScenarios(text: string, outcomes: readonly Outcome[]): string {
  const [preamble = ''] = text.split(/^## /m, 1);
  const sections = parseScenarios(text).scenarios.map((scenario, index) => {
    const { stdout, stderr, exit } = outcomes[index] ?? scenario.expected;
    return [
      `## ${scenario.title}`,
      ...(scenario.prose === '' ? [] : [scenario.prose]),
      ...scenario.files.map((file) => fence(`${languageOf(file.name)} ${file.name}`, file.text)),
      fence('console', scenario.console),
      ...(stdout === '' ? [] : [fence('stdout', stdout)]),
      ...(stderr === '' ? [] : [fence('stderr', stderr)]),
      ...(exit === 0 ? [] : [fence('exit', `${exit}\n`)]),
    ].join('\n\n');
  });
  return `${[preamble.trimEnd(), ...sections].join('\n\n')}\n`;
}

interface Block {
  readonly info: string;
  readonly text: string;
}

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', body = '']) => ({
    info: info.trim(),
    text: body,
  }));
}

function inputsOf(blocks: readonly Block[]): ScenarioInput[] {
  return blocks.flatMap(({ info, text }) => {
    const [, name] = info.split(' ');
    return name === undefined ? [] : [{ name, text }];
  });
}

function languageOf(name: string): string {
  return name.split('.').at(-1) ?? 'text';
}

function fence(info: string, text: string): string {
  return `\`\`\`${info}\n${text}\`\`\``;
}
