/** Of `countersign docs`. */
export const DOCS_OPTIONS = {
  output: {
    type: 'string',
    short: 'o',
    placeholder: 'folder',
    example: 'site',
    group: 'Output',
    help: 'Where to write the site.',
  },
  result: {
    type: 'string',
    placeholder: 'file',
    example: 'run.json',
    group: 'Output',
    help: 'The JSON report of a verify run (--reporter json=run.json): the pages say what was verified, when and against what.',
  },
} as const;
