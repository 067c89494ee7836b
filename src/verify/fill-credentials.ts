import { type CredentialMarker, findMarkers, replaceMarkers } from '../checks/credential-marker.ts';
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
          : { subprotocols: opening.subprotocols.map((name) => fill(name)) }),
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

type Fill = (text: string, encode?: (value: string) => string) => string;

async function filler(texts: readonly string[], obtain: Obtain): Promise<Fill> {
  const values = new Map<string, string>();
  for (const marker of texts.flatMap(findMarkers)) {
    const key = JSON.stringify(marker);
    if (!values.has(key)) values.set(key, await obtain(marker));
  }
  return (text, encode = (value) => value) =>
    replaceMarkers(text, (marker) => encode(values.get(JSON.stringify(marker)) ?? ''));
}

function fillHeaders(headers: readonly Header[], fill: Fill): readonly Header[] {
  return headers.map(([name, value]) => [name, fill(value)]);
}
