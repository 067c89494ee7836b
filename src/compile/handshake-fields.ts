import type { HandshakeField } from '../contract/handshake-policy.ts';
import type { CompileContext } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';
import { optional } from './document/optional.ts';
import { scalars } from './document/read-parameter.ts';

/** The members of a `query` or `headers` schema of a binding: an object schema with `properties`. */
export function compileFields(
  context: CompileContext,
  schema: DocumentNode | undefined,
  idPrefix: string,
  wanted: (name: string) => boolean = () => true,
): readonly HandshakeField[] {
  const { reader } = context;
  const required = scalars(reader.child(schema, 'required')?.value).filter(wanted);
  const declared = reader.entries(reader.child(schema, 'properties')).filter(([name]) => wanted(name));
  const undeclared = required.filter((name) => !declared.some(([other]) => other === name));
  return [
    ...declared.map(([name, node]) => ({
      name,
      required: required.includes(name),
      schema: context.schemas.collect(node, `${idPrefix}/${name}`),
      ...optional('example', exampleOf(context, node)),
      at: reader.at(node),
    })),
    ...undeclared.map((name) => ({
      name,
      required: true,
      at: reader.at(reader.child(schema, 'required') ?? (schema as DocumentNode)),
    })),
  ];
}

/** A value that the schema itself says is good. */
export function exampleOf({ reader }: CompileContext, schema: DocumentNode): string | undefined {
  for (const key of ['const', 'example', 'examples', 'default', 'enum']) {
    const [first] = scalars(reader.child(schema, key)?.value);
    if (first !== undefined) return first;
  }
  return undefined;
}
