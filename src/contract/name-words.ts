/** `getWsToken`, `get_ws_token`, `get-ws-token`, `GetWSToken` → `['get', 'ws', 'token']`. */
export function nameWords(name: string): readonly string[] {
  return name
    .normalize('NFC')
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
