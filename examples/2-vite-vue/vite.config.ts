import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  // happy-dom's page is one of http://localhost:3000, which is the Origin that its WebSocket sends.
  test: { environment: 'happy-dom', include: ['test/**/*.test.ts'] },
});
