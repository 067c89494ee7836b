import type { Perspective, PerspectiveClue } from '../contract/contract.ts';
import { nameWords } from '../contract/name-words.ts';
import type { Party } from '../contract/party.ts';
import type { ChannelKind } from './channel-kinds.ts';
import { httpOperations } from './companions.ts';
import type { CompileContext } from './context.ts';
import type { OperationDeclaration } from './document/declarations.ts';
import { senderByText } from './sender-text.ts';
import { senderByName } from './sender-words.ts';

/** Whose view is the document written from? An option first, then the document's own word, then a score. */
export function choosePerspective(
  context: CompileContext,
  kinds: readonly ChannelKind[],
  option: 'auto' | Party,
): Perspective {
  const said = context.reader.text(context.declarations.extension, 'perspective');
  const clues = [
    ...titleClues(context),
    ...operationClues(kinds),
    ...wordingClues(kinds),
    ...oneWayClues(kinds),
    ...httpClues(kinds),
    ...replyClues(kinds),
    ...nameClues(kinds),
  ].filter(({ weight }) => weight !== 0);
  const found = clues.length === 0 ? {} : { clues };
  if (option !== 'auto') return { ...decided(option, 'option', 'the command line says so'), ...found };
  if (said === 'server' || said === 'client')
    return { ...decided(said, 'document', 'x-countersign.perspective says so'), ...found };
  const score = Math.round(clues.reduce((sum, { weight }) => sum + weight, 0) * 10) / 10;
  const reasons = clues.map(({ reason }) => reason);
  return {
    value: score < 0 ? 'client' : 'server',
    chosenBy: 'auto',
    score,
    reasons:
      reasons.length > 0
        ? reasons
        : ['nothing in it speaks for either view, and most documents describe the server'],
    ...found,
  };
}

function decided(value: Party, chosenBy: 'option' | 'document', reason: string): Perspective {
  return { value, chosenBy, score: 0, reasons: [reason] };
}

function titleClues({ declarations }: CompileContext): readonly PerspectiveClue[] {
  const words = nameWords(declarations.title);
  const has = (list: readonly string[]) => words.find((word) => list.includes(word));
  const client = has(['client', 'sdk', 'consumer', 'frontend', 'listener']);
  const server = has(['server', 'backend', 'gateway', 'service']);
  if (client !== undefined && server === undefined)
    return [{ weight: -4, reason: `its title says "${client}"` }];
  return server !== undefined && client === undefined
    ? [{ weight: 1, reason: `its title says "${server}"` }]
    : [];
}

/** `clientSend`, `sendServerEvents`, "Messages that the client sends": who acts is named beside the action. */
function operationClues(kinds: readonly ChannelKind[]): readonly PerspectiveClue[] {
  let weight = 0;
  const telling: string[] = [];
  for (const operation of wsOperations(kinds)) {
    const sender = namedSender(operation);
    if (sender === undefined) continue;
    weight += viewOf(operation.action, sender) === 'server' ? 2 : -2;
    telling.push(operation.id);
  }
  if (telling.length === 0) return [];
  return [
    {
      weight: limit(weight, 6),
      reason: `${list(telling)} ${telling.length === 1 ? 'names' : 'name'} who sends`,
    },
  ];
}

function namedSender(operation: OperationDeclaration): Party | undefined {
  const { summary = '' } = operation;
  const words = hasOwnName(operation) ? nameWords(operation.id) : [];
  const votes = (party: Party) => (words.includes(party) ? 1 : 0) + (senderByText(summary) === party ? 2 : 0);
  const [client, server] = [votes('client'), votes('server')];
  return client === server ? undefined : client > server ? 'client' : 'server';
}

/** AsyncAPI 2 without an `operationId`: it is called after its channel, which says where, not who. */
function hasOwnName({ id, action }: OperationDeclaration): boolean {
  return !id.endsWith(action === 'send' ? '.subscribe' : '.publish');
}

/**
 * "Receive prices" of what the application sends, "Send a message" of what it receives: that is written for the
 * reader, who is the client. The reverse says nothing.
 */
function wordingClues(kinds: readonly ChannelKind[]): readonly PerspectiveClue[] {
  const telling = wsOperations(kinds)
    .filter(({ action, summary = '' }) =>
      action === 'send' ? /^receives?\b/i.test(summary) : /^sends?\b/i.test(summary),
    )
    .map(({ id }) => id);
  if (telling.length === 0) return [];
  const verb = telling.length === 1 ? 'tells' : 'tell';
  return [{ weight: Math.min(telling.length, 3), reason: `${list(telling)} ${verb} clients what to do` }];
}

/** Hardly any server only listens: where several operations all go one way, it is the server that sends. */
function oneWayClues(kinds: readonly ChannelKind[]): readonly PerspectiveClue[] {
  if (!isOneWay(kinds) || wsOperations(kinds).length < 2) return [];
  const sends = wsOperations(kinds)[0]?.action === 'send';
  return [
    {
      weight: sends ? 2 : -2,
      reason: `it only ${sends ? 'sends' : 'receives'}, and servers hardly ever only listen`,
    },
  ];
}

function isOneWay(kinds: readonly ChannelKind[]): boolean {
  const operations = wsOperations(kinds);
  const [first] = operations;
  const isAnswered = ({ reply, channel, messages }: OperationDeclaration) =>
    reply !== undefined ||
    (messages ?? kinds.find((kind) => kind.channel.key === channel)?.channel.messages ?? []).some(
      ({ responses }) => responses !== undefined,
    );
  return (
    first !== undefined &&
    operations.every((operation) => operation.action === first.action && !isAnswered(operation))
  );
}

function httpClues(kinds: readonly ChannelKind[]): readonly PerspectiveClue[] {
  const operations = kinds.flatMap(httpOperations).filter(({ httpBinding }) => httpBinding !== undefined);
  const receives = operations.filter(
    ({ action, reply }) => action === 'receive' && reply !== undefined,
  ).length;
  const sends = operations.filter(({ action, reply }) => action === 'send' && reply !== undefined).length;
  if (receives === sends) return [];
  return receives > sends
    ? [{ weight: 3, reason: 'it receives HTTP requests' }]
    : [{ weight: -3, reason: 'it sends HTTP requests' }];
}

function replyClues(kinds: readonly ChannelKind[]): readonly PerspectiveClue[] {
  const replied = wsOperations(kinds).filter(({ reply }) => reply !== undefined);
  const answers = replied.filter(({ action }) => action === 'receive').map(({ id }) => id);
  const asks = replied.filter(({ action }) => action === 'send').map(({ id }) => id);
  // Where both sides ask (OCPP, JSON-RPC both ways), the server is the one that answers more.
  const most = Math.max(answers.length, asks.length);
  const weight = (part: number) => Math.round((30 * part) / most) / 10;
  return [
    ...(answers.length > 0
      ? [{ weight: weight(answers.length), reason: `it replies to ${list(answers)}` }]
      : []),
    ...(asks.length > 0
      ? [{ weight: -weight(asks.length), reason: `it sends ${list(asks)} and waits for a reply` }]
      : []),
  ];
}

/** `subscribe` is what clients send, `subscribed` what servers do: does the document agree, or say the reverse? */
function nameClues(kinds: readonly ChannelKind[]): readonly PerspectiveClue[] {
  const forServer = new Set<string>();
  const forClient = new Set<string>();
  for (const { channel, operations } of kinds) {
    for (const operation of operations) {
      const sent = operation.messages ?? channel.messages;
      const other = operations.some(
        ({ action, messages }) => action !== operation.action && messages === undefined,
      );
      // Both actions with every message of the channel: that says nothing about either.
      if (operation.messages === undefined && other) continue;
      for (const message of sent) {
        const sender = senderByName(message.key) ?? senderByName(message.name ?? '');
        // What is answered is no announcement, even one called BootNotification or heartbeat.
        if (sender === undefined || (sender === 'server' && operation.reply !== undefined)) continue;
        (viewOf(operation.action, sender) === 'server' ? forServer : forClient).add(
          `${operation.action}s "${message.name ?? message.key}"`,
        );
      }
    }
  }
  // What only one side says may well be its orders to the other: `add_peer`, `init`.
  const most = isOneWay(kinds) ? 3 : 8;
  return [
    ...(forServer.size > 0
      ? [{ weight: Math.min(forServer.size, most), reason: `like a server it ${list([...forServer])}` }]
      : []),
    ...(forClient.size > 0
      ? [{ weight: -Math.min(forClient.size, most), reason: `like a client it ${list([...forClient])}` }]
      : []),
  ];
}

function wsOperations(kinds: readonly ChannelKind[]): readonly OperationDeclaration[] {
  return kinds.flatMap(({ operations }) => operations);
}

/** If `sender` does what the document calls `action`, whose view is it? */
function viewOf(action: 'send' | 'receive', sender: Party): Party {
  if (action === 'send') return sender;
  return sender === 'client' ? 'server' : 'client';
}

function limit(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

function list(items: readonly string[]): string {
  const [first = '', second, ...others] = items;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${others.length} more`;
}
