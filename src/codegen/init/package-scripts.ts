/** What `init` would put into a package.json. */
export interface PackageChange {
  /** The whole new text. */
  readonly text: string;
  /** `scripts.contract:mock`, in words for the user; empty: nothing is missing. */
  readonly added: readonly string[];
  /** What is there already, and stays. */
  readonly kept: readonly string[];
}

/**
 * Adds scripts and the dependency, and changes nothing else: order, indentation and the last line break stay.
 * @param text of package.json; `undefined` where there is none yet
 * @returns `undefined` where the text is no JSON object
 */
export function changePackage(
  text: string | undefined,
  { document, version }: { readonly document: string; readonly version: string },
): PackageChange | undefined {
  const before = text === undefined ? { private: true, type: 'module' } : parseObject(text);
  if (before === undefined) return undefined;
  const wanted = {
    'contract:lint': `countersign lint ${/^[\w./-]+$/.test(document) ? document : JSON.stringify(document)}`,
    'contract:mock': 'countersign mock',
    'contract:verify': 'countersign verify',
  };
  const scripts = record(before.scripts);
  const missing = Object.entries(wanted).filter(([name]) => scripts[name] === undefined);
  const isInstalled = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].some(
    (group) => record(before[group]).countersign !== undefined,
  );
  const isItself = before.name === 'countersign';
  const added = [
    ...missing.map(([name]) => `script ${name}`),
    ...(isInstalled || isItself ? [] : [`devDependency countersign@^${version}`]),
  ];
  const after = {
    ...before,
    ...(missing.length === 0 ? {} : { scripts: { ...scripts, ...Object.fromEntries(missing) } }),
    ...(isInstalled || isItself
      ? {}
      : { devDependencies: { ...record(before.devDependencies), countersign: `^${version}` } }),
  };
  const indent = text === undefined ? '  ' : (/^\{\r?\n([ \t]+)/.exec(text.trimStart())?.[1] ?? '  ');
  const end = text === undefined || text.endsWith('\n') ? '\n' : '';
  return {
    text: added.length === 0 && text !== undefined ? text : `${JSON.stringify(after, null, indent)}${end}`,
    added,
    kept: Object.keys(wanted)
      .filter((name) => scripts[name] !== undefined)
      .map((name) => `script ${name}`),
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
