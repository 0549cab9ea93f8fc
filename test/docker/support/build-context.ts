import { readFileSync } from 'node:fs';
import dockerignore from '@balena/dockerignore';

const ignore = dockerignore.default().add(readFileSync('docker/Dockerfile.dockerignore', 'utf8').split('\n'));

/** Whether a build of docker/Dockerfile sees this path of the project. */
export function inBuildContext(path: string): boolean {
  return !ignore.ignores(path);
}
