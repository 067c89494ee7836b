/** A text as a YAML scalar: plain where that is read back as the same text, else in double quotes (JSON is YAML). */
export function text(value: string): string {
  const isPlain = /^[A-Za-z/][\w ./-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return isPlain && value.trim() === value ? value : JSON.stringify(value);
}
