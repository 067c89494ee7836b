import type { VNode } from 'preact';
import type { SourceLocation } from '../../../errors/source-location.ts';
import { formatLocation } from '../../../errors/source-location.ts';
import type { Verdict } from '../../admin/judge.ts';
import { CopyButton } from './copy-button.tsx';

/** What the contract says about a frame. */
export function VerdictView({ verdict }: { readonly verdict: Verdict }): VNode {
  const { violation, message, also = [], problems, at } = verdict;
  if (violation === undefined)
    return (
      <div class="verdict good">
        <p>
          <strong>Valid</strong> {message === undefined ? null : <code>{message}</code>}
          {also.length === 0 ? null : (
            <span class="quiet"> and it fits {also.map((name) => `"${name}"`).join(', ')} as well</span>
          )}
        </p>
        {at === undefined ? null : <Place at={at} />}
      </div>
    );
  return (
    <div class="verdict bad">
      <p>
        <strong>{TITLES[verdict.kind]}</strong>
      </p>
      {problems.length === 0 ? (
        <p>{violation}</p>
      ) : (
        <ul>
          {problems.map(({ message: what, schemaPath }) => (
            <li key={`${schemaPath} ${what}`}>
              {what}
              <span class="quiet rule">{ruleText(schemaPath)}</span>
            </li>
          ))}
        </ul>
      )}
      {at === undefined ? null : <Place at={at} />}
    </div>
  );
}

/** Where the rule stands, as a person reads it. */
function ruleText(schemaPath: string): string {
  return schemaPath.replaceAll('~1', '/').replaceAll('~0', '~');
}

const TITLES: Readonly<Record<Verdict['kind'], string>> = {
  message: 'Valid',
  broken: 'It breaks its schema',
  unknown: 'No message of this endpoint',
  malformed: 'It cannot be read',
};

/** Where it stands in the document, to be copied into an editor. */
export function Place({ at }: { readonly at: SourceLocation }): VNode {
  const text = formatLocation(at);
  return (
    <p class="place">
      <span class="quiet">declared at</span> <code>{text}</code>
      <CopyButton text={text} what="the place in the document" />
    </p>
  );
}
