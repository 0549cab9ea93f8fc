import { Module } from '@nestjs/common';
import { DictionaryCodes } from './dictionary-codes.js';
import { DictionaryRepository } from './dictionary.repository.js';
import { DictionaryService } from './dictionary.service.js';
import { DictionaryResolver } from './graphql/dictionary.resolver.js';
import { MeasureResolver } from './graphql/measure.resolver.js';

@Module({
  providers: [DictionaryRepository, DictionaryCodes, DictionaryService, DictionaryResolver, MeasureResolver],
  exports: [DictionaryService, DictionaryCodes],
})
export class DictionaryModule {}
