// Story 4's test is a Python script: this page sends and understands the same messages.
globalThis.ask = (audio) => {
  const ws = new WebSocket('ws://localhost:8000/ws/voice/simple?user_id=test-user');
  const say = (event, data) => ws.send(JSON.stringify({ event, data }));
  let chunks = 0;
  ws.onopen = () => say('init', { user_id: 'test-user', session_id: null });
  ws.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    switch (message.event) {
      case 'session_start':
        console.log('Session started');
        say('audio_chunk', { audio_chunk: audio, format: 'opus', is_final: true });
        break;
      case 'transcription':
        console.log('Transcription:', message.data.text);
        break;
      case 'audio_chunk':
        chunks += 1;
        if (message.data.is_final) {
          console.log(`Received final audio chunk (${chunks} total)`);
          ws.close(1000);
        }
        break;
    }
  };
};
