import type { ComponentChildren, VNode } from 'preact';

/** Names and values, one below the other. `undefined` is left out. */
export function Facts({
  of,
}: {
  readonly of: readonly (readonly [name: string, value: ComponentChildren | undefined])[];
}): VNode {
  return (
    <dl class="facts">
      {of.map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
