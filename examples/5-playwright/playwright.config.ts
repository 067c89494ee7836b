import { defineConfig } from '@playwright/test';

// Without CHROMIUM: the browser that `npx playwright install chromium` has brought.
const executablePath = process.env.CHROMIUM;

export default defineConfig({
  testDir: 'test',
  reporter: 'list',
  use: {
    baseURL: 'http://localhost:5183',
    launchOptions: executablePath ? { executablePath, args: ['--no-sandbox'] } : {},
  },
  webServer: { command: 'vite --port 5183 --strictPort', url: 'http://localhost:5183' },
});
