import type { Binding } from '../contract/binding.ts';
import type { Json } from '../contract/json.ts';
import { bind } from '../rules/exchange.ts';

/** The JSON text of a payload, cut at the places that are bound. */
interface Shape {
  /** One more than there are places. */
  readonly texts: readonly string[];
  /** Which binding fills each place. */
  readonly places: readonly number[];
}

/** Bindings → payload → its shape, or `undefined` where it has none. */
const shapes = new WeakMap<readonly Binding[], WeakMap<object, Shape | undefined>>();

/**
 * The JSON text of `bind(payload, bindings, values)`. The same few examples are bound again and again, so what is
 * not bound is serialised only once.
 */
export function boundText(
  payload: Json,
  bindings: readonly Binding[],
  values: readonly (Json | undefined)[],
): string {
  const shape = shapeOf(payload, bindings);
  if (shape === undefined) return JSON.stringify(bind(payload, bindings, values));
  let text = shape.texts[0] ?? '';
  for (let i = 0; i < shape.places.length; i += 1) {
    const value = values[shape.places[i] ?? 0];
    if (value === undefined) return JSON.stringify(bind(payload, bindings, values));
    text += textOf(value) + (shape.texts[i + 1] ?? '');
  }
  return text;
}

/** What JSON says of a number of JSON is what JavaScript says of it, which V8 remembers. */
function textOf(value: Json): string {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : JSON.stringify(value);
}

function shapeOf(payload: Json, bindings: readonly Binding[]): Shape | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  let ofPayload = shapes.get(bindings);
  if (ofPayload === undefined) {
    ofPayload = new WeakMap();
    shapes.set(bindings, ofPayload);
  }
  let shape = ofPayload.get(payload);
  if (shape === undefined && !ofPayload.has(payload)) {
    shape = cutShape(payload, bindings);
    ofPayload.set(payload, shape);
  }
  return shape;
}

/**
 * Binds a mark to each place and cuts the text at the marks. `undefined` when the payload has such text itself, or
 * the marks do not all come back, each once: one place lies within another.
 */
function cutShape(payload: Json, bindings: readonly Binding[]): Shape | undefined {
  if (JSON.stringify(payload).includes('\\u0001bound')) return undefined;
  const marked = bind(
    payload,
    bindings,
    bindings.map((_, index) => `\u0001bound ${index}\u0001`),
  );
  const parts = JSON.stringify(marked).split(/"\\u0001bound (\d+)\\u0001"/);
  const places = parts.filter((_, index) => index % 2 === 1).map(Number);
  if (places.length !== bindings.length || new Set(places).size !== places.length) return undefined;
  return { texts: parts.filter((_, index) => index % 2 === 0), places };
}
