import { expect, it } from 'vitest';
import { nameWords } from '../contract/name-words.ts';
import { pastForms } from './past-forms.ts';
import { senderByName } from './sender-words.ts';

it.each([
  ['getWsToken', ['get', 'ws', 'token']],
  ['GetWSToken', ['get', 'ws', 'token']],
  ['get_ws-token.v2', ['get', 'ws', 'token', 'v2']],
  ['user::login', ['user', 'login']],
  ['Cotización nueva', ['cotización', 'nueva']],
  ['', []],
])('the words of %j are %j', (name, words) => {
  expect(nameWords(name)).toEqual(words);
});

it.each([
  ['subscribe', 'client'],
  ['TradesRequest', 'client'],
  ['loginMessage', 'client'],
  ['clientTyping', 'client'],
  ['update_configuration', 'client'],
  ['subscribed', 'server'],
  ['auth-response', 'server'],
  ['welcome', 'server'],
  ['orderUpdate', 'server'],
  ['ServerMessageNew', 'server'],
  ['chatAck', 'server'],
  ['roomJoined', 'server'],
  ['chatMessage', undefined],
  ['audioChunk', undefined],
  ['newsFeed', undefined],
  ['message', undefined],
  ['subscribe.message.0', undefined],
  ['', undefined],
])('a message called %j comes from the %s', (name, sender) => {
  expect(senderByName(name)).toBe(sender);
});

it.each([
  ['subscribe', ['subscribed']],
  ['cancel', ['canceled', 'cancelled']],
  ['apply', ['applied']],
  ['leave', ['left']],
])('the past of %s', (verb, forms) => {
  expect(pastForms(verb)).toEqual(forms);
});
