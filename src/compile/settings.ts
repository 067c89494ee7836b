import { sameJson } from '../contract/json.ts';
import { type CompileContext, report } from './context.ts';
import type { ChannelDeclaration, ServerDeclaration } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';

/** What `x-countersign` says of one endpoint: a channel's word before the server's. */
export interface Settings {
  /** The value at that path: `get('refuse', 'origin')`. */
  get(...path: readonly string[]): DocumentNode | undefined;
}

/** Several channels at one address must not disagree; where they do, the first one's word holds. */
export function createSettings(
  context: CompileContext,
  server: ServerDeclaration | undefined,
  channels: readonly ChannelDeclaration[],
): Settings {
  const walk = (start: DocumentNode | undefined, path: readonly string[]) =>
    path.reduce<DocumentNode | undefined>((node, key) => context.reader.child(node, key), start);
  return {
    get(...path) {
      let first: DocumentNode | undefined;
      for (const { extension } of channels) {
        const found = walk(extension, path);
        if (first !== undefined && found !== undefined && !sameJson(first.value, found.value)) {
          const at = context.reader.at(first);
          report(
            context,
            'error',
            'document.invalid',
            found,
            `Channels at the same address disagree about "${path.join('.')}": another value stands at line ${at.line}.`,
            'A connection has one handshake: say it once, or say the same.',
          );
        }
        first ??= found;
      }
      return first ?? walk(server?.extension, path);
    },
  };
}
