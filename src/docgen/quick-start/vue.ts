import type { Tab } from '../blocks.ts';
import type { Start } from './start.ts';
import { browserNotes, heardValue, sentValue, socketCall } from './words.ts';

/** A composable that connects when its component is mounted, and ends with it. */
export function vueTab(start: Start): Tab {
  const composable = `use${start.name}`;
  const sent = sentValue(start, '      ');
  const text = [
    "import { onMounted, onUnmounted, ref, shallowRef } from 'vue';",
    '',
    `export function ${composable}() {`,
    "  const status = ref('connecting');",
    '  const messages = shallowRef([]);',
    '  let ws;',
    '',
    '  onMounted(() => {',
    `    ws = ${socketCall(start.opening)};`,
    '    ws.onopen = () => {',
    "      status.value = 'open';",
    ...(sent === undefined ? [] : [`      ws.send(${sent});`]),
    '    };',
    '    ws.onmessage = ({ data }) => {',
    `      messages.value = [...messages.value, ${heardValue(start)}];`,
    '    };',
    '    ws.onclose = () => {',
    "      status.value = 'closed';",
    '    };',
    '  });',
    '  onUnmounted(() => ws?.close());',
    '',
    '  const send = (message) => ws?.send(JSON.stringify(message));',
    '  return { status, messages, send };',
    '}',
  ].join('\n');
  return {
    label: 'Vue',
    code: { kind: 'code', language: 'js', text, title: `${composable}.js` },
    notes: browserNotes(start),
  };
}
