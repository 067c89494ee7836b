import type { Page } from '../blocks.ts';

/** All that the document says, as `@asyncapi/react-component` renders it. */
export function referencePage(): Page {
  return {
    path: 'reference',
    title: 'Reference',
    short: 'Reference',
    group: 'more',
    only: 'html',
    blocks: [
      {
        kind: 'panel',
        name: 'reference',
        data: '',
        instead: 'The reference needs JavaScript; the other pages do not.',
      },
    ],
  };
}
