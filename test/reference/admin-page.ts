import type { Json } from '../../src/contract/json.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
}

interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<
        string,
        { readonly schema: { readonly properties?: object; readonly examples?: readonly Json[] } }
      >
    >;
  };
  readonly responses: Readonly<Record<string, object>>;
}

/** The part of an OpenAPI document that the page is made of. */
export interface AdminApi {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

/** `docs/reference/admin-api.md`: all of it from `schema/admin.openapi.yaml`. */
export function adminPage(api: AdminApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  const groups = api.tags.map(({ name, description }) => {
    const of = operations.filter(({ operation }) => operation.tags.includes(name));
    return [`## ${name}`, description, ...of.map((one) => section(one.name, one.operation, api))].join(
      '\n\n',
    );
  });
  return `${[HEAD, api.info.description.trim(), EXAMPLES, ...groups].join('\n\n')}\n`;
}

function section(name: string, operation: Operation, api: AdminApi): string {
  const parameters = (operation.parameters ?? []).map((one) =>
    '$ref' in one ? (api.components.parameters[one.$ref.split('/').at(-1) ?? ''] as Parameter) : one,
  );
  const query = parameters
    .filter((one) => one.in === 'query')
    .map((one) => `- \`${one.name}\`${one.description === undefined ? '' : `: ${one.description}`}`);
  const { schema } = operation.requestBody?.content['application/json'] ?? {};
  const fields = Object.keys(schema?.properties ?? {}).map((field) => `\`${field}\``);
  const [example] = schema?.examples ?? [];
  return [
    `### \`${name}\``,
    operation.summary,
    ...(operation.description === undefined ? [] : [operation.description.trim()]),
    ...(query.length === 0 ? [] : [query.join('\n')]),
    ...(fields.length === 0
      ? []
      : [
          `Body: ${fields.join(', ')}${example === undefined ? '.' : `, such as \`${JSON.stringify(example)}\`.`}`,
        ]),
    `Answers: ${Object.keys(operation.responses).join(', ')}.`,
  ].join('\n\n');
}

const HEAD = `# The admin API of a mock

\`schema/admin.openapi.yaml\` describes it for programs, and every mock serves that file at \`/__countersign/openapi.yaml\`;
\`test/mock/admin.test.ts\` holds each answer to it. This page is written from it by
\`UPDATE_DOCS=1 npx vitest run test/faults-docs.test.ts\`.`;

const EXAMPLES = `\`\`\`sh
curl http://127.0.0.1:4600/__countersign/status
curl 'http://127.0.0.1:4600/__countersign/wait?message=subscribe&within=10000'
curl -X PUT http://127.0.0.1:4600/__countersign/faults/close-4401-after-3
curl -X POST http://127.0.0.1:4600/__countersign/push -H 'Content-Type: application/json' -d '{"message":"tick"}'
curl 'http://127.0.0.1:4600/__countersign/journal?violations=true' > violations.jsonl
\`\`\``;
