import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainName } from '../../../common/plain-text.js';
import { badInput } from '../scalars/bad-input.js';
import { nameProblem } from './plain-text.validator.js';

/**
 * Gives a code or an id, an argument on its own, its plain form, and refuses what `IsName` refuses. In classes of arguments
 * `IsName` does this.
 */
@Injectable()
export class PlainNamePipe implements PipeTransform<string, string> {
  transform(value: string, { data = 'It' }: ArgumentMetadata): string {
    const name = value.isWellFormed() ? plainName(value) : value;
    const problem = nameProblem(data, name);
    if (problem !== null) throw badInput(problem);
    return name;
  }
}
