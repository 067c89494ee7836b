import { expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { RANDOM_WORDS } from './random-words.ts';
import { renderTemplate } from './template.ts';

const FORMS: Readonly<Record<string, RegExp>> = {
  randomFirstName: /^[A-Z][a-z]+$/,
  randomLastName: /^[A-Z][a-z]+$/,
  randomFullName: /^[A-Z][a-z]+ [A-Z][a-z]+$/,
  randomNamePrefix: /^[DM]rs?\.$|^Ms\.$/,
  randomNameSuffix: /^[A-Z][A-Za-z]+\.?$/,
  randomCity: /^[A-Z][A-Za-z ]+$/,
  randomCountry: /^[A-Z][A-Za-z ]+$/,
  randomCountryCode: /^[A-Z]{2}$/,
  randomStreetName: /^[A-Z][a-z]+ [A-Z][a-z]+$/,
  randomStreetAddress: /^\d+ [A-Z][a-z]+ [A-Z][a-z]+$/,
  randomLatitude: /^-?\d{1,2}(\.\d{1,6})?$/,
  randomLongitude: /^-?\d{1,3}(\.\d{1,6})?$/,
  randomPhoneNumber: /^\+1-202-555-01\d\d$/,
  randomEmail: /^[a-z]+\.[a-z]+@example\.com$/,
};

test('every function has a form', () => {
  expect(Object.keys(RANDOM_WORDS)).toEqual(Object.keys(FORMS));
});

test.each(Object.entries(FORMS))('%s looks like %s, however it is written', (name, form) => {
  const context = {
    request: undefined,
    parameters: {},
    now: 0,
    random: createRandom(3),
    memory: {},
  };
  for (const template of [`{{${name}()}}`, `{{ ${name} }}`, `{{$${name}}}`]) {
    for (let i = 0; i < 20; i += 1) expect(String(renderTemplate(template, context))).toMatch(form);
  }
});
