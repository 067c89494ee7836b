import { onUnmounted, type Ref, ref } from 'vue';
import { connectVoice } from './api/client.ts';

export interface Assistant {
  readonly session: Ref<string | undefined>;
  readonly lines: Ref<readonly string[]>;
  ask(text: string): Promise<void>;
}

/** A conversation with the assistant, begun again whenever the connection was lost. */
export function useAssistant(server: string, user: string): Assistant {
  const session = ref<string>();
  const lines = ref<readonly string[]>([]);
  const client = connectVoice({ url: server, reconnect: { minReconnectionDelay: 100 } });

  client.socket.addEventListener('open', async () => {
    const started = await client.request('init', { event: 'init', user });
    session.value = started.session;
  });
  client.socket.addEventListener('close', () => {
    session.value = undefined;
  });
  onUnmounted(() => client.close());

  return {
    session,
    lines,
    async ask(text) {
      lines.value = [...lines.value, `You: ${text}`];
      const answer = await client
        .request('question', { event: 'question', text })
        .catch(() => ({ text: 'No answer came.' }));
      lines.value = [...lines.value, `Assistant: ${answer.text}`];
    },
  };
}
