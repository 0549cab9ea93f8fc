import { Module } from '@nestjs/common';
import { DictionaryRepository } from './dictionary.repository.js';
import { DictionaryService } from './dictionary.service.js';
import { DictionaryResolver } from './graphql/dictionary.resolver.js';
import { MeasureResolver } from './graphql/measure.resolver.js';

@Module({
  providers: [DictionaryRepository, DictionaryService, DictionaryResolver, MeasureResolver],
  exports: [DictionaryService],
})
export class DictionaryModule {}
