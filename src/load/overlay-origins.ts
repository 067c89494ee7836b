import type { Origin, ParsedFile } from './parsed-file.ts';

/** Remembers, for a document that overlays change, which of its values came from where. */
export interface OverlayOrigins {
  /** The value at `pointer`, and all below it, came from there. */
  set(pointer: string, origin: Origin): void;
  /** Item `index` of the list of `length` items at `list` goes; those behind it move up. */
  removeItem(list: string, index: number, length: number): void;
  find(pointer: string): Origin;
}

export function createOverlayOrigins(root: ParsedFile): OverlayOrigins {
  const known = new Map<string, Origin>();

  function find(pointer: string): Origin {
    for (let prefix = pointer; ; prefix = prefix.slice(0, prefix.lastIndexOf('/'))) {
      const origin = known.get(prefix);
      const rest = pointer.slice(prefix.length);
      if (origin !== undefined) return { file: origin.file, pointer: origin.pointer + rest };
      if (prefix === '') return { file: root, pointer };
    }
  }

  function takeBelow(pointer: string): readonly (readonly [rest: string, origin: Origin])[] {
    const taken: (readonly [string, Origin])[] = [];
    for (const [key, origin] of known) {
      if (!key.startsWith(`${pointer}/`)) continue;
      known.delete(key);
      taken.push([key.slice(pointer.length), origin]);
    }
    return taken;
  }

  return {
    find,
    set(pointer, origin) {
      takeBelow(pointer);
      known.set(pointer, origin);
    },
    removeItem(list, index, length) {
      for (let to = index; to < length - 1; to += 1) {
        const origin = find(`${list}/${to + 1}`);
        takeBelow(`${list}/${to}`);
        known.set(`${list}/${to}`, origin);
        for (const [rest, below] of takeBelow(`${list}/${to + 1}`)) known.set(`${list}/${to}${rest}`, below);
      }
      takeBelow(`${list}/${length - 1}`);
      known.delete(`${list}/${length - 1}`);
    },
  };
}
