import type { VNode } from 'preact';
import { parseJson } from '../../../contract/parse-json.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';

/** Lines that are shown of one message: the document stays small whatever is sent. */
const MOST_LINES = 1_000;
/** Characters of a text that is no JSON. */
const MOST_TEXT = 20_000;

export interface JsonViewProps {
  readonly text: string;
  /** What is wrong at a place, by its JSON Pointer. */
  readonly problems?: ReadonlyMap<string, readonly string[]>;
}

/** A frame's text: formatted where it is JSON, each wrong place with what is wrong beside it. */
export function JsonView({ text, problems = new Map() }: JsonViewProps): VNode {
  const parsed = parseJson(text);
  const lines =
    'value' in parsed && parsed.value !== null && typeof parsed.value === 'object'
      ? jsonLines(parsed.value, MOST_LINES)
      : undefined;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys too (WCAG 2.2, 2.1.1)
    <section class="json" tabIndex={0} aria-label="Payload">
      <pre>
        {lines === undefined
          ? `${text.slice(0, MOST_TEXT)}${text.length > MOST_TEXT ? '…' : ''}`
          : lines.map((line) => (
              <Line
                key={line.number}
                line={line}
                wrong={line.pointer === undefined ? [] : (problems.get(line.pointer) ?? [])}
              />
            ))}
        {lines?.length === MOST_LINES ? <span class="line">…</span> : null}
      </pre>
    </section>
  );
}

function Line({ line, wrong }: { readonly line: JsonLine; readonly wrong: readonly string[] }): VNode {
  return (
    <>
      <span class={wrong.length === 0 ? 'line' : 'line bad'}>
        {'  '.repeat(line.depth)}
        {line.tokens.map(({ kind, text }) => (
          <span key={`${kind} ${text}`} class={`t-${kind}`}>
            {text}
          </span>
        ))}
        {'\n'}
      </span>
      {wrong.map((what) => (
        <span class="line why" key={what}>
          {'  '.repeat(line.depth)}
          {`↑ ${what}\n`}
        </span>
      ))}
    </>
  );
}
