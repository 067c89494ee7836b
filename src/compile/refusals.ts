import { REFUSAL_REASONS, type RefusalForm, type RefusalForms } from '../contract/handshake-policy.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import type { Promised } from '../contract/promise.ts';
import type { CompileContext } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';
import { fromExtension } from './promised.ts';
import type { Settings } from './settings.ts';

/** `x-countersign.refuse`, reason by reason. */
export function compileRefusals(context: CompileContext, settings: Settings): RefusalForms {
  const forms: { -readonly [K in keyof RefusalForms]: Promised<readonly RefusalForm[]> } = {};
  for (const reason of REFUSAL_REASONS) {
    const node = settings.get('refuse', reason);
    const promised = fromExtension(context, node, refusalForms(node));
    if (promised !== undefined) forms[reason] = promised;
  }
  return forms;
}

/** `403`, `{ close: 4401 }`, or a list of those. `undefined`: none of it could be read. */
export function refusalForms(node: DocumentNode | undefined): readonly RefusalForm[] | undefined {
  if (node === undefined) return undefined;
  const list: readonly Json[] = Array.isArray(node.value) ? node.value : [node.value];
  const forms = list.flatMap((item): RefusalForm[] => {
    if (typeof item === 'number') return [{ status: item }];
    return isJsonObject(item) && typeof item.close === 'number' ? [{ close: item.close }] : [];
  });
  return forms.length === 0 ? undefined : forms;
}
