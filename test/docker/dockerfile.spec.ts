import { describe, expect, it } from '@jest/globals';
import { inBuildContext } from './support/build-context.js';
import { readDockerfile, type Stage } from './support/dockerfile.js';

/* Checks the text of docker/Dockerfile. `npm run image` tests what it builds. */

const STAGES = readDockerfile('docker/Dockerfile');
const LAST = STAGES.at(-1)!;
const stepsOf = <Does extends Stage['steps'][number]['does']>(stage: Stage, does: Does) =>
  stage.steps.filter((step) => step.does === does) as Extract<Stage['steps'][number], { does: Does }>[];

describe('docker/Dockerfile', () => {
  it('begins every stage from one exact release', () => {
    expect(STAGES.map(({ name }) => name)).toEqual(['build', 'packages', 'service']);
    for (const { image } of STAGES) {
      expect(image).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim$/);
    }
    expect(new Set(STAGES.map(({ image }) => image)).size).toBe(1);
  });

  it('builds from named files, never from secret, installed or generated ones', () => {
    const copied = STAGES.flatMap((stage) => stepsOf(stage, 'COPY')).filter(({ from }) => from === null);
    for (const source of copied.flatMap(({ sources }) => sources)) {
      expect([source, inBuildContext(source)]).toEqual([source, true]);
    }
    const kept = ['.env', '.git/config', 'data/x', 'dist/main.js', 'docker/.env', 'docker/secrets/app_password'];
    for (const path of [...kept, 'node_modules/pg/package.json', 'src/config/config.spec.ts', 'test/x.ts']) {
      expect([path, inBuildContext(path)]).toEqual([path, false]);
    }
  });

  it.each(['docker/Dockerfile', 'docker/backup/Dockerfile'])(
    'makes what it copies readable to any user: %s',
    (path) => {
      for (const { sources, chmod } of stepsOf(readDockerfile(path).at(-1)!, 'COPY').filter(
        ({ from }) => from === null,
      )) {
        const mode = sources.some((source) => source.endsWith('.sh')) ? '755' : '644';
        expect([sources, chmod]).toEqual([sources, mode]);
      }
    },
  );

  it('makes what it builds readable to any user', () => {
    expect(stepsOf(STAGES[0]!, 'RUN').at(-1)?.command).toMatch(/ && chmod -R a\+rX dist$/);
  });

  it('makes an image that serves as an ordinary user, in production mode, without a shell in between', () => {
    expect(stepsOf(LAST, 'USER')).toEqual([{ does: 'USER', user: '1000:1000' }]);
    expect(stepsOf(LAST, 'ENV')).toMatchObject([{ variables: { NODE_ENV: 'production', HOST: '0.0.0.0' } }]);
    expect(stepsOf(LAST, 'ENTRYPOINT')).toMatchObject([{ command: ['node', 'dist/main.js'] }]);
    expect(stepsOf(LAST, 'HEALTHCHECK')).toMatchObject([{ command: ['node', 'healthcheck.js'] }]);
  });

  it('installs nothing in the last stage', () => {
    const commands = stepsOf(LAST, 'RUN').map(({ command }) => command);
    expect(commands).toHaveLength(1);
    for (const gone of [
      '/usr/local/lib/node_modules',
      '/usr/local/bin/npm',
      '/usr/local/bin/corepack',
      '/opt/yarn-v*',
    ]) {
      expect(commands[0]).toContain(gone);
    }
  });
});
