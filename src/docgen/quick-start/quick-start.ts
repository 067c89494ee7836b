import type { Endpoint } from '../../contract/endpoint.ts';
import type { Json } from '../../contract/json.ts';
import { nameWords } from '../../contract/name-words.ts';
import { messageOf, requestsOf } from '../../contract/queries.ts';
import type { Block, Tab } from '../blocks.ts';
import { openingOf } from '../facts/opening.ts';
import type { Site } from '../site.ts';
import { browserTab } from './browser.ts';
import { nodeTab } from './node.ts';
import { pythonTab } from './python.ts';
import { reactTab } from './react.ts';
import type { Start } from './start.ts';
import { vueTab } from './vue.ts';
import { websocatTab } from './websocat.ts';

/** The first minute with this endpoint, in six languages. */
export function quickStart(site: Site, endpoint: Endpoint): Block {
  return { kind: 'tabs', id: 'client', label: 'Client', tabs: quickStartTabs(site, endpoint) };
}

export function quickStartTabs(site: Site, endpoint: Endpoint): readonly Tab[] {
  const start = startOf(site, endpoint);
  return [browserTab, reactTab, vueTab, nodeTab, pythonTab, websocatTab].map((tab) => tab(start));
}

/** Longer ones are rather sound and pictures; a short one says more. Characters. */
const SHORT = 1_500;

function startOf(site: Site, endpoint: Endpoint): Start {
  const { contract, book } = site;
  const candidates = requestsOf(endpoint)
    .flatMap(({ messages }) => messages)
    .flatMap((id) => {
      const { format } = messageOf(contract, id);
      const best = format === 'binary' ? undefined : book.best(id);
      return best === undefined || hasTemplate(best.payload) ? [] : [{ ...best, isJson: format === 'json' }];
    });
  const first = candidates.find(({ payload }) => JSON.stringify(payload).length <= SHORT) ?? candidates[0];
  return {
    opening: openingOf(contract, endpoint),
    name: nameFor(endpoint),
    ...(first === undefined ? {} : { first: { payload: first.payload, isJson: first.isJson } }),
    hearsJson: endpoint.messages.server.every((id) => messageOf(contract, id).format === 'json'),
  };
}

function hasTemplate(payload: Json): boolean {
  return JSON.stringify(payload).includes('{{');
}

function nameFor({ id }: Endpoint): string {
  const words = nameWords(id).map((word) => word.replaceAll(/[^A-Za-z0-9]/g, ''));
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Z]\w*$/.test(name) && name.length <= 40 ? name : 'Socket';
}
