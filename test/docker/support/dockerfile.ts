import { readFileSync } from 'node:fs';
import {
  DockerfileParser,
  type Copy,
  type Entrypoint,
  type Instruction,
  type PropertyInstruction,
} from 'dockerfile-ast';

/** An instruction that a test runs or checks; purely descriptive ones are left out. */
export type Step =
  | { readonly does: 'WORKDIR'; readonly path: string }
  | { readonly does: 'RUN'; readonly command: string }
  | {
      readonly does: 'COPY';
      readonly from: string | null;
      /** The mode of everything copied, in octal; null: the file's own. */
      readonly chmod: string | null;
      readonly sources: readonly string[];
      readonly to: string;
    }
  | { readonly does: 'ENV'; readonly variables: Readonly<Record<string, string>> }
  | { readonly does: 'USER'; readonly user: string }
  | { readonly does: 'HEALTHCHECK' | 'ENTRYPOINT'; readonly command: readonly string[] };

export interface Stage {
  readonly name: string;
  /** The base image, with build arguments replaced by their defaults. */
  readonly image: string;
  readonly steps: readonly Step[];
}

const TELLING = ['ARG', 'EXPOSE', 'LABEL'];

/**
 * The stages of a Dockerfile, first to last.
 * @throws Error at an unknown instruction, which would be built but never tested
 */
export function readDockerfile(path: string): Stage[] {
  const defaults = new Map<string, string>();
  const stages: (Omit<Stage, 'steps'> & { steps: Step[] })[] = [];
  for (const instruction of DockerfileParser.parse(readFileSync(path, 'utf8')).getInstructions()) {
    const keyword = instruction.getKeyword();
    const current = stages.at(-1);
    if (keyword === 'FROM') {
      const [image, , name] = valuesOf(instruction);
      stages.push({ name: name ?? '', image: filled(image ?? '', defaults), steps: [] });
    } else if (current === undefined) {
      Object.entries(variablesOf(instruction)).forEach(([name, value]) => defaults.set(name, value));
    } else if (!TELLING.includes(keyword)) {
      current.steps.push(stepOf(keyword, instruction));
    }
  }
  return stages;
}

function stepOf(keyword: string, instruction: Instruction): Step {
  switch (keyword) {
    case 'WORKDIR':
      return { does: 'WORKDIR', path: valuesOf(instruction)[0] ?? '' };
    case 'USER':
      return { does: 'USER', user: valuesOf(instruction)[0] ?? '' };
    case 'RUN':
      return { does: 'RUN', command: instruction.getArgumentsContent() ?? '' };
    case 'ENV':
      return { does: 'ENV', variables: variablesOf(instruction) };
    case 'COPY': {
      const {
        from = null,
        chmod = null,
        ...others
      } = Object.fromEntries((instruction as Copy).getFlags().map((flag) => [flag.getName(), flag.getValue()]));
      if (Object.keys(others).length > 0) {
        throw new Error(`No test carries out COPY with ${Object.keys(others).join()}.`);
      }
      const values = valuesOf(instruction);
      return { does: 'COPY', from, chmod, sources: values.slice(0, -1), to: values.at(-1) ?? '' };
    }
    case 'ENTRYPOINT':
      return {
        does: 'ENTRYPOINT',
        command: (instruction as Entrypoint).getJSONStrings().map((part) => part.getJSONValue()),
      };
    case 'HEALTHCHECK':
      return {
        does: 'HEALTHCHECK',
        command: JSON.parse((instruction.getArgumentsContent() ?? '').replace(/^CMD /, '')) as string[],
      };
    default:
      throw new Error(`No test carries out ${keyword}.`);
  }
}

const valuesOf = (instruction: Instruction): string[] =>
  instruction.getArguments().map((argument) => argument.getValue());

const variablesOf = (instruction: Instruction): Record<string, string> =>
  Object.fromEntries(
    (instruction as PropertyInstruction)
      .getProperties()
      .map((property) => [property.getName(), property.getValue() ?? '']),
  );

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
