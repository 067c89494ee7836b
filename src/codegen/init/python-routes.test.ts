import { describe, expect, test } from 'vitest';
import { pythonRoutes } from './python-routes.ts';

const files = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));
const addresses = (texts: Readonly<Record<string, string>>): readonly string[] =>
  pythonRoutes(files(texts)).map(({ address }) => address);

describe('addresses', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['a decorator', { 'main.py': '@app.websocket("/ws")\nasync def ws(socket: WebSocket): ...' }, ['/ws']],
    ['single quotes', { 'main.py': "@app.websocket('/ws')" }, ['/ws']],
    ['a converter', { 'main.py': '@app.websocket("/files/{name:path}")' }, ['/files/{name}']],
    ['what is commented out is no route', { 'main.py': '# @app.websocket("/ws")\nx = 1' }, []],
    ['nor what a docstring says', { 'main.py': '"""\n@app.websocket("/ws")\n"""' }, []],
    ['an address that is computed is left out', { 'main.py': '@app.websocket(f"{BASE}/ws")' }, []],
    ['add_api_websocket_route', { 'main.py': 'app.add_api_websocket_route("/a", a)' }, ['/a']],
    ['Starlette', { 'main.py': 'routes=[WebSocketRoute("/b", endpoint=b)]' }, ['/b']],
    [
      'a router with a prefix, in the same file',
      {
        'main.py':
          'router = APIRouter(prefix="/api")\n@router.websocket("/ws")\nasync def ws(s: WebSocket): ...\napp.include_router(router, prefix="/v1")',
      },
      ['/v1/api/ws'],
    ],
    [
      'a router of another module',
      {
        'app/main.py': 'from app.routers import voice\napp.include_router(voice.router, prefix="/api/v1")',
        'app/routers/voice.py':
          'router = APIRouter()\n@router.websocket("/voice")\nasync def v(s: WebSocket): ...',
      },
      ['/api/v1/voice'],
    ],
    [
      'a router under another name',
      {
        'main.py': 'from .voice import router as voice_router\napp.include_router(voice_router, prefix="/v")',
        'voice.py': 'router = APIRouter()\n@router.websocket("/a")',
      },
      ['/v/a'],
    ],
    [
      'a router that is included twice',
      {
        'main.py':
          'import voice\napp.include_router(voice.router)\napp.include_router(voice.router, prefix="/old")',
        'voice.py': 'router = APIRouter()\n@router.websocket("/a")',
      },
      ['/a', '/old/a'],
    ],
  ])('%s', (_title, texts, expected) => {
    expect(addresses(texts)).toEqual(expected);
  });
});

describe('the function tells', () => {
  const route = (signature: string) =>
    pythonRoutes(
      files({ 'main.py': `@app.websocket("/ws/{room}")\nasync def ws(${signature}):\n    pass` }),
    )[0];

  test('what its path parameters can be', () => {
    expect(route('socket: WebSocket, room: UUID')?.parameters).toEqual([
      { name: 'room', example: '3b1f6a52-0d1e-4c55-9d0c-6c1f8b0f9e77' },
    ]);
    expect(route('socket: WebSocket, room: int')?.parameters).toEqual([{ name: 'room', example: '1' }]);
  });

  test.each([
    ['token: str', [['token', true]]],
    ['token: str = Query(...)', [['token', true]]],
    ['token: str = Query(min_length=3)', [['token', true]]],
    ['token: Annotated[str, Query()]', [['token', true]]],
    ['token: Annotated[str | None, Query()] = None', [['token', false]]],
    ['token: str = "x"', [['token', false]]],
    ['token: Optional[str] = None', [['token', false]]],
    ['token: str = Query(None)', [['token', false]]],
    ['token: str = Query(default=None)', [['token', false]]],
    ['user: User = Depends(who(1, 2)), socket: WebSocket = None', []],
    ['token: str = Cookie(...)', []],
  ] as const)('%s', (signature, expected) => {
    expect(route(`room: str, ${signature}`)?.query.map(({ name, required }) => [name, required])).toEqual(
      expected,
    );
  });

  test('and it stands at a line', () => {
    expect(pythonRoutes(files({ 'a/b.py': '# one\n\n@app.websocket("/ws")' }))[0]?.at).toBe('a/b.py:3');
  });
});
