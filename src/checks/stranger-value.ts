import type { Endpoint } from '../contract/endpoint.ts';
import type { RefusalForm } from '../contract/handshake-policy.ts';
import type { Promised } from '../contract/promise.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { Opening } from '../script/script.ts';
import type { CheckCase, CheckContext, Unready } from './check.ts';
import { isUnready, runnable } from './endpoint-case.ts';
import { channelLines, formText } from './promise-lines.ts';
import { judgeRefusal, knock, observeReception, refusalPatience } from './refusal.ts';

/** A handshake in which one place has a value that the document does not give it. */
export interface StrangerValue {
  /** Behind the endpoint, in the name of the case. */
  readonly name: string;
  /** `the query parameter "lang"`, `{topic}`. */
  readonly place: string;
  readonly value: string;
  readonly at: SourceLocation;
  readonly opening: Opening | Unready;
  /** How it is refused, where the document says so, and the key of `refuse` that says it. */
  readonly forms: Promised<readonly RefusalForm[]> | undefined;
  readonly key: 'query' | 'path';
  readonly rule: string;
}

/** It must be refused where that is promised; else what becomes of it is observed. */
export function planStranger(
  { timing }: CheckContext,
  endpoint: Endpoint,
  { name, place, value, at, opening, forms, key, rule }: StrangerValue,
): readonly CheckCase[] {
  if (isUnready(opening)) return [];
  const shown = value.length > 40 ? `${value.length} letters` : `"${value}"`;
  const what = `A handshake whose ${place.replace(/^the /, '')} is ${shown}`;
  const head = {
    name: `${endpoint.id}/${name}`,
    title: `${endpoint.address} ${forms === undefined ? 'with' : 'refuses'} ${place} = ${shown}`,
    basis: forms?.basis ?? ('none' as const),
    endpoint: endpoint.id,
    at,
    covers: [],
  };
  return [
    runnable(
      head,
      knock(opening, endpoint.id, timing, forms === undefined ? timing.quiet : refusalPatience(timing)),
      ({ connections: { a: record } }) =>
        forms === undefined
          ? observeReception(record, what, (reception) =>
              reception.kind === 'refused' && !('close' in reception.form && reception.form.close === 1006)
                ? channelLines(endpoint, `refuse: { ${key}: ${formText(reception.form)} }`)
                : undefined,
            )
          : judgeRefusal(record, { what, forms, rule }),
    ),
  ];
}
