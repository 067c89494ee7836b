/** An Origin that a careless comparison takes for an allowed one, and what is careless about it. */
export interface LookAlike {
  readonly name: string;
  readonly origin: string;
  readonly kind: string;
}

/**
 * Origins that a browser can really send, and that each catch another way of comparing wrongly (HANDSHAKE 2.2,
 * the minimal set). Empty where `allowed` is no scheme, host and port.
 */
export function lookAlikes(allowed: string): readonly LookAlike[] {
  const parts = /^(https?):\/\/([a-z0-9.-]+?)(?::(\d+))?$/i.exec(allowed.toLowerCase());
  if (parts === null) return [];
  const [, scheme = '', host = '', port] = parts;
  const suffix = port === undefined ? '' : `:${port}`;
  const isAddress = /^[\d.]+$/.test(host);
  const found: LookAlike[] = [
    {
      name: 'scheme',
      origin: `${scheme === 'http' ? 'https' : 'http'}://${host}${suffix}`,
      kind: 'an allowed Origin with the other scheme',
    },
    {
      name: 'port',
      origin: `${scheme}://${host}:${otherPort(port)}`,
      kind: 'an allowed Origin with another port',
    },
    {
      name: 'prefix',
      origin: `${scheme}://${host}.evil.test${suffix}`,
      kind: 'an allowed host with something behind it',
    },
  ];
  if (!isAddress) {
    found.push(
      {
        name: 'suffix',
        origin: `${scheme}://evil-${host}${suffix}`,
        kind: 'an allowed host with something before it',
      },
      {
        name: 'subdomain',
        origin: `${scheme}://evil.${host}${suffix}`,
        kind: 'a subdomain of an allowed host',
      },
    );
  }
  if (!isAddress && host.includes('.'))
    found.push({
      name: 'dot',
      origin: `${scheme}://${host.replace('.', 'x')}${suffix}`,
      kind: 'an allowed host with another character for a dot',
    });
  const site = /^[^.]+\.(.+\..+)$/.exec(host)?.[1];
  if (!isAddress && site !== undefined)
    found.push(
      { name: 'parent', origin: `${scheme}://${site}${suffix}`, kind: 'the parent of an allowed host' },
      { name: 'sibling', origin: `${scheme}://evil.${site}${suffix}`, kind: 'a sibling of an allowed host' },
      {
        name: 'undotted',
        origin: `${scheme}://evil${site}${suffix}`,
        kind: 'the parent of an allowed host with something before it',
      },
    );
  const truncated = allowed.toLowerCase().slice(0, -1);
  if (/[a-z0-9]$/.test(truncated))
    found.push({
      name: 'truncated',
      origin: truncated,
      kind: 'an allowed Origin without its last character',
    });
  return found;
}

/** A port that begins like the allowed one, where there is such a port: a comparison by prefix takes it. */
function otherPort(port: string | undefined): string {
  if (port === undefined) return '8443';
  const longer = `${port}1`;
  return Number(longer) <= 65_535 ? longer : String(Number(port) + 1 > 65_535 ? 1 : Number(port) + 1);
}
