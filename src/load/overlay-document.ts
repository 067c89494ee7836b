import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { locationIn, type ParsedFile } from './parsed-file.ts';

/** One change that an overlay makes. */
export interface OverlayAction {
  /** JSONPath (RFC 9535). */
  readonly target: string;
  /** `undefined`: what the target selects is removed. */
  readonly update: Json | undefined;
  /** Of the action, in the overlay. */
  readonly pointer: string;
}

/**
 * The actions of an OpenAPI Overlay 1.0 document, in their order. Throws `overlay.invalid`, with the place, for what
 * is none.
 */
export function readOverlay(file: ParsedFile): readonly OverlayAction[] {
  const { value, name } = file;
  if (!isJsonObject(value) || !Object.hasOwn(value, 'overlay')) {
    throw invalid(file, '', `${name} is no Overlay: it has no "overlay" at its top.`, BEGIN);
  }
  const { overlay: version, actions } = value;
  if (typeof version !== 'string' || !/^1\.\d+\.\d+/.test(version)) {
    const written = JSON.stringify(version);
    throw invalid(file, '/overlay', `The version "overlay: ${written}" is none that can be read.`, BEGIN);
  }
  checkKeys(file, '', value, ['overlay', 'info', 'extends', 'actions']);
  if (!Array.isArray(actions) || actions.length === 0) {
    const at = actions === undefined ? '' : '/actions';
    throw invalid(file, at, `${name} has no list of actions.`, `Add "actions: [${EXAMPLE}]".`);
  }
  return actions.map((action: Json, index) => readAction(file, action, `/actions/${index}`));
}

const BEGIN = 'An Overlay begins with "overlay: 1.0.0", "info" and "actions".';
const EXAMPLE = '{ target: $.servers.dev, update: { … } }';

function readAction(file: ParsedFile, action: Json, pointer: string): OverlayAction {
  if (!isJsonObject(action)) throw invalid(file, pointer, 'An action is an object.', `Write ${EXAMPLE}.`);
  checkKeys(file, pointer, action, ['target', 'description', 'update', 'remove']);
  const { target, update, remove } = action;
  if (typeof target !== 'string') {
    throw invalid(
      file,
      pointer,
      'The action has no target.',
      'Add a JSONPath, such as "target: $.servers.dev".',
    );
  }
  if (remove !== undefined && typeof remove !== 'boolean') {
    throw invalid(file, `${pointer}/remove`, '"remove" must be true or false.', 'Write "remove: true".');
  }
  if (remove !== true && update === undefined) {
    throw invalid(file, pointer, 'The action says neither "update" nor "remove: true".', `Write ${EXAMPLE}.`);
  }
  return { target, update: remove === true ? undefined : update, pointer };
}

/** A misspelt key would be an action that does nothing. */
function checkKeys(file: ParsedFile, pointer: string, value: JsonObject, known: readonly string[]): void {
  const key = Object.keys(value).find((name) => !known.includes(name) && !name.startsWith('x-'));
  if (key === undefined) return;
  const what = pointer === '' ? 'An Overlay' : 'An action';
  const message = `${what} has no key "${key}".${didYouMean(key, known)}`;
  throw invalid(file, `${pointer}/${key}`, message, `Known keys: ${known.join(', ')}.`);
}

/** That the overlay `file` is wrong at `pointer`. */
export function invalid(file: ParsedFile, pointer: string, message: string, fix: string): CountersignError {
  return new CountersignError('overlay.invalid', message, { at: locationIn(file, pointer), fix });
}
