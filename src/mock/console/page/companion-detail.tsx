import type { VNode } from 'preact';
import type { Companion } from '../../../contract/companion.ts';
import { describeCarrier } from '../../../rules/describe-carrier.ts';
import { companionUrl } from './addresses.ts';
import { CompanionRequest } from './companion-request.tsx';
import { Copyable } from './endpoint-detail.tsx';
import { Facts } from './facts.tsx';
import { Place } from './verdict-view.tsx';

/** An HTTP request of the same API: login, health, status. */
export function CompanionDetail({ companion }: { readonly companion: Companion }): VNode {
  const { id, method, title, summary, responses, credentials, issues, cors, query, request, at } = companion;
  const verb = method.toUpperCase();
  const url = companionUrl(companion);
  const origins = cors?.value.origins;
  return (
    <article class="detail-view">
      <header>
        <p class="eyebrow">HTTP companion {id}</p>
        <h2>{title ?? `${verb} ${companion.address}`}</h2>
        {summary === undefined ? null : <p class="summary">{summary}</p>}
      </header>
      <Copyable label={verb} text={url} what="the address" />
      <Copyable label="Shell" text={curl(verb, url, request.length > 0)} what="the command" />
      <Facts
        of={[
          ['Query', query.map(({ name, required }) => `${name}${required ? '' : ' (optional)'}`).join(', ')],
          ['Body', request.join(' or ')],
          ['Answers', responses.map(({ status, message }) => `${status} ${message}`).join(', ')],
          [
            'Credential',
            credentials.map(({ anyOf }) => anyOf.map(describeCarrier).join(' or ')).join(' and '),
          ],
          ['Hands out', issues === undefined ? undefined : `the credential of "${issues.value.scheme}"`],
          [
            'Pages of',
            origins === undefined ? undefined : origins === 'any' ? 'any origin' : origins.join(' or '),
          ],
        ]}
      />
      <CompanionRequest key={id} companion={companion} />
      <Place at={at} />
    </article>
  );
}

function curl(verb: string, url: string, hasBody: boolean): string {
  const body = hasBody ? " -H 'Content-Type: application/json' -d '{}'" : '';
  return `curl ${verb === 'GET' ? '' : `-X ${verb} `}'${url}'${body}`;
}
