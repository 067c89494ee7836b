/** The strongly connected components of a graph, each a list of nodes (Kosaraju). */
export function strongComponents(
  edges: readonly ReadonlyMap<number, unknown>[],
): readonly (readonly number[])[] {
  const reverse: number[][] = edges.map(() => []);
  for (const [from, row] of edges.entries()) for (const to of row.keys()) reverse[to]?.push(from);
  const left = new Set<number>();
  const order: number[] = [];
  for (const start of edges.keys()) {
    if (left.has(start)) continue;
    left.add(start);
    const path = [{ node: start, next: (edges[start] ?? new Map()).keys() }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { value, done } = top.next.next();
      if (done === true) {
        order.push(top.node);
        path.pop();
      } else if (!left.has(value)) {
        left.add(value);
        path.push({ node: value, next: (edges[value] ?? new Map()).keys() });
      }
    }
  }
  const taken = new Set<number>();
  const components: number[][] = [];
  for (const start of order.reverse()) {
    if (taken.has(start)) continue;
    taken.add(start);
    const component = [start];
    for (const node of component) {
      for (const from of reverse[node] ?? []) {
        if (taken.has(from)) continue;
        taken.add(from);
        component.push(from);
      }
    }
    components.push(component);
  }
  return components;
}
