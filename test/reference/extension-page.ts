import { stringify } from 'yaml';
import { EXTENSION_SCHEMA } from '../../src/compile/extension-schema.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/contract/json.ts';

/** `docs/reference/x-countersign.md`. */
export function extensionPage(): string {
  return `${[
    INTRODUCTION,
    '## On the document',
    ...keys('root'),
    '## On a server, and on a channel',
    'A channel overrides its server, key by key.',
    ...keys('server'),
    '## On a channel',
    ...keys('channel', Object.keys(propertiesOf('server'))),
    '## On an operation',
    'What an operation is depends on who starts it: a *request* the client, a *push* the server; an *HTTP companion* is asked over HTTP.',
    ...keys('operation'),
    '## On a security scheme',
    ...keys('securityScheme'),
    '## On a message',
    `${sentence(definition('message').description).text}`,
    '## Scenario',
    sentence(definition('scenario').description).text,
    table(definition('scenario')),
    '### Step',
    sentence(definition('step').description).text,
    table(definition('step')),
    '## Reply step',
    sentence(definition('replyStep').description).text,
    table(definition('replyStep')),
    '## Values',
    ...VALUES.flatMap(value),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = `# x-countersign

What AsyncAPI has no word for, and Countersign needs to know. Everything is optional: without a word of it the mock
takes the defaults, and \`verify\` demands nothing of what is not said. It stands on the document, on servers, channels,
operations, messages and security schemes, or comes from an OpenAPI Overlay (\`--overlay\`) where the document is not yours. Beside a
\`$ref\` it has no effect: \`countersign lint\` finds it there.

The same as a JSON Schema is in the package: \`schema/x-countersign.schema.json\`. Editors take it beside AsyncAPI's own,
for example VS Code with the YAML extension, in \`.vscode/settings.json\`:

\`\`\`json
{
  "yaml.schemas": {
    "https://asyncapi.com/schema-store/3.0.0.json": "asyncapi.yaml",
    "./node_modules/countersign/schema/x-countersign.schema.json": "asyncapi.yaml"
  }
}
\`\`\`

<!-- Written from src/compile/extension-schema by test/reference.test.ts: UPDATE_REFERENCE=1 npx vitest run test/reference.test.ts -->`;

const KINDS: Readonly<Record<string, string>> = {
  request: 'a request',
  push: 'a push',
  companion: 'an HTTP companion',
};

/** Values that have a section of their own. */
const VALUES = [
  'duration',
  'size',
  'pointer',
  'place',
  'name',
  'names',
  'closeCode',
  'status',
  'close',
].concat(['refusal', 'origins', 'cors', 'schema']);

function keys(owner: string, without: readonly string[] = []): readonly string[] {
  return Object.entries(propertiesOf(owner))
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, schema]) => key(name, schema));
}

function key(name: string, schema: JsonObject): readonly string[] {
  const { text, otherwise } = sentence(schema.description);
  const on = Array.isArray(schema.on) ? schema.on.map((kind) => KINDS[String(kind)] ?? '') : [];
  const rows = [
    ...(on.length === 0 ? [] : [['On', on.join(', ')]]),
    ['Type', typeOf(schema)],
    ['Default', otherwise],
    ['The mock', String(schema.mock)],
    ['`verify`', String(schema.verify)],
  ];
  const examples = Array.isArray(schema.examples) ? schema.examples : [];
  return [
    `### ${name}`,
    text,
    rows
      .map(([what, words], i) => `${i === 0 ? '|  |  |\n| --- | --- |\n' : ''}| ${what} | ${words} |`)
      .join('\n'),
    ...examples.map((example: Json) => `\`\`\`yaml\nx-countersign:\n  ${name}: ${flow(example)}\n\`\`\``),
    ...membersOf(schema).map(table),
  ];
}

/** The object forms that the value may have and that are described where they are used. */
function membersOf(schema: JsonObject): readonly JsonObject[] {
  const forms: readonly Json[] = Array.isArray(schema.anyOf) ? schema.anyOf : [schema];
  return forms.filter((form): form is JsonObject => isJsonObject(form) && isJsonObject(form.properties));
}

function table(schema: JsonObject): string {
  const required: readonly Json[] = Array.isArray(schema.required) ? schema.required : [];
  const rows = Object.entries(members(schema)).map(([name, member]) => {
    const { text, otherwise } = sentence(member.description);
    const fallback = required.includes(name) ? 'must be there' : otherwise;
    return `| \`${name}\` | ${typeOf(member)} | ${fallback} | ${text} |`;
  });
  return ['| Key | Type | Default |  |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function value(name: string): readonly string[] {
  const schema = definition(name);
  const examples = Array.isArray(schema.examples) ? schema.examples : [];
  const shown = examples.map((example: Json) => `\`${flow(example)}\``).join(', ');
  return [
    `### Value: ${name}`,
    `${sentence(schema.description).text}${shown === '' ? '' : ` For example ${shown}.`}`,
    ...membersOf(schema).map(table),
  ];
}

/** The words, and what stands behind `Default:`. */
function sentence(description: Json | undefined): { readonly text: string; readonly otherwise: string } {
  const [text = '', otherwise = ''] = String(description ?? '').split(/\s*Default: /);
  return { text, otherwise: otherwise.replace(/\.$/, '') || 'none' };
}

function typeOf(schema: JsonObject): string {
  if (typeof schema.$ref === 'string') return link(schema.$ref);
  for (const keyword of ['allOf', 'anyOf']) {
    const forms = schema[keyword];
    if (Array.isArray(forms))
      return [...new Set(forms.map((form) => typeOf(form as JsonObject)))].join(' or ');
  }
  if (schema.const !== undefined) return `\`${flow(schema.const)}\``;
  if (Array.isArray(schema.enum)) return schema.enum.map((item) => `\`${flow(item)}\``).join(', ');
  if (schema.type === 'array') return `a list of ${typeOf((schema.items ?? {}) as JsonObject)}`;
  if (schema.type === 'object') {
    const others = schema.additionalProperties;
    return isJsonObject(others) ? `an object of ${typeOf(others)}` : 'an object';
  }
  return typeof schema.type === 'string' ? (TYPES[schema.type] ?? schema.type) : 'any value';
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  boolean: '`true`, `false`',
};

function link(reference: string): string {
  const name = reference.split('/').at(-1) ?? '';
  if (name === 'replyStep') return '[reply step](#reply-step)';
  return `[${name}](#${VALUES.includes(name) ? `value-${name.toLowerCase()}` : name})`;
}

function flow(example: Json): string {
  return stringify(example, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

export function propertiesOf(name: string): Readonly<Record<string, JsonObject>> {
  return members(definition(name));
}

function members(schema: JsonObject): Readonly<Record<string, JsonObject>> {
  return (schema.properties ?? {}) as Readonly<Record<string, JsonObject>>;
}

function definition(name: string): JsonObject {
  const found = (EXTENSION_SCHEMA.definitions as JsonObject)[name];
  if (!isJsonObject(found)) throw new RangeError(`There is no definition "${name}".`);
  return found;
}
