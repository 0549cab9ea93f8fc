import { readFileSync } from 'node:fs';
import dockerignore from '@balena/dockerignore';

const ignore = dockerignore.default().add(readFileSync('docker/Dockerfile.dockerignore', 'utf8').split('\n'));

/** Whether this path of the project is in the build context of docker/Dockerfile. */
export function inBuildContext(path: string): boolean {
  return !ignore.ignores(path);
}
