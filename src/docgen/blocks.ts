/** What a page of the docs says, before it is HTML or Markdown: both are written from the same blocks. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly id: string; readonly text: Phrase }
  | { readonly kind: 'paragraph'; readonly text: Phrase }
  /** CommonMark of the document's author: it is never trusted. */
  | { readonly kind: 'prose'; readonly markdown: string }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly Phrase[])[];
    }
  | { readonly kind: 'list'; readonly ordered?: true; readonly items: readonly Phrase[] }
  | Code
  /** The same thing in several languages. `id` names the choice, so that one click changes it everywhere. */
  | { readonly kind: 'tabs'; readonly id: string; readonly label: string; readonly tabs: readonly Tab[] }
  /** A Mermaid diagram, and what it shows, in words. */
  | {
      readonly kind: 'diagram';
      readonly mermaid: string;
      readonly title: string;
      readonly words: readonly string[];
    }
  | { readonly kind: 'note'; readonly tone: Tone; readonly text: Phrase }
  /** Something that is folded up where a page can fold. */
  | { readonly kind: 'details'; readonly summary: Phrase; readonly blocks: readonly Block[] }
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  /** A place that a script of the HTML pages fills. Markdown says `instead`. */
  | {
      readonly kind: 'panel';
      readonly name: 'try-it' | 'reference';
      readonly data: string;
      readonly instead: Phrase;
    };

export interface Code {
  readonly kind: 'code';
  readonly language: Language;
  readonly text: string;
  /** What it is, above it. */
  readonly title?: string;
}

export type Language = 'sh' | 'js' | 'ts' | 'jsx' | 'tsx' | 'vue' | 'py' | 'json' | 'http' | 'text' | 'yaml';

export interface Tab {
  readonly label: string;
  /** Said below the code. */
  readonly notes: readonly Phrase[];
  readonly code: Code;
}

export type Fact = readonly [label: string, value: Phrase];

export interface Card {
  readonly title: string;
  readonly to: PageLink;
  readonly badges: readonly Inline[];
  /** In monospace, below the title. */
  readonly address?: string;
  readonly text: Phrase;
}

export type Phrase = string | readonly Inline[];

export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'soft'; readonly text: string }
  | { readonly kind: 'badge'; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'link'; readonly text: string; readonly to: Link; readonly code?: true };

export type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'info';

/** A page of these docs, or an address elsewhere that Countersign itself names. */
export type Link = PageLink | string;

export interface PageLink {
  /** Path of a page, without its ending: `endpoints/voice`. */
  readonly page: string;
  readonly id?: string;
}

/** One page, before it has a form. */
export interface Page {
  /** Without ending: `index`, `endpoints/voice`. */
  readonly path: string;
  readonly title: string;
  /** What the navigation calls it. */
  readonly short: string;
  readonly group: 'start' | 'endpoints' | 'more';
  /** Above the title. */
  readonly eyebrow?: string;
  readonly lede?: Phrase;
  readonly badges?: readonly Inline[];
  readonly blocks: readonly Block[];
  /** It is made by a script, from end to end: there is no Markdown of it. */
  readonly only?: 'html';
}

export function code(text: string): Inline {
  return { kind: 'code', text };
}

export function strong(text: string): Inline {
  return { kind: 'strong', text };
}

export function soft(text: string): Inline {
  return { kind: 'soft', text };
}

export function badge(text: string, tone: Tone = 'plain'): Inline {
  return { kind: 'badge', text, tone };
}

export function link(text: string, to: Link): Inline {
  return { kind: 'link', text, to };
}

export function codeLink(text: string, to: Link): Inline {
  return { kind: 'link', text, to, code: true };
}

export function heading(level: 2 | 3 | 4, id: string, text: Phrase): Block {
  return { kind: 'heading', level, id, text };
}

export function paragraph(...text: readonly Inline[]): Block {
  return { kind: 'paragraph', text };
}

export function note(tone: Tone, ...text: readonly Inline[]): Block {
  return { kind: 'note', tone, text };
}

/** Inlines with something between them. */
export function joined(items: readonly (readonly Inline[])[], between = ', '): Inline[] {
  return items.flatMap((item, index) => (index === 0 ? [...item] : [between, ...item]));
}

/** Any of these words of the document. */
export function oneOfCodes(words: readonly string[]): Inline[] {
  return joined(
    words.map((word) => [code(word)]),
    ' or ',
  );
}

/** The bare words of a phrase. */
export function textOf(phrase: Phrase): string {
  if (typeof phrase === 'string') return phrase;
  return phrase.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');
}
