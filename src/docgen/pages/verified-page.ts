import { percentOf } from '../../result/coverage.ts';
import type { CaseResult } from '../../result/result.ts';
import { type Block, badge, code, heading, link, note, type Page, type Phrase } from '../blocks.ts';
import { shellWord } from '../facts/request-text.ts';
import { nameOf, type Site } from '../site.ts';
import { momentWords, OUTCOME_WORDS } from '../verified/verdict-words.ts';
import type { Tally, Verified } from '../verified/verified.ts';

/** What was really held to the contract: when, against what, and how it came out. */
export function verifiedPage(site: Site): Page {
  return {
    path: 'verified',
    title: 'What is verified',
    short: 'What is verified',
    group: 'more',
    eyebrow: 'Proof',
    lede: 'A document says what a backend should do. A run of countersign verify says what one did.',
    blocks: site.verified === undefined ? unverified(site) : verifiedBlocks(site, site.verified),
  };
}

function unverified({ contract }: Site): readonly Block[] {
  const file = shellWord(contract.file);
  return [
    note('plain', 'These docs were written without a result: nothing on these pages was held to a backend.'),
    {
      kind: 'paragraph',
      text: 'To have each endpoint and operation say when it was last verified, and how it came out:',
    },
    {
      kind: 'code',
      language: 'sh',
      text: [
        `npx countersign verify ${file} --target ws://127.0.0.1:8000 --reporter json=run.json`,
        `npx countersign docs ${file} --result run.json --output site`,
      ].join('\n'),
    },
  ];
}

function verifiedBlocks(site: Site, verified: Verified): readonly Block[] {
  const { report, isOther } = verified;
  const { target, origin, startedAt, contract, coverage, counts, reached } = report;
  const head: Block[] = [
    ...(isOther
      ? [
          note(
            'bad',
            `This result is of another document: ${contract.title} ${contract.version}. These docs are of ${site.contract.title} ${site.contract.version}, so nothing on the other pages is marked by it.`,
          ),
        ]
      : []),
    ...(reached ? [] : [note('bad', 'The backend was not reached: nothing was verified.')]),
    {
      kind: 'facts',
      rows: [
        ['When', momentWords(startedAt)],
        ['Against', [code(target)]],
        ...(origin === undefined ? [] : [['As the page of', [code(origin)]] as const]),
        ['Document', `${contract.title} ${contract.version}`],
        ['Promises', `${coverage.exercised} of ${coverage.total} exercised (${percentOf(coverage)} %)`],
        [
          'Checks',
          `${counts.passed} passed, ${counts.failed} failed, ${counts.warned} warned, ${counts.observed} observed, ${counts['not-observed']} not observed, ${counts.skipped} not tried`,
        ],
      ],
    },
  ];
  if (isOther) return head;
  const failed = report.cases.filter(
    ({ finding, known }) => known !== true && (finding.outcome === 'failed' || finding.outcome === 'warned'),
  );
  return [
    ...head,
    ...(failed.length === 0 ? [] : [heading(2, 'found', 'What was found'), foundTable(site, failed)]),
    heading(2, 'endpoints', 'Endpoints and operations'),
    { kind: 'table', head: ['What', 'Outcome', 'Checks'], rows: rowsOf(site, verified) },
    ...notExercised(verified),
  ];
}

function foundTable(site: Site, cases: readonly CaseResult[]): Block {
  return {
    kind: 'table',
    head: ['Outcome', 'Where', 'What'],
    rows: cases.slice(0, 200).map((one): readonly Phrase[] => {
      const [word, tone] = OUTCOME_WORDS[one.finding.outcome];
      return [[badge(word, tone)], placeOf(site, one), [one.title, ': ', one.finding.message]];
    }),
  };
}

function placeOf(site: Site, { endpoint, companion }: CaseResult): Phrase {
  const found = site.contract.endpoints.find(({ id }) => id === endpoint);
  if (found !== undefined) return [link(nameOf(found), site.endpoint(found))];
  const http = site.contract.companions.find(({ id }) => id === companion);
  return http === undefined ? '' : [link(`${http.method} ${http.address}`, site.companion(http))];
}

function rowsOf(site: Site, verified: Verified): (readonly Phrase[])[] {
  const { contract } = site;
  return [
    ...contract.endpoints.flatMap((endpoint) => [
      row([link(nameOf(endpoint), site.endpoint(endpoint))], verified.ofEndpoint(endpoint.id)),
      ...endpoint.operations.map(({ id }) =>
        row([link(id, site.operation(endpoint, id))], verified.ofOperation(endpoint.id, id)),
      ),
    ]),
    ...contract.companions.map((companion) =>
      row(
        [link(`${companion.method} ${companion.address}`, site.companion(companion))],
        verified.ofCompanion(companion.id),
      ),
    ),
    ...contract.scenarios.map(({ name, title }) => {
      const to = site.scenario(name);
      return row(to === undefined ? name : [link(title ?? name, to)], verified.ofScenario(name));
    }),
  ];
}

function row(what: Phrase, tally: Tally | undefined): readonly Phrase[] {
  if (tally === undefined) return [what, [badge('no promise tried')], ''];
  const [word, tone] = OUTCOME_WORDS[tally.outcome];
  return [what, [badge(word, tone)], String(tally.cases.length)];
}

function notExercised({ report }: Verified): readonly Block[] {
  const left = report.coverage.promises.filter(({ exercised }) => !exercised);
  if (left.length === 0) return [];
  return [
    heading(2, 'not-exercised', 'Promises that were not exercised'),
    {
      kind: 'table',
      head: ['Promise', 'Why not'],
      rows: left.slice(0, 300).map(({ title, reason }): readonly Phrase[] => [title, reason ?? '']),
    },
  ];
}
