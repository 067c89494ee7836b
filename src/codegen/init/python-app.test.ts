import { expect, test } from 'vitest';
import { pythonApp } from './python-app.ts';

test.each<readonly [string, Readonly<Record<string, string>>, string | undefined]>([
  ['at the top', { 'main.py': 'app = FastAPI()' }, 'main:app'],
  ['under another name', { 'main.py': 'api: FastAPI = fastapi.FastAPI(title="x")' }, 'main:api'],
  ['in a package', { 'app/__init__.py': '', 'app/main.py': 'app = FastAPI()' }, 'app.main:app'],
  [
    'in a folder that others import from',
    { 'app/main.py': 'from app.routers import x\napp = FastAPI()' },
    'app.main:app',
  ],
  ['in a folder that is no package', { 'backend/main.py': 'app = FastAPI()' }, '--app-dir backend main:app'],
  [
    'in src',
    { 'src/shop/__init__.py': '', 'src/shop/main.py': 'app = FastAPI()' },
    '--app-dir src shop.main:app',
  ],
  [
    'made by a factory',
    { 'main.py': 'def create():\n    app = FastAPI()\n    return app' },
    '--factory main:create',
  ],
  ['returned by a factory', { 'main.py': 'def create():\n    return FastAPI()' }, '--factory main:create'],
  [
    'made by a factory, and kept',
    { 'main.py': 'def create():\n    app = FastAPI()\n    return app\n\nsite = create()' },
    'main:site',
  ],
  ['the nearest to the top', { 'a/b/main.py': 'app = FastAPI()', 'main.py': 'app = FastAPI()' }, 'main:app'],
  ['Starlette', { 'main.py': 'app = Starlette(routes=[])' }, 'main:app'],
  ['commented out', { 'main.py': '# app = FastAPI()' }, undefined],
  ['none', { 'main.py': 'print(1)' }, undefined],
])('%s', (_title, texts, expected) => {
  const sources = Object.entries(texts).map(([path, text]) => ({ path, text }));
  expect(pythonApp(sources)?.arguments).toBe(expected);
});
