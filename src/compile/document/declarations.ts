import type { Described } from '../../contract/described.ts';
import type { DocumentNode } from './document-node.ts';

/**
 * What a document declares, before anybody asks what it means for a client and a server. `v2.ts` and `v3.ts`
 * both make this; nobody after them knows which version the document was written in.
 */
export interface Declarations {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly defaultContentType?: string;
  readonly root: DocumentNode;
  readonly servers: readonly ServerDeclaration[];
  readonly channels: readonly ChannelDeclaration[];
  readonly operations: readonly OperationDeclaration[];
  readonly extension?: DocumentNode;
}

export interface ServerDeclaration {
  readonly key: string;
  readonly node: DocumentNode;
  /** Lower case. */
  readonly protocol: string;
  readonly host: string;
  /** `''`, or starts with `/` and does not end with one. */
  readonly pathname: string;
  /** What stands behind `?` of its URL. */
  readonly query?: string;
  readonly description?: string;
  readonly security?: SecurityDeclaration;
  readonly extension?: DocumentNode;
}

/** Any one of the lists satisfies it; of a list, every scheme must hold. */
export interface SecurityDeclaration {
  readonly node: DocumentNode;
  readonly anyOf: readonly (readonly SchemeDeclaration[])[];
}

export interface SchemeDeclaration {
  readonly name: string;
  readonly node: DocumentNode;
}

export interface ChannelDeclaration extends Described {
  readonly key: string;
  readonly node: DocumentNode;
  /** `null`: known at runtime only. `undefined`: the document says nothing. */
  readonly address: string | null | undefined;
  /** Keys of servers. Absent: all of them. */
  readonly servers?: readonly string[];
  readonly parameters: readonly ParameterDeclaration[];
  readonly messages: readonly MessageDeclaration[];
  readonly wsBinding?: DocumentNode;
  readonly httpBinding?: DocumentNode;
  readonly extension?: DocumentNode;
}

export interface ParameterDeclaration {
  readonly name: string;
  readonly node: DocumentNode;
  readonly enum?: readonly string[];
  /** Examples, default, enum: values that are known to be good. */
  readonly examples: readonly string[];
  readonly schema?: DocumentNode;
  /** `$message.payload#/symbol`. */
  readonly location?: string;
}

export interface MessageDeclaration extends Described {
  /** What the channel calls it, or the best name there is. */
  readonly key: string;
  readonly node: DocumentNode;
  readonly name?: string;
  readonly contentType?: string;
  readonly payload?: DocumentNode;
  readonly schemaFormat?: string;
  readonly examples: readonly DocumentNode[];
  readonly correlation?: { readonly location: string; readonly node: DocumentNode };
  readonly headers?: DocumentNode;
  /** `x-response`, one message or `{ oneOf }`: what answers it, in documents of AsyncAPI 2. */
  readonly responses?: readonly DocumentNode[];
  /** http message binding. */
  readonly statusCode?: number;
  readonly extension?: DocumentNode;
}

export interface OperationDeclaration extends Described {
  readonly id: string;
  readonly node: DocumentNode;
  /** What the described application does. */
  readonly action: 'send' | 'receive';
  /** Key of a channel. */
  readonly channel: string;
  /** Absent: every message of the channel. */
  readonly messages?: readonly MessageDeclaration[];
  readonly reply?: ReplyDeclaration;
  readonly security?: SecurityDeclaration;
  readonly httpBinding?: DocumentNode;
  readonly extension?: DocumentNode;
}

export interface ReplyDeclaration {
  readonly node: DocumentNode;
  /** Key of a channel. */
  readonly channel?: string;
  readonly messages?: readonly MessageDeclaration[];
}
