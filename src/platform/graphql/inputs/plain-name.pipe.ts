import { Injectable, type PipeTransform } from '@nestjs/common';
import { plainName } from '../../../common/plain-text.js';

/** Gives a code or an id, an argument on its own, its plain form. In classes of arguments `IsName` does this. */
@Injectable()
export class PlainNamePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return plainName(value);
  }
}
