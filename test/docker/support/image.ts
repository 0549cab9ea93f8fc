import { chmod, cp, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { inBuildContext } from './build-context.js';
import { readDockerfile, type Stage } from './dockerfile.js';
import { mustRun, type RunOptions } from './run.js';

/** The result of docker/Dockerfile, in a folder in place of a container's root. */
export interface Image {
  /** The folder that containers use as `/`. */
  readonly root: string;
  /** The folder in which commands run, below `root`. */
  readonly workdir: string;
  /** The image's Node.js, which the Dockerfile calls `node`. */
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
  readonly uid: number;
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
}

/** The variables of this process that npm needs to reach its registry, without any that change how it installs. */
const FOR_NPM = /^(HOME|npm_config_(cache|registry|userconfig)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i;

/**
 * Does in a clean folder, without a container engine, what a build of docker/Dockerfile does: its COPYs, of the files
 * that its .dockerignore includes, as a checkout under umask 077 has them; its commands of npm, with the Node.js of
 * its image.
 */
export async function buildImage(folder: string): Promise<Image> {
  const stages = readDockerfile('docker/Dockerfile');
  const image = stages.at(-1)?.image ?? '';
  const bin = await installNode(folder, /^node:([\d.]+)-/.exec(image)?.[1] ?? '');
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => FOR_NPM.test(name)));
  let built = { root: '', workdir: '/', env: {}, uid: 0, entrypoint: [], healthcheck: [] } as Omit<Image, 'node'>;
  for (const stage of stages) {
    built = await buildStage(folder, stage, { ...env, PATH: `${bin}:${process.env['PATH'] ?? ''}` });
  }
  return { ...built, node: join(bin, 'node') };
}

/** The image's Node.js release, from the registry's package with its binary. */
async function installNode(folder: string, release: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const home = join(folder, 'node');
  await mkdir(home);
  await mustRun(['npm', 'install', '--no-audit', '--no-fund', '--no-save', '--prefix', home, `${name}@${release}`], {
    env: Object.fromEntries(Object.entries(process.env).filter(([key]) => key === 'PATH' || FOR_NPM.test(key))),
  });
  return join(home, 'node_modules', name, 'bin');
}

async function buildStage(
  folder: string,
  stage: Stage,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<Omit<Image, 'node'>> {
  const root = join(folder, stage.name);
  await mkdir(root);
  let [workdir, uid]: [string, number] = ['/', 0];
  const env: Record<string, string> = {};
  let [entrypoint, healthcheck]: [readonly string[], readonly string[]] = [[], []];
  for (const step of stage.steps) {
    switch (step.does) {
      case 'WORKDIR':
        workdir = resolve(workdir, step.path);
        await mkdir(join(root, workdir), { recursive: true });
        break;
      case 'ENV':
        Object.assign(env, step.variables);
        break;
      case 'COPY':
        for (const source of step.sources) {
          await copy(
            step.from === null ? source : join(folder, step.from, source),
            join(root, resolve(workdir, step.to)),
            step,
          );
        }
        break;
      case 'RUN':
        await runCommand(step.command, { cwd: join(root, workdir), env: { ...environment, ...env } });
        break;
      case 'USER':
        uid = Number(step.user.split(':')[0]);
        break;
      case 'ENTRYPOINT':
        entrypoint = step.command;
        break;
      case 'HEALTHCHECK':
        healthcheck = step.command;
    }
  }
  return { root, workdir, env, uid, entrypoint, healthcheck };
}

/** @throws Error if it fails, or if it neither is a command of npm's nor deletes files that only a real image has */
async function runCommand(command: string, { cwd, env }: Required<Pick<RunOptions, 'cwd' | 'env'>>): Promise<void> {
  if (command.startsWith('npm ')) {
    await mustRun(['sh', '-c', command], { cwd, env: { ...env, npm_config_prefer_offline: 'true' } });
  } else if (!command.startsWith('rm -rf /usr/local/')) {
    throw new Error(`No test carries out RUN ${command}.`);
  }
}

/** A folder's contents go into the target; a file goes into a target that ends in a slash. */
async function copy(
  source: string,
  target: string,
  { from, chmod: mode, to }: Extract<Stage['steps'][number], { does: 'COPY' }>,
): Promise<void> {
  const isFolder = (await stat(source)).isDirectory();
  const place = !isFolder && to.endsWith('/') ? join(target, basename(source)) : target;
  await cp(source, place, {
    recursive: true,
    verbatimSymlinks: true,
    filter: async (path) =>
      from !== null || inBuildContext(path) || ((await lstat(path)).isDirectory() && path === source),
  });
  if (from === null) {
    const below = isFolder ? (await readdir(place, { recursive: true })).map((path) => join(place, path)) : [];
    for (const path of [place, ...below]) {
      const checkedOut = (await stat(path)).mode & 0o700;
      await chmod(path, mode === null ? checkedOut : Number.parseInt(mode, 8));
    }
  }
}
