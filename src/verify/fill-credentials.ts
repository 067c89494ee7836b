import {
  type CredentialMarker,
  findMarkers,
  replaceDisguised,
  replaceMarkers,
} from '../checks/credential-marker.ts';
import type { Header, RequestStep, Script, Step } from '../script/script.ts';

type Obtain = (marker: CredentialMarker) => Promise<string>;

/** A script with credentials where the plan has markers. */
export async function fillScript(script: Script, obtain: Obtain): Promise<Script> {
  const steps: Step[] = [];
  for (const step of script.steps) steps.push(await fillStep(step, obtain));
  return { ...script, steps };
}

/** One step; credentials are percent-encoded in a target, and stand as they are in a header. */
export async function fillStep<S extends Step>(step: S, obtain: Obtain): Promise<S> {
  if (step.do === 'connect') {
    const { opening } = step;
    const texts = [
      opening.target,
      ...(opening.subprotocols ?? []),
      ...(opening.headers ?? []).map(([, value]) => value),
    ];
    const fill = await filler(texts, obtain);
    return {
      ...step,
      opening: {
        ...opening,
        target: fill(opening.target, encodeURIComponent),
        ...(opening.subprotocols === undefined
          ? {}
          : { subprotocols: opening.subprotocols.map((offer) => fill.disguised(offer)) }),
        ...(opening.headers === undefined ? {} : { headers: fillHeaders(opening.headers, fill) }),
      },
    };
  }
  if (step.do === 'request') {
    const request: RequestStep = step;
    const fill = await filler([request.target, ...request.headers.map(([, value]) => value)], obtain);
    return {
      ...step,
      target: fill(request.target, encodeURIComponent),
      headers: fillHeaders(request.headers, fill),
    };
  }
  return step;
}

interface Fill {
  (text: string, encode?: (value: string) => string): string;
  /** The same for a credential that goes as a subprotocol. */
  disguised(offer: string): string;
}

async function filler(texts: readonly string[], obtain: Obtain): Promise<Fill> {
  const values = new Map<string, string>();
  for (const marker of texts.flatMap(findMarkers)) {
    const key = JSON.stringify(marker);
    if (!values.has(key)) values.set(key, await obtain(marker));
  }
  const of = (marker: CredentialMarker): string => values.get(JSON.stringify(marker)) ?? '';
  return Object.assign(
    (text: string, encode: (value: string) => string = (value) => value) =>
      replaceMarkers(text, (marker) => encode(of(marker))),
    { disguised: (offer: string) => replaceDisguised(offer, of) },
  );
}

function fillHeaders(headers: readonly Header[], fill: Fill): readonly Header[] {
  return headers.map(([name, value]) => [name, fill(value)]);
}
