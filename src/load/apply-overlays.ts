import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer, readPointer, writePointer } from '../contract/json-pointer.ts';
import type { Problem } from '../errors/problem.ts';
import { invalid, type OverlayAction, readOverlay } from './overlay-document.ts';
import { appendUpdate, mergeUpdate } from './overlay-merge.ts';
import { createOverlayOrigins, type OverlayOrigins } from './overlay-origins.ts';
import { hintFor, type Path, selectPaths, syntaxOf } from './overlay-target.ts';
import { locationIn, type ParsedFile } from './parsed-file.ts';

export interface Overlaid {
  /** The document, changed. What an overlay added is located in the overlay. */
  readonly root: ParsedFile;
  /** Targets that matched nothing. */
  readonly problems: readonly Problem[];
}

/**
 * Changes a document as OpenAPI Overlay 1.0 documents say, one after the other. Throws `overlay.invalid`, with the
 * place, for one that is no overlay, for a target that is no JSONPath, and for an update that its target cannot take.
 */
export function applyOverlays(root: ParsedFile, overlays: readonly ParsedFile[]): Overlaid {
  const origins = createOverlayOrigins(root);
  const problems: Problem[] = [];
  let { value } = root;
  for (const overlay of overlays) {
    for (const action of readOverlay(overlay)) {
      const paths = pathsOf(value, overlay, action);
      if (paths.length === 0) problems.push(nothing(value, overlay, action));
      value =
        action.update === undefined
          ? removeAll(value, overlay, action, paths, origins)
          : updateAll(value, overlay, action, action.update, paths, origins);
    }
  }
  return { root: { ...root, value, origin: origins.find }, problems };
}

function pathsOf(value: Json, overlay: ParsedFile, { target, pointer }: OverlayAction): readonly Path[] {
  try {
    return selectPaths(value, target);
  } catch (error) {
    throw invalid(
      overlay,
      `${pointer}/target`,
      `The target "${target}" is no JSONPath: ${syntaxOf(error, target)}.`,
      "Write one as RFC 9535 says; a name with a hyphen or a slash stands in brackets: $.channels.voice['x-countersign'].",
    );
  }
}

function nothing(value: Json, overlay: ParsedFile, { target, pointer }: OverlayAction): Problem {
  return {
    severity: 'warning',
    rule: 'overlay.no-match',
    message: `The target "${target}" matches nothing in the document.${hintFor(value, target)}`,
    at: locationIn(overlay, `${pointer}/target`),
    fix: 'Correct the target, or remove the action.',
  };
}

function updateAll(
  value: Json,
  overlay: ParsedFile,
  { target, pointer }: OverlayAction,
  update: Json,
  paths: readonly Path[],
  origins: OverlayOrigins,
): Json {
  let result = value;
  for (const path of paths) {
    const at = formatPointer(path);
    const old = readPointer(result, at);
    // Of nested matches, the outer one may have replaced what the inner one was.
    if (old === undefined) continue;
    const from = { file: overlay, pointer: `${pointer}/update` };
    if (Array.isArray(old)) {
      result = writePointer(result, at, appendUpdate(old, update, at, from, origins));
      continue;
    }
    if (!isJsonObject(old) || !isJsonObject(update)) {
      const message = isJsonObject(old)
        ? `The target "${target}" is an object, and "update" is none.`
        : `The target "${target}" is neither an object nor a list, and cannot be updated.`;
      const fix = isJsonObject(old)
        ? 'Write the keys that are to be added or changed.'
        : 'Target the object that it stands in: { update: { key: value } }.';
      throw invalid(overlay, isJsonObject(old) ? from.pointer : `${pointer}/target`, message, fix);
    }
    result = writePointer(result, at, mergeUpdate(old, update, at, from, origins));
  }
  return result;
}

function removeAll(
  value: Json,
  overlay: ParsedFile,
  { pointer }: OverlayAction,
  paths: readonly Path[],
  origins: OverlayOrigins,
): Json {
  let result = value;
  for (const path of [...paths].sort(lastFirst)) {
    if (path.length === 0) {
      throw invalid(
        overlay,
        `${pointer}/target`,
        'The whole document cannot be removed.',
        'Name a part of it.',
      );
    }
    const parent = formatPointer(path.slice(0, -1));
    const list = readPointer(result, parent);
    const index = path.at(-1);
    if (Array.isArray(list)) origins.removeItem(parent, Number(index), list.length);
    result = writePointer(result, formatPointer(path), undefined);
  }
  return result;
}

/** Later items of a list, and what is deeper, come first: then no path changes before its turn. */
function lastFirst(a: Path, b: Path): number {
  for (const [index, token] of a.entries()) {
    const other = b[index];
    if (other === undefined) return -1;
    if (token === other) continue;
    if (typeof token === 'number' && typeof other === 'number') return other - token;
    return String(other) < String(token) ? -1 : 1;
  }
  return a.length - b.length;
}
