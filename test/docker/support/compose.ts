import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The parts of docker/compose.yml that tests use. */
export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, object>>;
}

export interface ComposeService {
  readonly image: string;
  readonly build?:
    | string
    | { readonly context: string; readonly dockerfile?: string; readonly args?: Readonly<Record<string, string>> };
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly logging: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly restart?: string;
  readonly stop_grace_period?: string;
}

export const COMPOSE_TEXT = readFileSync('docker/compose.yml', 'utf8');
export const EXTERNAL_TEXT = readFileSync('docker/compose.external.yml', 'utf8');

/** docker/compose.yml with no variables set. */
export const COMPOSE = read(COMPOSE_TEXT, {}) as Compose;

/**
 * docker/compose.external.yml merged into docker/compose.yml, as Compose does it, with these variables set.
 * @throws Error without a variable that must be set
 */
export function externalCompose(variables: Readonly<Record<string, string>>): Compose {
  return overlaid(read(COMPOSE_TEXT, variables), read(EXTERNAL_TEXT, variables)) as Compose;
}

/** A service that must exist. */
export function composeService(name: string): ComposeService {
  const service = COMPOSE.services[name];
  if (service === undefined) {
    throw new Error(`docker/compose.yml has no service '${name}'.`);
  }
  return service;
}

function read(text: string, variables: Readonly<Record<string, string>>): unknown {
  const filled = text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = variables[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) {
      throw new Error(`${name} ${rest}`);
    }
    return value;
  });
  return parse(filled, { merge: true }) as unknown;
}

/** Mappings are merged and lists joined; other values are replaced. */
function overlaid(base: unknown, over: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(over)) {
    return [...(base as unknown[]), ...(over as unknown[])];
  }
  if (!isMapping(over)) {
    return over;
  }
  // A build given only as its context.
  const below = typeof base === 'string' ? { context: base } : base;
  if (!isMapping(below)) {
    return over;
  }
  const merged = Object.entries(over).map(([name, value]) => [
    name,
    name in below ? overlaid(below[name], value) : value,
  ]);
  return { ...below, ...Object.fromEntries(merged) };
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
