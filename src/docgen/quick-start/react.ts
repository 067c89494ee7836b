import type { Tab } from '../blocks.ts';
import type { Start } from './start.ts';
import { browserNotes, heardValue, sentValue, socketCall } from './words.ts';

/** A hook that connects while its component is mounted; React's strict mode mounts it twice. */
export function reactTab(start: Start): Tab {
  const hook = `use${start.name}`;
  const sent = sentValue(start, '      ');
  const text = [
    "import { useCallback, useEffect, useRef, useState } from 'react';",
    '',
    `export function ${hook}() {`,
    '  const socket = useRef(null);',
    "  const [status, setStatus] = useState('connecting');",
    '  const [messages, setMessages] = useState([]);',
    '',
    '  useEffect(() => {',
    `    const ws = ${socketCall(start.opening)};`,
    '    socket.current = ws;',
    '    ws.onopen = () => {',
    "      setStatus('open');",
    ...(sent === undefined ? [] : [`      ws.send(${sent});`]),
    '    };',
    `    ws.onmessage = ({ data }) => setMessages((all) => [...all, ${heardValue(start)}]);`,
    '    ws.onclose = () => {',
    "      if (socket.current === ws) setStatus('closed');",
    '    };',
    '    return () => {',
    '      socket.current = null;',
    '      ws.close();',
    '    };',
    '  }, []);',
    '',
    '  const send = useCallback((message) => socket.current?.send(JSON.stringify(message)), []);',
    '  return { status, messages, send };',
    '}',
  ].join('\n');
  return {
    label: 'React',
    code: { kind: 'code', language: 'jsx', text, title: `${hook}.js` },
    notes: browserNotes(start),
  };
}
