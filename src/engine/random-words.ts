import type { Json } from '../contract/json.ts';
import type { Random } from './random.ts';

const FIRST_NAMES = [
  'Ada',
  'Alan',
  'Barbara',
  'Chinua',
  'Dennis',
  'Edsger',
  'Frances',
  'Grace',
  'Hedy',
].concat(['Ines', 'Joan', 'Katherine', 'Linus', 'Margaret', 'Niklaus', 'Radia', 'Sophie', 'Tim']);
const LAST_NAMES = ['Adeyemi', 'Bartik', 'Carvalho', 'Dubois', 'Engel', 'Fischer', 'Garcia', 'Hansen'].concat(
  ['Ivanova', 'Johnson', 'Kowalski', 'Lovelace', 'Moreau', 'Nakamura', 'Okafor', 'Patel', 'Rossi', 'Silva'],
);
const PLACES: readonly (readonly [city: string, country: string, code: string])[] = [
  ['Amsterdam', 'Netherlands', 'NL'],
  ['Buenos Aires', 'Argentina', 'AR'],
  ['Cairo', 'Egypt', 'EG'],
  ['Chicago', 'United States', 'US'],
  ['Hamburg', 'Germany', 'DE'],
  ['Lagos', 'Nigeria', 'NG'],
  ['Le Mans', 'France', 'FR'],
  ['Lisbon', 'Portugal', 'PT'],
  ['Mumbai', 'India', 'IN'],
  ['Osaka', 'Japan', 'JP'],
  ['Toronto', 'Canada', 'CA'],
  ['Wellington', 'New Zealand', 'NZ'],
];
const STREETS = [
  'Church Street',
  'High Street',
  'Lake Road',
  'Maple Avenue',
  'Mill Lane',
  'Oak Street',
  'Park Road',
];
const PREFIXES = ['Mr.', 'Mrs.', 'Ms.', 'Dr.'];
const SUFFIXES = ['Jr.', 'Sr.', 'II', 'III', 'MD', 'PhD'];

/** A random number with six digits behind the point. */
function degrees(random: Random, most: number): number {
  return random.integer(-most * 1_000_000, most * 1_000_000) / 1_000_000;
}

const first = (random: Random): string => random.pick(FIRST_NAMES) ?? '';
const last = (random: Random): string => random.pick(LAST_NAMES) ?? '';
const street = (random: Random): string => random.pick(STREETS) ?? '';

/** Functions of Microcks' templates that make up something about people and places. */
export const RANDOM_WORDS: Readonly<Record<string, (random: Random) => Json | undefined>> = {
  randomFirstName: first,
  randomLastName: last,
  randomFullName: (random) => `${first(random)} ${last(random)}`,
  randomNamePrefix: (random) => random.pick(PREFIXES),
  randomNameSuffix: (random) => random.pick(SUFFIXES),
  randomCity: (random) => random.pick(PLACES)?.[0],
  randomCountry: (random) => random.pick(PLACES)?.[1],
  randomCountryCode: (random) => random.pick(PLACES)?.[2],
  randomStreetName: street,
  randomStreetAddress: (random) => `${random.integer(1, 199)} ${street(random)}`,
  randomLatitude: (random) => degrees(random, 90),
  randomLongitude: (random) => degrees(random, 180),
  // Numbers and domains that nobody has (North American Numbering Plan; RFC 2606).
  randomPhoneNumber: (random) => `+1-202-555-01${String(random.integer(0, 99)).padStart(2, '0')}`,
  randomEmail: (random) => `${first(random)}.${last(random)}@example.com`.toLowerCase(),
};
