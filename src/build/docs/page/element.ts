type Child = Node | string | undefined;

/** An element with attributes and children. Text is always text: nothing here reads HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export function button(label: string, kind: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: kind }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** A button that copies, and says so. */
export function copyButton(text: () => string): HTMLButtonElement {
  const made = button('Copy', 'copy', () => {
    copy(text()).then(
      () => say('Copied'),
      () => say('Press Ctrl+C'),
    );
  });
  const say = (word: string): void => {
    made.textContent = word;
    setTimeout(() => {
      made.textContent = 'Copy';
    }, 1_600);
  };
  return made;
}

/** The Clipboard API wants a secure context, which a file is not in every browser. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch {
      // The old way, below.
    }
  }
  const area = element('textarea', { 'aria-hidden': 'true', style: 'position:fixed;opacity:0' });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('nothing was copied');
}
