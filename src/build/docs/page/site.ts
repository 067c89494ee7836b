// What scripts add to every page: copying, tabs, search, light and dark, and where one is on a long page.
import { addCopyButtons } from './copy-buttons.ts';
import { followReading } from './follow-reading.ts';
import { addSearch } from './search.ts';
import { addTabs } from './tabs.ts';
import { addConsoleLink, addMenu, addThemeSwitch } from './tools.ts';

const tools = document.querySelector('.tools');
if (tools !== null) {
  addSearch(tools);
  addConsoleLink(tools);
  addThemeSwitch(tools);
  addMenu(tools);
}
addTabs();
addCopyButtons();
followReading();
