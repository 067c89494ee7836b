import type { DocumentBundle } from '../compile/document-bundle.ts';
import { isJsonObject } from '../contract/json.ts';
import { type RawNode, rawEntries, rawMember, rawNode } from './raw-document.ts';

/** A channel as it was written: AsyncAPI 2 has the address as its key, AsyncAPI 3 beside the parameters. */
export interface RawChannel {
  readonly key: string;
  readonly node: RawNode;
  readonly address: string;
  /** Names in `{braces}` in the address. */
  readonly placeholders: readonly string[];
  /** Keys of `parameters`. */
  readonly declared: readonly string[];
  readonly parameters: RawNode | undefined;
}

/** The channels that have an address. */
export function rawChannels(bundle: DocumentBundle): RawChannel[] {
  const document = bundle.documents[bundle.root];
  const isTwo = isJsonObject(document) && String(document.asyncapi).startsWith('2');
  return rawEntries(bundle, rawNode(bundle, bundle.root, '/channels')).flatMap(([key, node]) => {
    const address = isTwo ? key : node.value.address;
    if (typeof address !== 'string') return [];
    const parameters = rawMember(bundle, node, 'parameters');
    return [
      {
        key,
        node,
        address,
        placeholders: [...address.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name),
        declared: Object.keys(parameters?.value ?? {}),
        parameters,
      },
    ];
  });
}
