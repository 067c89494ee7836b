import { createApp } from 'vue';
import App from './app.vue';

createApp(App, { server: 'ws://localhost:4600' }).mount('#app');
