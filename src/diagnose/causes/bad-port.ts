import { type Cause, defineCause } from '../cause.ts';

/** Fetch standard, "bad port". */
const BAD_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

export const badPort: Cause = defineCause({
  id: 'BAD-PORT',
  title: 'Browsers refuse this port',
  explain:
    'By rule, not by probe: the Fetch standard has a list of ports that belong to other protocols (6000, 6667, 10080 and more). A browser never connects to them.',
  likelihood({ subject, refused, base }) {
    if (!BAD_PORTS.has(subject.place.port) || subject.origin === undefined) return undefined;
    return {
      sure: refused || base === undefined ? 'possible' : 'likely',
      why: `${subject.place.port} is on the Fetch standard's list of bad ports. From here, where no browser decides, it is ${refused ? 'refused as well' : 'accepted'}.`,
      by: ['baseline'],
      tell: "The browser's console says net::ERR_UNSAFE_PORT.",
    };
  },
  advice: ({ subject }) => ({
    sentence: `No browser connects to port ${subject.place.port}, whatever listens there; scripts do.`,
    fix: ['Give the server another port, such as 8080.'],
  }),
});
