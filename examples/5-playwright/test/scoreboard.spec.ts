import { expect, test } from './fixtures.ts';

test('shows the score that it is greeted with, and each change', async ({ page, mock, openBoard }) => {
  await openBoard();
  await expect(page.locator('#score')).toHaveText('0 : 0');
  mock.push('score', { type: 'score', home: 1, away: 0 });
  await expect(page.locator('#score')).toHaveText('1 : 0');
});

test('cheers', async ({ page, mock, openBoard }) => {
  await openBoard();
  await page.getByRole('button').click();
  await mock.waitFor('cheer', { team: 'home' });
  await expect(page.getByRole('button')).toHaveText(/^Cheered/);
});

test('comes back after the connection was lost', async ({ page, mock, openBoard }) => {
  await openBoard();
  await expect(page.locator('#status')).toHaveText('Live');
  mock.setFaults(['refuse-503']);
  for (const { id } of mock.connections()) mock.disconnect(id, 1011);
  await expect(page.locator('#status')).toHaveText('Connection lost, trying again…');
  mock.setFaults([]);
  await expect(page.locator('#status')).toHaveText('Live');
});

test('does not freeze where no answer comes', async ({ page, mock, openBoard }) => {
  mock.setFaults(['no-reply']);
  await openBoard();
  await page.getByRole('button').click();
  await mock.waitFor('cheer');
  mock.push('score', { type: 'score', home: 2, away: 0 });
  await expect(page.locator('#score')).toHaveText('2 : 0');
  await expect(page.getByRole('button')).toHaveText('Cheer for the home team');
});
