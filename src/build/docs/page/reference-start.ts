// Puts the reference into its page. `assets/document.js` has the document, `assets/reference.js` the component.
import { element } from './element.ts';

declare global {
  /** From `assets/document.js`. A text: why there is none. */
  var countersignDocument: { readonly schema: unknown } | { readonly missing: string } | undefined;
  /** The UMD bundle of `@asyncapi/react-component`. */
  var AsyncApiStandalone: { render(props: unknown, root: Element): void } | undefined;
}

const panel = document.querySelector('[data-panel=reference]');
const given = globalThis.countersignDocument;
if (panel !== null) {
  if (given === undefined || 'missing' in given || globalThis.AsyncApiStandalone === undefined) {
    const why =
      given !== undefined && 'missing' in given ? given.missing : 'Its scripts could not be loaded.';
    panel.append(element('h2', {}, 'There is no reference here'), element('p', {}, why));
  } else {
    globalThis.AsyncApiStandalone.render(
      {
        schema: given.schema,
        config: { show: { sidebar: true, errors: false }, sidebar: { showOperations: 'byDefault' } },
      },
      panel,
    );
  }
}
