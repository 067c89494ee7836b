import type { YAMLError } from 'yaml';

interface SyntaxMessage {
  readonly message: string;
  readonly fix: string;
}

/** What the yaml library's error codes mean for the person who made the slip. */
const MESSAGES: Partial<Record<YAMLError['code'], SyntaxMessage>> = {
  TAB_AS_INDENT: {
    message: 'A tab is used for indentation; YAML allows only spaces there.',
    fix: 'Replace the tab with spaces.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'There are two colons on one line, so that it is unclear which of them ends the key.',
    fix: 'Quote the value, or put it on a line of its own.',
  },
  BLOCK_IN_FLOW: {
    message: 'Something inside of { } or [ ] is not separated by a comma.',
    fix: 'Add the comma.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'A key stretches over several lines: a colon is missing, or a quote is not closed.',
    fix: 'Write the key, its colon and the beginning of its value on one line.',
  },
  BAD_ALIAS: {
    message: 'A value begins with "*" or "&", which YAML keeps for aliases.',
    fix: 'Quote the value.',
  },
  BAD_DQ_ESCAPE: {
    message: 'A text in double quotes has a backslash that begins no known escape.',
    fix: 'Use single quotes, or double the backslash.',
  },
};

/** The library's error as something to act on. Where nothing better is known, its own words. */
export function syntaxMessage(error: YAMLError): SyntaxMessage {
  const { code, message } = error;
  const known = MESSAGES[code];
  if (known !== undefined) return known;
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) {
    return {
      message: 'A { or [ is not closed, or what is inside is not indented.',
      fix: 'Close the bracket.',
    };
  }
  if (code === 'BAD_INDENT') {
    return {
      message: 'This line is indented differently from its neighbours.',
      fix: 'Give all keys of one object the same number of leading spaces.',
    };
  }
  if (code === 'MISSING_CHAR' && message.includes('quote')) {
    return { message: 'A quote is opened and never closed.', fix: 'Close it, with the same kind of quote.' };
  }
  if (code === 'BAD_SCALAR_START') {
    return {
      message: `A value cannot begin with ${message.at(-1) === '`' ? 'a backtick' : `"${message.at(-1)}"`}.`,
      fix: 'Quote the value.',
    };
  }
  return {
    message: `${message}.`.replace(/\.\.$/, '.'),
    fix: 'See https://yaml.org/spec/1.2.2/ for the form of YAML.',
  };
}
