/** A text file of the project, as far as it was read. */
export interface SourceText {
  /** From the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A WebSocket address that the sources of a backend name. */
export interface Route {
  /** As AsyncAPI writes it: `/ws/{room}`. */
  readonly address: string;
  readonly parameters: readonly RouteValue[];
  readonly query: readonly QueryValue[];
  /** Engine.IO's own frames, which are no JSON. */
  readonly isEngineIo?: true;
  /** `app/main.py:12` */
  readonly at: string;
}

export interface RouteValue {
  readonly name: string;
  /** A value that its type allows. */
  readonly example: string;
}

export interface QueryValue extends RouteValue {
  readonly required: boolean;
}

/** The server of the project. */
export interface Backend {
  /** As its users call it: `FastAPI`, `ws`. */
  readonly framework: string;
  readonly language: 'python' | 'node';
  /** Starts it; `{port}` where it takes its port. Absent: nothing told how. */
  readonly start?: string;
  /** Where it listens, when it takes no port: `ws://127.0.0.1:8080`. */
  readonly target?: string;
  readonly routes: readonly Route[];
  /** Shell lines that install what it needs in CI. */
  readonly install: readonly string[];
}

/** Commands of the package manager whose lock file lies there; npm's without one. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** In CI. */
  readonly install: string;
  /** Runs an installed command. */
  readonly exec: string;
  /** Runs a script of package.json. */
  readonly run: string;
}

/** What lies around where a project is to be begun. */
export interface Surroundings {
  /** The folder's name. */
  readonly name: string;
  /** AsyncAPI documents, the likeliest first; paths from the folder. */
  readonly documents: readonly string[];
  readonly backend?: Backend;
  /** A frontend's tools: `Vite, React, MSW`. */
  readonly frontend: readonly string[];
  readonly packages: PackageManager;
  /** The text of package.json. */
  readonly packageJson?: string;
}
