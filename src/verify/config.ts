import type { Phase } from '../checks/phase.ts';
import type { CredentialProvider } from './credential-store.ts';
import type { ProviderStates, VerifyHooks } from './hooks.ts';
import type { Profile } from './verify-options.ts';

/**
 * What a project knows and a command line should not hold. `countersign.config.ts` in the working directory, or
 * `--config`, exports one as its default. Options on the command line win.
 */
export interface CountersignConfig {
  /** A path, from the working directory, or a URL: the document, where the command line names none. */
  readonly document?: string;
  /** As `--target`: one URL, or `server=url` for one server each. */
  readonly targets?: string | readonly string[];
  /** As `--origin`. */
  readonly origin?: string;
  /** Security scheme → credential, or a function that gets one; it is asked again when the credential has expired. */
  readonly credentials?: Readonly<Record<string, string | CredentialProvider>>;
  readonly hooks?: VerifyHooks;
  readonly states?: ProviderStates;
  /** Defaults of the options of `countersign verify`. Durations as text: `5s`. */
  readonly verify?: VerifyDefaults;
  /** Defaults of the options of `countersign mock`. */
  readonly mock?: MockDefaults;
}

/** The options of `countersign verify` by their names, in camel case. */
export interface VerifyDefaults {
  readonly start?: string;
  readonly ready?: string;
  readonly readyTimeout?: Duration;
  readonly insecure?: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly profile?: Profile;
  readonly phase?: readonly Phase[];
  readonly seed?: number;
  readonly deadline?: Duration;
  readonly patience?: Duration;
  readonly timeout?: Duration;
  readonly thorough?: boolean;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly reporter?: readonly string[];
  readonly verbose?: boolean;
  readonly diagnose?: boolean;
  readonly failOn?: 'fail' | 'warn';
  readonly minCoverage?: number;
  readonly baseline?: string;
}

/** The options of `countersign mock` by their names, in camel case. */
export interface MockDefaults {
  readonly port?: number;
  readonly host?: string;
  readonly tls?: boolean;
  readonly cert?: string;
  readonly key?: string;
  readonly deflate?: boolean;
  readonly watch?: boolean;
  readonly log?: 'pretty' | 'json' | 'quiet';
  /** A path, from the working directory. */
  readonly handlers?: string;
  readonly strict?: boolean;
  readonly push?: Duration | 'off';
  readonly seed?: number;
  readonly faults?: readonly string[];
  readonly allowQueryFaults?: boolean;
  readonly scenarios?: readonly string[];
  readonly patience?: Duration;
}

/** `250ms`, `5s`, `2m`, `1h`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h'}`;

/** Gives a configuration its type. It returns what it gets: plain data, whatever instance of the package made it. */
export function defineConfig(config: CountersignConfig): CountersignConfig {
  return config;
}
