// Story 1, "Vue 3 Composable", without its types. The stand-ins for Vue keep what it uses.
const ref = (value) => ({ value });
const onMounted = (callback) => callback();
const onUnmounted = (callback) => {
  globalThis.unmount = callback;
};

function useWebSocket(url) {
  const ws = ref(null);
  const connected = ref(false);

  onMounted(() => {
    ws.value = new WebSocket(url);

    ws.value.onopen = () => {
      connected.value = true;
      console.log('connected', connected.value);
    };

    ws.value.onclose = () => {
      connected.value = false;
      console.log('connected', connected.value);
    };
  });

  onUnmounted(() => {
    ws.value?.close();
  });

  return { ws, connected };
}

useWebSocket('ws://localhost:8000/ws');
